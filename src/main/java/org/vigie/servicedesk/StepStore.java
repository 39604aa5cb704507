package org.vigie.servicedesk;

import static org.vigie.servicedesk.Columns.inUtc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.StepInstant;
import org.vigie.shared.TenantId;

/** Which steps were told. A row is the right to tell one, and there is one for each life of a clock. */
@Component
class StepStore {
    private final JdbcClient jdbc;

    StepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What makes a telling the same one again. */
    record Mark(Milestone milestone, String life, String point) {
        static Mark of(ClockLog log, EscalationStep step) {
            return new Mark(log.milestone(), log.life(), step.point().written());
        }
    }

    /** @param passedAt when the clock passed it */
    record Told(long id, Mark mark, List<String> tell, Instant passedAt, Instant toldAt) {}

    /** The steps of a clock that are still to be told, or never will be, in the order in which they are passed. */
    static List<StepInstant> untold(ClockLog log, Set<Mark> told, Instant now, CalendarVersions calendars) {
        return log.stepsAt(now, calendars::version).stream()
                .filter(one -> !told.contains(Mark.of(log, one.step())))
                .toList();
    }

    /** The id for the one who may tell it; nothing for whoever comes later. */
    Optional<Long> mark(TenantId tenant, long number, Mark mark, StepInstant step, Instant now) {
        return jdbc.sql("""
                        insert into servicedesk.escalation_step (tenant_id, number, milestone, life, point, tell,
                          passed_at, told_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (number, milestone, life, point) do nothing
                        returning id
                        """)
                .params(
                        tenant.value(),
                        number,
                        mark.milestone().ordinal(),
                        mark.life(),
                        mark.point(),
                        step.step().tell().stream()
                                .map(EscalationStep.Audience::written)
                                .toArray(String[]::new),
                        inUtc(step.at()),
                        inUtc(now))
                .query(Long.class)
                .optional();
    }

    Set<Mark> told(long number) {
        return told(List.of(number)).getOrDefault(number, Set.of());
    }

    Map<Long, Set<Mark>> told(Collection<Long> numbers) {
        var told = new TreeMap<Long, Set<Mark>>();
        jdbc.sql("select number, milestone, life, point from servicedesk.escalation_step where number = any(?)")
                .param(numbers.toArray(Long[]::new))
                .query(row -> {
                    told.computeIfAbsent(row.getLong("number"), number -> new HashSet<>())
                            .add(mark(row));
                });
        return told;
    }

    List<Told> of(Ticket ticket) {
        return jdbc.sql("""
                        select id, milestone, life, point, tell, passed_at, told_at from servicedesk.escalation_step
                        where tenant_id = ? and number = ? order by id
                        """)
                .params(ticket.tenant().value(), ticket.number())
                .query((row, index) -> new Told(
                        row.getLong("id"),
                        mark(row),
                        Columns.strings(row, "tell"),
                        Columns.instantOf(row, "passed_at"),
                        Columns.instantOf(row, "told_at")))
                .list();
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(Milestone.values()[row.getInt("milestone")], row.getString("life"), row.getString("point"));
    }

    /** Those that came with a line of a log. */
    static List<EscalationStep> steps(ResultSet row) throws SQLException {
        return Columns.strings(row, "steps").stream()
                .map(text ->
                        EscalationStep.parse(text).orElseThrow(() -> new IllegalStateException("not a step: " + text)))
                .toList();
    }
}
