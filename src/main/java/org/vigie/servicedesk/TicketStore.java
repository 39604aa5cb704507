package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.instant;
import static org.vigie.servicedesk.Columns.instantOf;
import static org.vigie.servicedesk.Columns.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Prioritised;
import org.vigie.shared.NotFound;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** The rows of tickets, one at a time. */
@Component
class TicketStore {
    static final String COLUMNS = """
            t.number, t.tenant_id, t.kind, t.state, t.priority, t.impact, t.urgency, t.site, t.service_id, t.asset_id, t.category,
            t.title, t.description, t.requester, t.requester_person, t.team, t.level, t.bounces, t.assignee, t.assignee_account, t.opened_at,
            t.updated_at, t.restored_at, t.resolved_at, t.waiting_reason, t.next_due_at, t.version,
            t.taken_at, t.confirming_since, t.waiting_since, t.merged_into
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TicketStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long countOpen() {
        // In the words of the partial indexes.
        return jdbc.sql("select count(*) from servicedesk.ticket t where t.state <= 2")
                .query(Long.class)
                .single();
    }

    /** Each column stands in the index of the open ones by deadline, which is all that is read. */
    OpenCounts countOpen(Instant now) {
        return jdbc.sql("""
                        select count(*) as open, count(*) filter (where t.due_order < ?) as late,
                          count(*) filter (where t.assignee is null) as untaken
                        from servicedesk.ticket t where t.state <= 2
                        """)
                .param(utc(now))
                .query((row, index) -> new OpenCounts(row.getLong("open"), row.getLong("late"), row.getLong("untaken")))
                .single();
    }

    /** Answers nothing when there is one of that origin already; waits for whoever is opening it just now. */
    Optional<TicketRow> insert(
            OpenTicket wanted, Prioritised priority, @Nullable String team, int level, @Nullable Instant nextDue) {
        return jdbc.sql("""
                        insert into servicedesk.ticket as t (kind, state, priority, priority_matrix, impact, urgency, site, service_id,
                          asset_id, title, title_folded, description, requester, requester_person, team, level, origin,
                          opened_at, updated_at, next_due_at)
                        values (:kind, 0, :priority, :matrix, :impact, :urgency, :site, :service, :asset, :title, :folded,
                          :description, :requester, :person, :team, :level, :origin, :opened, :now, :due)
                        on conflict (tenant_id, origin) where origin is not null do nothing
                        returning
                        """ + COLUMNS)
                .param("kind", wanted.kind().ordinal())
                .param("priority", priority.priority().ordinal())
                .param("matrix", priority.version())
                .param("impact", wanted.impact().ordinal())
                .param("urgency", wanted.urgency().ordinal())
                .param("site", wanted.site())
                .param("service", wanted.service())
                .param("asset", wanted.asset())
                .param("title", wanted.title())
                .param("folded", SearchText.folded(wanted.title()))
                .param("description", wanted.description())
                .param("requester", wanted.requester())
                .param("person", wanted.requesterPerson())
                .param("team", team)
                .param("level", level)
                .param("origin", wanted.origin())
                .param("opened", utc(wanted.openedAt()))
                .param("now", utc(Columns.now(clock)))
                .param("due", utc(nextDue))
                .query(TicketStore::row)
                .optional();
    }

    Ticket get(long number) {
        return jdbc.sql("select " + COLUMNS + " from servicedesk.ticket t where t.number = ?")
                .param(number)
                .query(TicketStore::ticket)
                .optional()
                .orElseThrow(() -> NotFound.of("ticket", number));
    }

    Map<Long, Ticket> named(Collection<Long> numbers) {
        return jdbc
                .sql("select " + COLUMNS + " from servicedesk.ticket t where t.number = any(?)")
                .param(numbers.toArray(Long[]::new))
                .query(TicketStore::ticket)
                .list()
                .stream()
                .collect(Collectors.toMap(Ticket::number, ticket -> ticket));
    }

    Optional<Ticket> byOrigin(String origin) {
        return jdbc.sql("select " + COLUMNS + " from servicedesk.ticket t where t.origin = ?")
                .param(origin)
                .query(TicketStore::ticket)
                .optional();
    }

    /** Which writing of the contract its priority was read from; none for the usual matrix. */
    Optional<Long> priorityMatrix(long number) {
        return jdbc.sql(
                        "select priority_matrix from servicedesk.ticket where number = ? and priority_matrix is not null")
                .param(number)
                .query(Long.class)
                .optional();
    }

    /** The name under which it was opened, if any. */
    Optional<String> origin(long number) {
        return jdbc.sql("select origin from servicedesk.ticket where number = ? and origin is not null")
                .param(number)
                .query(String.class)
                .optional();
    }

    /** The ticket itself and all that were merged into it, by whatever way. */
    List<Long> mergedTogether(Ticket ticket) {
        return jdbc.sql("""
                        with recursive part(number) as (
                          select cast(:number as bigint)
                          union
                          select t.number from servicedesk.ticket t join part on t.merged_into = part.number
                           where t.tenant_id = :tenant and t.merged_into is not null)
                        select number from part
                        """)
                .param("number", ticket.number())
                .param("tenant", ticket.tenant().value())
                .query((row, index) -> row.getLong("number"))
                .list();
    }

    /** Each verb begins here: two of them on one ticket take their turns. What was merged is worked on in the other one. */
    TicketRow lock(long number) {
        TicketRow row = lockAny(number);
        if (row.ticket().mergedInto() != null) {
            throw Refused.conflict("refusal.ticket.merged", number, row.ticket().mergedInto());
        }
        return row;
    }

    TicketRow lockAny(long number) {
        return jdbc.sql("select " + COLUMNS + " from servicedesk.ticket t where t.number = ? for update")
                .param(number)
                .query(TicketStore::row)
                .optional()
                .orElseThrow(() -> NotFound.of("ticket", number));
    }

    TicketRow lockOpen(long number) {
        TicketRow row = lock(number);
        if (!row.state().isOpen()) {
            throw Refused.conflict("refusal.ticket.not-open", number);
        }
        return row;
    }

    void move(TicketRow row, TicketState state) {
        change(row).set("state", state.ordinal()).write();
    }

    Update change(TicketRow row) {
        return new Update(jdbc, row.number()).set("updated_at", utc(Columns.now(clock)));
    }

    /** What the clocks say is no change of the ticket by anybody: neither a version nor an update. */
    void writeNextDue(long number, @Nullable Instant next) {
        jdbc.sql("""
                        update servicedesk.ticket set next_due_at = ?
                        where number = ? and next_due_at is distinct from ?::timestamptz
                        """)
                .params(java.util.Arrays.asList(utc(next), number, utc(next)))
                .update();
    }

    /** The columns that one verb changes; every change makes a new version. */
    static final class Update {
        private final JdbcClient jdbc;
        private final long number;
        private final StringBuilder columns = new StringBuilder("version = version + 1");
        private final java.util.List<@Nullable Object> values = new java.util.ArrayList<>();

        private Update(JdbcClient jdbc, long number) {
            this.jdbc = jdbc;
            this.number = number;
        }

        Update set(String column, @Nullable Object value) {
            columns.append(", ").append(column).append(" = ?");
            values.add(value instanceof Instant at ? utc(at) : value);
            return this;
        }

        void write() {
            values.add(number);
            jdbc.sql("update servicedesk.ticket set " + columns + " where number = ?")
                    .params(values)
                    .update();
        }
    }

    private static TicketRow row(ResultSet row, int index) throws SQLException {
        return new TicketRow(
                ticket(row, index),
                instant(row, "taken_at"),
                instant(row, "confirming_since"),
                instant(row, "waiting_since"));
    }

    static Ticket ticket(ResultSet row, int index) throws SQLException {
        return new Ticket(
                row.getLong("number"),
                new TenantId(row.getInt("tenant_id")),
                TicketKind.values()[row.getInt("kind")],
                TicketState.values()[row.getInt("state")],
                Priority.values()[row.getInt("priority")],
                Grade.values()[row.getInt("impact")],
                Grade.values()[row.getInt("urgency")],
                row.getString("site"),
                Columns.number(row, "service_id"),
                Columns.number(row, "asset_id"),
                row.getString("category"),
                row.getString("title"),
                row.getString("description"),
                row.getString("requester"),
                Columns.number(row, "requester_person"),
                row.getString("team"),
                row.getInt("level"),
                row.getString("assignee"),
                Columns.number(row, "assignee_account"),
                instantOf(row, "opened_at"),
                instant(row, "restored_at"),
                instant(row, "resolved_at"),
                row.getString("waiting_reason"),
                instant(row, "next_due_at"),
                row.getLong("version"),
                Columns.number(row, "merged_into"),
                row.getInt("bounces"));
    }
}
