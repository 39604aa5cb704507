package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.utc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** How the tickets of a client stand to one another. */
@Service
public class TicketLinks {
    /** More than this is a project, and a page that nobody reads. */
    static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Verbs verbs;
    private final Resolution resolution;
    private final TransactionTemplate transactions;

    TicketLinks(JdbcClient jdbc, Verbs verbs, Resolution resolution, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.verbs = verbs;
        this.resolution = resolution;
        this.transactions = transactions;
    }

    /** By tie, then by number. */
    @Transactional(readOnly = true)
    public List<LinkedTicket> of(long number) {
        Ticket ticket = verbs.tickets.get(number);
        return jdbc.sql("""
                        select l.id, l.tie, l.number = :number as forward,                         """ + TicketStore.COLUMNS + """
                        from servicedesk.link l
                        join servicedesk.ticket t
                          on t.tenant_id = l.tenant_id and t.number = case when l.number = :number then l.other else l.number end
                        where l.tenant_id = :tenant and (l.number = :number or l.other = :number)
                        order by l.tie, forward desc, t.number
                        """)
                .param("number", number)
                .param("tenant", ticket.tenant().value())
                .query((row, index) -> {
                    Tie kept = Tie.values()[row.getInt("tie")];
                    return new LinkedTicket(
                            row.getLong("id"),
                            row.getBoolean("forward") ? kept : kept.opposite(),
                            TicketStore.ticket(row, index));
                })
                .list();
    }

    /** Answers the id of the link, which may have been there already. */
    @Transactional
    public long tie(long number, Tie tie, long other, Actor by) {
        if (!tie.isKept()) {
            return tie(other, tie.opposite(), number, by);
        }
        if (number == other) {
            throw Refused.field("ticket", "refusal.link.itself");
        }
        if (tie == Tie.RELATED_TO && other < number) {
            return tie(other, tie, number, by);
        }
        TicketRow low = verbs.tickets.lock(Math.min(number, other));
        TicketRow high = verbs.tickets.lock(Math.max(number, other));
        if (!low.tenant().equals(high.tenant())) {
            throw NotFound.of("ticket", other);
        }
        // Two links that are each no circle could make one together: one at a time in a client.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('servicedesk.link'), ?)")
                .param(low.tenant().value())
                .query((row, n) -> 1)
                .list();
        Long known = known(number, tie, other);
        if (known != null) {
            return known;
        }
        refuse(number, tie, other);
        long id = jdbc.sql("""
                        insert into servicedesk.link (tenant_id, number, other, tie, at, by_account, by_name, by_person)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        returning id
                        """)
                .params(Columns.values(
                        low.tenant().value(),
                        number,
                        other,
                        tie.ordinal(),
                        utc(verbs.now()),
                        by.accountId(),
                        by.name(),
                        by.isPerson()))
                .query(Long.class)
                .single();
        boolean forward = number == low.number();
        said(low, "timeline.linked", forward ? tie : tie.opposite(), high.number(), by);
        said(high, "timeline.linked", forward ? tie.opposite() : tie, low.number(), by);
        return id;
    }

    private @Nullable Long known(long number, Tie tie, long other) {
        return jdbc.sql("select id from servicedesk.link where number = ? and other = ? and tie = ?")
                .params(number, other, tie.ordinal())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private void refuse(long number, Tie tie, long other) {
        for (long one : List.of(number, other)) {
            int many = jdbc.sql("select count(*) from servicedesk.link where number = :one or other = :one")
                    .param("one", one)
                    .query(Integer.class)
                    .single();
            if (many >= MOST) {
                throw Refused.conflict("refusal.link.most", one, MOST);
            }
        }
        if (tie == Tie.CHILD_OF) {
            jdbc.sql("select other from servicedesk.link where number = ? and tie = ?")
                    .params(number, tie.ordinal())
                    .query(Long.class)
                    .optional()
                    .ifPresent(parent -> {
                        throw Refused.conflict("refusal.link.parent", number, parent);
                    });
        }
        if (tie.hasDirection() && leads(other, tie, number)) {
            throw Refused.conflict("refusal.link.circle", number, other);
        }
    }

    /** Whether one comes from the first to the second by ties of this kind. */
    private boolean leads(long from, Tie tie, long to) {
        return jdbc.sql("""
                        with recursive way(number) as (
                          select cast(:from as bigint)
                          union
                          select l.other from servicedesk.link l join way on l.number = way.number where l.tie = :tie)
                        select exists (select from way where number = :to)
                        """)
                .param("from", from)
                .param("tie", tie.ordinal())
                .param("to", to)
                .query(Boolean.class)
                .single();
    }

    /** @param number one of the two */
    @Transactional
    public void untie(long number, long link, Actor by) {
        record Row(long number, long other, Tie tie) {}
        Row row = jdbc.sql(
                        "select number, other, tie from servicedesk.link where id = :id and (number = :n or other = :n)")
                .param("id", link)
                .param("n", number)
                .query((r, n) -> new Row(r.getLong("number"), r.getLong("other"), Tie.values()[r.getInt("tie")]))
                .optional()
                .orElseThrow(() -> NotFound.of("link", link));
        TicketRow low = verbs.tickets.lock(Math.min(row.number(), row.other()));
        TicketRow high = verbs.tickets.lock(Math.max(row.number(), row.other()));
        int gone = jdbc.sql("delete from servicedesk.link where id = ?")
                .param(link)
                .update();
        if (gone == 1) {
            boolean forward = row.number() == low.number();
            said(low, "timeline.unlinked", forward ? row.tie() : row.tie().opposite(), high.number(), by);
            said(high, "timeline.unlinked", forward ? row.tie().opposite() : row.tie(), low.number(), by);
        }
    }

    /** Among colleagues: who reads one ticket may not be allowed to know the other. */
    private void said(TicketRow row, String code, Tie tie, long other, Actor by) {
        verbs.timeline.add(
                row.tenant(),
                row.number(),
                TimelineEntry.Kind.NOTED,
                verbs.now(),
                by,
                Words.of(code + "." + tie.word(), other),
                null,
                true);
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), row.number()));
    }

    /** @param refusal why a child was not resolved; null when it was */
    public record Child(long number, @Nullable Words refusal) {}

    /**
     * Resolves the open children of a ticket, each in a transaction of its own: one that cannot be resolved keeps none of the
     * others from it, and is named.
     */
    public List<Child> resolveChildren(long number, String solution, Actor by) {
        List<Long> open = transactions.execute(status -> of(number).stream()
                .filter(one ->
                        one.tie() == Tie.PARENT_OF && one.ticket().state().isOpen())
                .map(one -> one.ticket().number())
                .toList());
        var children = new ArrayList<Child>();
        for (long child : open == null ? List.<Long>of() : open) {
            try {
                transactions.executeWithoutResult(status -> resolution.resolve(child, solution, false, by));
                children.add(new Child(child, null));
            } catch (Refused refused) {
                children.add(new Child(child, refused.rule()));
            }
        }
        return children;
    }
}
