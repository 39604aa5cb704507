package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/** The logs of the clocks, to which lines are only added, and what was last read from each. */
@Component
class ClockStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ClockStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void append(TenantId tenant, long number, Milestone milestone, LogLine line) {
        append(List.of(values(tenant, number, milestone, line)));
    }

    /** The first line of each, in one statement. */
    void begin(TenantId tenant, long number, List<ClockLog> logs) {
        append(logs.stream()
                .map(log -> values(tenant, number, log.milestone(), log.lines().getFirst()))
                .toList());
    }

    private void append(List<List<@Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into servicedesk.clock_event (tenant_id, number, milestone, kind, at, recorded_at, until_at,
                          by_account, by_name, by_person, code, args, reason, policy, target, calendar,
                          calendar_version, priority, pauses, steps)
                        values\s
                        """ + tuples(rows.size(), 20)).params(together(rows)).update();
    }

    private static String tuples(int rows, int columns) {
        String tuple = "(?" + ", ?".repeat(columns - 1) + ")";
        return tuple + (", " + tuple).repeat(rows - 1);
    }

    private static List<@Nullable Object> together(List<List<@Nullable Object>> rows) {
        var all = new ArrayList<@Nullable Object>();
        rows.forEach(all::addAll);
        return all;
    }

    private List<@Nullable Object> values(TenantId tenant, long number, Milestone milestone, LogLine line) {
        var terms = line.terms();
        var why = line.why();
        return Columns.values(
                tenant.value(),
                number,
                milestone.ordinal(),
                line.kind().stored(),
                utc(line.at()),
                utc(Columns.now(clock)),
                utc(line.until()),
                line.by().accountId(),
                line.by().name(),
                line.by().isPerson(),
                why == null ? null : why.code(),
                why == null ? null : Columns.array(why.args()),
                line.reason(),
                line.policy() == null ? null : line.policy().name(),
                terms == null ? null : terms.target(),
                terms == null ? null : terms.calendar(),
                terms == null ? null : terms.calendarVersion(),
                terms == null ? null : terms.priority().ordinal(),
                terms == null ? null : Columns.array(terms.pauses()),
                terms == null || terms.steps().isEmpty()
                        ? null
                        : terms.steps().stream().map(EscalationStep::written).toArray(String[]::new));
    }

    Map<Milestone, ClockLog> logs(Ticket ticket) {
        return logs(ticket.tenant(), List.of(ticket.number())).getOrDefault(ticket.number(), Map.of());
    }

    /** The logs of several tickets of one client in one query. */
    Map<Long, Map<Milestone, ClockLog>> logs(TenantId tenant, Collection<Long> numbers) {
        var lines = new TreeMap<Long, Map<Milestone, List<LogLine>>>();
        jdbc.sql("""
                        select number, milestone, kind, at, until_at, by_account, by_name, by_person, code, args,
                          reason, policy, target, calendar, calendar_version, priority, pauses, steps
                        from servicedesk.clock_event
                        where tenant_id = ? and number = any(?)
                        order by number, milestone, id
                        """).params(tenant.value(), numbers.toArray(Long[]::new)).query(row -> {
            lines.computeIfAbsent(row.getLong("number"), number -> new EnumMap<>(Milestone.class))
                    .computeIfAbsent(Milestone.values()[row.getInt("milestone")], name -> new ArrayList<>())
                    .add(line(row));
        });
        var logs = new TreeMap<Long, Map<Milestone, ClockLog>>();
        lines.forEach((number, byMilestone) -> {
            var ofTicket = new EnumMap<Milestone, ClockLog>(Milestone.class);
            byMilestone.forEach((name, found) -> ofTicket.put(name, new ClockLog(name, found)));
            logs.put(number, ofTicket);
        });
        return logs;
    }

    /** Writes what the logs of a ticket say now; the epoch whose breach was told is kept. */
    void materialise(TenantId tenant, long number, List<ClockKeeping.Counted> clocks) {
        if (clocks.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into servicedesk.clock as c (tenant_id, number, milestone, state, target, calendar,
                          calendar_version, started_at, due_at, stopped_at, breached_at, elapsed_seconds, epoch, fires_at,
                          step_at)
                        values %s
                        on conflict (number, milestone) do update set state = excluded.state,
                          target = excluded.target, calendar = excluded.calendar,
                          calendar_version = excluded.calendar_version, started_at = excluded.started_at,
                          due_at = excluded.due_at, stopped_at = excluded.stopped_at,
                          breached_at = excluded.breached_at, elapsed_seconds = excluded.elapsed_seconds,
                          epoch = excluded.epoch, step_at = excluded.step_at,
                          fires_at = case when c.fired_epoch < excluded.epoch then excluded.fires_at end
                        """.formatted(tuples(clocks.size(), 15)))
                .params(together(clocks.stream()
                        .map(clock -> values(tenant, number, clock))
                        .toList()))
                .update();
    }

    private static List<@Nullable Object> values(TenantId tenant, long number, ClockKeeping.Counted clock) {
        ClockLog log = clock.log();
        ClockLog.Reading read = clock.read();
        var terms = java.util.Objects.requireNonNull(log.terms().terms());
        var reading = read.reading();
        return Columns.values(
                tenant.value(),
                number,
                log.milestone().ordinal(),
                read.state().ordinal(),
                terms.target(),
                terms.calendar(),
                terms.calendarVersion(),
                utc(reading.startedAt()),
                utc(reading.dueAt()),
                utc(stoppedAt(log, read)),
                utc(reading.breachedAt()),
                reading.elapsed().toSeconds(),
                log.epoch(),
                utc(read.firesAt()),
                utc(clock.stepAt()));
    }

    /** True for the one who may tell it: each epoch of a clock is told once, whoever else tries. */
    boolean markFired(long number, Milestone milestone) {
        return jdbc.sql("""
                        update servicedesk.clock set fired_epoch = epoch, fires_at = null
                        where number = ? and milestone = ? and fired_epoch < epoch
                        """).params(number, milestone.ordinal()).update() == 1;
    }

    static @Nullable Instant stoppedAt(ClockLog log, ClockLog.Reading read) {
        LogLine withdrawn = log.withdrawn();
        return withdrawn == null ? read.reading().stoppedAt() : withdrawn.at();
    }

    private static LogLine line(ResultSet row) throws SQLException {
        String code = row.getString("code");
        String policy = row.getString("policy");
        String target = row.getString("target");
        return new LogLine(
                LogLine.Kind.of(row.getString("kind")),
                Columns.instantOf(row, "at"),
                Columns.instant(row, "until_at"),
                Columns.actor(row),
                code == null ? null : Columns.words(row),
                row.getString("reason"),
                policy == null ? null : ReopenPolicy.valueOf(policy),
                target == null
                        ? null
                        : new LogLine.Terms(
                                target,
                                row.getString("calendar"),
                                row.getLong("calendar_version"),
                                Priority.values()[row.getInt("priority")],
                                new TreeSet<>(Columns.strings(row, "pauses")),
                                StepStore.steps(row)));
    }
}
