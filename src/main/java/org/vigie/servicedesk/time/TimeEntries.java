package org.vigie.servicedesk.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** The time that was worked on the tickets of the scope. */
@Service
public class TimeEntries {
    static final int MOST = 1000;
    static final int LONGEST_MINUTES = 24 * 60;
    private static final int LONGEST_NOTE = 2000;
    private static final int LONGEST_REASON = 500;

    private static final String SELECT = """
            select e.*, exists (select from servicedesk.time_entry c where c.corrects = e.id) as corrected
            from servicedesk.time_entry e
            """;

    private final JdbcClient jdbc;
    private final Tickets tickets;
    private final InstantSource clock;

    TimeEntries(JdbcClient jdbc, Tickets tickets, InstantSource clock) {
        this.jdbc = jdbc;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** All that was ever written, in that order: also what was corrected. */
    @Transactional(readOnly = true)
    public List<TimeEntry> of(long number) {
        tickets.get(number);
        return jdbc.sql(SELECT + "where e.number = ? order by e.id")
                .param(number)
                .query(TimeEntries::entry)
                .list();
    }

    @Transactional(readOnly = true)
    public TimeEntry get(long number, long id) {
        return jdbc.sql(SELECT + "where e.number = ? and e.id = ?")
                .params(number, id)
                .query(TimeEntries::entry)
                .optional()
                .orElseThrow(() -> NotFound.of("time", id));
    }

    /** Time of the person who books it; on a resolved ticket too. */
    @Transactional
    public long book(long number, NewTimeEntry wanted, Actor by) {
        Instant now = now();
        Activity activity = refuse(wanted, now, 1);
        Ticket ticket = tickets.get(number);
        if (ticket.mergedInto() != null) {
            throw Refused.conflict("refusal.ticket.merged", number, ticket.mergedInto());
        }
        TenantId tenant = ticket.tenant();
        int there = jdbc.sql("select count(*) from servicedesk.time_entry where number = ?")
                .param(number)
                .query(Integer.class)
                .single();
        if (there >= MOST) {
            throw Refused.conflict("refusal.time.most", MOST);
        }
        Instant startedAt = Objects.requireNonNullElseGet(
                wanted.startedAt(), () -> now.minus(Duration.ofMinutes(wanted.minutes())));
        return write(tenant, number, by.accountId(), by.name(), activity, startedAt, wanted, null, null, by);
    }

    /** Another entry stands in its place, with the same person; none of its minutes takes it back. */
    @Transactional
    public long correct(long number, long id, NewTimeEntry wanted, String reason, Actor by) {
        Activity activity = refuse(wanted, now(), 0);
        if (reason.isBlank()) {
            throw Refused.field("reason", "refusal.required");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw Refused.field("reason", "refusal.ticket.long", LONGEST_REASON);
        }
        TenantId tenant = tickets.get(number).tenant();
        TimeEntry before = get(number, id);
        if (before.corrected()) {
            throw Refused.conflict("refusal.time.corrected");
        }
        Long account = jdbc.sql("select account from servicedesk.time_entry where id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .orElse(null);
        Instant startedAt = Objects.requireNonNullElse(wanted.startedAt(), before.startedAt());
        try {
            return write(tenant, number, account, before.person(), activity, startedAt, wanted, id, reason.strip(), by);
        } catch (DuplicateKeyException another) {
            throw Refused.conflict("refusal.time.corrected");
        }
    }

    private long write(
            TenantId tenant,
            long number,
            @Nullable Long account,
            String person,
            Activity activity,
            Instant startedAt,
            NewTimeEntry wanted,
            @Nullable Long corrects,
            @Nullable String reason,
            Actor by) {
        return jdbc.sql("""
                        insert into servicedesk.time_entry (tenant_id, number, account, person, activity, started_at, minutes,
                          billable, note, corrects, reason, written_at, written_by)
                        values (:tenant, :number, :account, :person, :activity, :started, :minutes, :billable, :note, :corrects,
                          :reason, :now, :by)
                        returning id
                        """)
                .param("tenant", tenant.value())
                .param("number", number)
                .param("account", account)
                .param("person", person)
                .param("activity", activity.written())
                .param("started", SqlTime.of(startedAt))
                .param("minutes", wanted.minutes())
                .param("billable", wanted.billable())
                .param("note", wanted.note().strip())
                .param("corrects", corrects)
                .param("reason", reason)
                .param("now", SqlTime.of(now()))
                .param("by", by.name())
                .query(Long.class)
                .single();
    }

    private static Activity refuse(NewTimeEntry wanted, Instant now, int fewest) {
        var errors = new ArrayList<FieldError>();
        var activity = Activity.find(wanted.activity());
        if (activity.isEmpty()) {
            errors.add(FieldError.of("activity", "refusal.time.activity", Activity.all()));
        }
        if (wanted.minutes() < fewest || wanted.minutes() > LONGEST_MINUTES) {
            errors.add(FieldError.of("minutes", "refusal.time.minutes", fewest, LONGEST_MINUTES));
        }
        if (wanted.startedAt() != null && wanted.startedAt().isAfter(now)) {
            errors.add(FieldError.of("startedAt", "refusal.time.future"));
        }
        if (wanted.note().strip().length() > LONGEST_NOTE) {
            errors.add(FieldError.of("note", "refusal.ticket.long", LONGEST_NOTE));
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
        return activity.orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static TimeEntry entry(ResultSet row, int index) throws SQLException {
        return new TimeEntry(
                row.getLong("id"),
                row.getLong("number"),
                row.getString("person"),
                Activity.find(row.getString("activity")).orElseThrow(),
                SqlTime.get(row, "started_at"),
                row.getInt("minutes"),
                row.getBoolean("billable"),
                row.getString("note"),
                row.getObject("corrects", Long.class),
                row.getString("reason"),
                row.getBoolean("corrected"),
                SqlTime.get(row, "written_at"),
                row.getString("written_by"));
    }
}
