package org.vigie.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.contracts.Milestone;
import org.vigie.shared.SqlTime;

/** The promised times and incidents that the service desk publishes. */
@Repository
class ClockFacts {

    private final JdbcClient db;

    ClockFacts(JdbcClient db) {
        this.db = db;
    }

    /**
     * The promised times that belong to the month: those that fall due in it, whenever the ticket ended, so that closing
     * late cleans nothing. One without object has no deadline any more and belongs to the month in which it started; one
     * that stands still has none yet and belongs to the month that runs.
     */
    List<Evidence.Clock> clocks(ReportMonth month, Map<Long, String> services) {
        return db.sql("""
                select number, kind, priority, milestone, service_id, target, started_at, due_at, stopped_at,
                       elapsed_seconds, verdict
                from servicedesk.fact_clock
                where milestone in ('respond', 'restore') and kind in ('incident', 'request')
                  and (due_at >= :from and due_at < :end
                       or due_at is null and case when verdict = 'running' then :runs and started_at < :counted
                                                  else started_at >= :from and started_at < :end end)
                order by started_at, number, milestone desc
                """)
                .param("from", SqlTime.of(month.from()))
                .param("end", SqlTime.of(month.end()))
                .param("counted", SqlTime.of(month.counted()))
                .param("runs", !month.isOver())
                .query((row, n) -> clock(row, services))
                .list();
    }

    private static Evidence.Clock clock(ResultSet row, Map<Long, String> services) throws SQLException {
        long elapsed = row.getLong("elapsed_seconds");
        Duration counted = row.wasNull() ? null : Duration.ofSeconds(elapsed);
        return new Evidence.Clock(
                row.getLong("number"),
                row.getString("kind"),
                row.getString("priority"),
                Milestone.valueOf(row.getString("milestone").toUpperCase(Locale.ROOT)),
                service(row, services),
                row.getString("target"),
                SqlTime.get(row, "started_at"),
                SqlTime.find(row, "due_at"),
                SqlTime.find(row, "stopped_at"),
                counted,
                row.getString("verdict"));
    }

    /** Incidents opened in the month. */
    List<Evidence.Incident> opened(ReportMonth month, Map<Long, String> services) {
        return incidents("opened_at >= :from and opened_at < :to", month, services);
    }

    /** Incidents that were not resolved when counting ended. */
    List<Evidence.Incident> stillOpen(ReportMonth month, Map<Long, String> services) {
        return incidents("opened_at < :to and (resolved_at is null or resolved_at >= :to)", month, services);
    }

    private List<Evidence.Incident> incidents(String which, ReportMonth month, Map<Long, String> services) {
        var question = db.sql("""
                select number, priority, service_id, opened_at, restored_at, resolved_at
                from servicedesk.fact_ticket
                where kind = 'incident' and """ + " " + which + " order by opened_at, number").param("to", at(month.counted()));
        if (which.contains(":from")) {
            question = question.param("from", at(month.from()));
        }
        return question.query((row, n) -> new Evidence.Incident(
                        row.getLong("number"),
                        row.getString("priority"),
                        service(row, services),
                        SqlTime.get(row, "opened_at"),
                        SqlTime.find(row, "restored_at"),
                        SqlTime.find(row, "resolved_at")))
                .list();
    }

    private static Object at(Instant instant) {
        return SqlTime.of(instant);
    }

    private static @Nullable String service(ResultSet row, Map<Long, String> services) throws SQLException {
        long service = row.getLong("service_id");
        return row.wasNull() ? null : services.get(service);
    }
}
