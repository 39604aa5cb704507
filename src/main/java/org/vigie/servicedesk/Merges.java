package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.instant;
import static org.vigie.servicedesk.Columns.instantOf;
import static org.vigie.servicedesk.Columns.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * Tickets that turn out to be one. Nothing of a merged ticket is moved: its conversation is read through the one that it was
 * merged into, so that an undo has nothing to find again (docs/adr/0062).
 */
@Service
public class Merges {
    static final int MOST = 50;

    /** Supervision follows these by their own number: its proofs must find an open ticket. */
    private static final String SUPERVISED = "alert";

    private final JdbcClient jdbc;
    private final Verbs verbs;
    private final Watching watching;

    Merges(JdbcClient jdbc, Verbs verbs, Watching watching) {
        this.jdbc = jdbc;
        this.verbs = verbs;
        this.watching = watching;
    }

    /** Those that were merged into it, the last one first; also those whose merge was undone. */
    @Transactional(readOnly = true)
    public List<Merge> into(long number) {
        verbs.tickets.get(number);
        return jdbc.sql("select * from servicedesk.merge where into_number = ? order by id desc")
                .param(number)
                .query(Merges::merge)
                .list();
    }

    /** The merge that holds for this ticket. */
    @Transactional(readOnly = true)
    public Optional<Merge> of(long number) {
        return jdbc.sql("""
                        select * from servicedesk.merge where number = ? and undone_at is null order by id desc limit 1
                        """).param(number).query(Merges::merge).optional();
    }

    /**
     * Merges all of these into one, or none. Where a promise runs on both, the one that began earlier holds from now on; what a
     * merged ticket had already missed stays missed.
     *
     * @param withPeople who asks for and follows the merged tickets follows the one that is left
     */
    @Transactional
    public void merge(long into, Collection<Long> numbers, boolean withPeople, Actor by) {
        var merged = new TreeSet<>(numbers);
        if (merged.isEmpty() || merged.size() > MOST) {
            throw Refused.field("tickets", "refusal.merge.many", MOST);
        }
        if (merged.contains(into)) {
            throw Refused.field("tickets", "refusal.merge.itself", into);
        }
        // In the order of their numbers, as everybody who needs several.
        Map<Long, TicketRow> rows = new TreeMap<>();
        var all = new TreeSet<>(merged);
        all.add(into);
        for (long number : all) {
            rows.put(number, verbs.tickets.lock(number));
        }
        TicketRow target = java.util.Objects.requireNonNull(rows.get(into));
        for (long number : merged) {
            refuse(target, java.util.Objects.requireNonNull(rows.get(number)));
        }
        for (long number : merged) {
            one(target, java.util.Objects.requireNonNull(rows.get(number)), withPeople, by);
        }
        verbs.clocks.recount(target);
        verbs.tickets.change(target).write();
        verbs.tell(new TicketNews.TicketChanged(target.tenant(), verbs.now(), into));
    }

    private void refuse(TicketRow target, TicketRow row) {
        long number = row.number();
        if (!row.tenant().equals(target.tenant())) {
            throw NotFound.of("ticket", number);
        }
        if (row.ticket().kind().isPromised() != target.ticket().kind().isPromised()) {
            throw Refused.field("tickets", "refusal.merge.kind", number, target.number());
        }
        if (verbs.tickets
                .origin(number)
                .filter(origin -> origin.startsWith(SUPERVISED))
                .isPresent()) {
            throw Refused.field("tickets", "refusal.merge.supervised", number);
        }
    }

    private void one(TicketRow target, TicketRow row, boolean withPeople, Actor by) {
        Instant now = verbs.now();
        List<Long> watchers = withPeople ? people(target, row, by) : List.of();
        jdbc.sql("""
                        insert into servicedesk.merge (tenant_id, number, into_number, at, by_account, by_name, by_person, state,
                          waiting_reason, waiting_since, watchers)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Columns.values(
                        row.tenant().value(),
                        row.number(),
                        target.number(),
                        utc(now),
                        by.accountId(),
                        by.name(),
                        by.isPerson(),
                        row.state().ordinal(),
                        row.ticket().waitingReason(),
                        utc(row.waitingSince()),
                        watchers.toArray(Long[]::new)))
                .update();
        verbs.clocks.merge(target, row, now, by);
        verbs.tickets
                .change(row)
                .set("state", TicketState.CLOSED.ordinal())
                .set("merged_into", target.number())
                .set("waiting_reason", null)
                .set("waiting_since", null)
                .write();
        verbs.clocks.recount(row);
        said(row, "timeline.merged-into", target.number(), by);
        said(target, "timeline.merged-here", row.number(), by);
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), now, row.number()));
    }

    /** Answers those who did not take part before. */
    private List<Long> people(TicketRow target, TicketRow row, Actor by) {
        var candidates = new ArrayList<>(watching.of(row.number()));
        if (row.ticket().requesterPerson() != null) {
            candidates.addFirst(row.ticket().requesterPerson());
        }
        List<Long> there = watching.of(target.number());
        var fresh = new ArrayList<Long>();
        for (Long person : candidates) {
            if (!there.contains(person)
                    && !fresh.contains(person)
                    && !person.equals(target.ticket().requesterPerson())) {
                watching.watch(target.number(), person, by);
                fresh.add(person);
            }
        }
        return fresh;
    }

    /**
     * Makes the ticket what it was before it was merged, its promises as if that had never been; what happened on the other one
     * since stays there.
     */
    @Transactional
    public void undo(long number, Actor by) {
        Merge known = of(number).orElseThrow(() -> NotFound.of("merge of ticket", number));
        // The lower number first, as everybody who needs two.
        TicketRow first = verbs.tickets.lockAny(Math.min(number, known.into()));
        TicketRow second = verbs.tickets.lockAny(Math.max(number, known.into()));
        TicketRow row = first.number() == number ? first : second;
        TicketRow target = first.number() == number ? second : first;
        Merge merge = of(number).orElseThrow(() -> NotFound.of("merge of ticket", number));
        Instant now = verbs.now();
        if (!merge.canBeUndone(now)) {
            throw Refused.conflict("refusal.merge.late", number, Merge.UNDO.toDays());
        }
        if (target.ticket().mergedInto() != null) {
            throw Refused.conflict(
                    "refusal.merge.chain", merge.into(), target.ticket().mergedInto());
        }
        jdbc.sql("update servicedesk.merge set undone_at = ?, undone_by = ? where id = ?")
                .params(Columns.inUtc(now), by.name(), merge.id())
                .update();
        merge.watchers().forEach(person -> watching.unwatch(target.number(), person, by));
        verbs.tickets
                .change(row)
                .set("state", merge.state().ordinal())
                .set("merged_into", null)
                .set("waiting_reason", merge.waitingReason())
                .set("waiting_since", merge.waitingSince())
                .write();
        verbs.clocks.unmerge(target, row, now, by);
        verbs.clocks.recount(row);
        verbs.clocks.recount(target);
        verbs.tickets.change(target).write();
        said(row, "timeline.unmerged-from", target.number(), by);
        said(target, "timeline.unmerged-here", number, by);
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), now, number));
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), now, target.number()));
    }

    private void said(TicketRow row, String code, long other, Actor by) {
        verbs.timeline.add(
                row.tenant(),
                row.number(),
                TimelineEntry.Kind.NOTED,
                verbs.now(),
                by,
                Words.of(code, other),
                null,
                true);
    }

    private static Merge merge(ResultSet row, int index) throws SQLException {
        return new Merge(
                row.getLong("id"),
                row.getLong("number"),
                row.getLong("into_number"),
                instantOf(row, "at"),
                Columns.actor(row),
                TicketState.values()[row.getInt("state")],
                row.getString("waiting_reason"),
                instant(row, "waiting_since"),
                List.of((Long[]) row.getArray("watchers").getArray()),
                instant(row, "undone_at"));
    }
}
