package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.utc;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.servicedesk.search.SoughtTexts;
import org.vigie.shared.Actor;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What happened to a ticket, in the order in which it was written down. Lines are never changed. */
@Component
class Timeline {
    private final JdbcClient jdbc;
    private final TicketStore tickets;
    private final SoughtTexts sought;

    Timeline(JdbcClient jdbc, TicketStore tickets, SoughtTexts sought) {
        this.jdbc = jdbc;
        this.tickets = tickets;
        this.sought = sought;
    }

    void tell(TicketRow row, TimelineEntry.Kind kind, Instant at, Actor by, Words what) {
        add(row.tenant(), row.number(), kind, at, by, what, null, false);
    }

    /** Answers the id of the line. */
    long add(
            TenantId tenant,
            long number,
            TimelineEntry.Kind kind,
            Instant at,
            Actor by,
            Words what,
            @Nullable String body,
            boolean internal) {
        if (body != null) {
            sought.said(tenant, number, body, internal);
        }
        return jdbc.sql("""
                        insert into servicedesk.timeline_entry (tenant_id, number, at, kind, by_account, by_name,
                          by_person, code, args, body, internal)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        returning id
                        """)
                .params(Columns.values(
                        tenant.value(),
                        number,
                        utc(at),
                        kind.name(),
                        by.accountId(),
                        by.name(),
                        by.isPerson(),
                        what.code(),
                        Columns.array(what.args()),
                        body,
                        internal))
                .query(Long.class)
                .single();
    }

    /** With what happened on those that were merged into it. */
    List<TimelineEntry> of(Ticket ticket, boolean withInternal) {
        return of(ticket, tickets.mergedTogether(ticket), withInternal);
    }

    private List<TimelineEntry> of(Ticket ticket, List<Long> numbers, boolean withInternal) {
        return jdbc.sql("""
                        select id, number, at, kind, by_account, by_name, by_person, code, args, body, internal
                        from servicedesk.timeline_entry
                        where tenant_id = ? and number = any(?) and (? or not internal)
                        order by id
                        """)
                .params(ticket.tenant().value(), numbers.toArray(Long[]::new), withInternal)
                .query((row, index) -> new TimelineEntry(
                        row.getLong("id"),
                        row.getLong("number"),
                        Columns.instantOf(row, "at"),
                        TimelineEntry.Kind.valueOf(row.getString("kind")),
                        Columns.actor(row),
                        Columns.words(row),
                        row.getString("body"),
                        row.getBoolean("internal")))
                .list();
    }
}
