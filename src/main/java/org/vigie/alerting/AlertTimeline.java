package org.vigie.alerting;

import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Actor;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.Words;

/** Every decision about an alert with its reason, in the order in which it was taken. */
@Component
class AlertTimeline {

    static final Actor SELF = Actor.automatic("alerting");

    private final JdbcClient sql;
    private final InstantSource clock;

    AlertTimeline(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void add(long alertId, AlertEvent.Kind kind, Actor by, Words reason) {
        sql.sql("""
                insert into alerting.alert_event (alert_id, at, kind, by_kind, by_account, by_name, reason)
                values (:alert, :at, :kind, :byKind, :byAccount, :byName, :reason::jsonb)
                """)
                .param("alert", alertId)
                .param("at", SqlTime.of(clock.instant()))
                .param("kind", kind.name())
                .param("byKind", by.kind().name())
                .param("byAccount", by.accountId())
                .param("byName", by.name())
                .param("reason", Json.of(reason))
                .update();
    }

    /** Writes the line unless the timeline has it already: news is delivered more than once. */
    void addOnce(long alertId, AlertEvent.Kind kind, Actor by, Words reason) {
        boolean there = sql.sql("""
                select exists (
                  select from alerting.alert_event
                  where alert_id = :alert and kind = :kind and reason = :reason::jsonb)
                """)
                .param("alert", alertId)
                .param("kind", kind.name())
                .param("reason", Json.of(reason))
                .query(Boolean.class)
                .single();
        if (!there) {
            add(alertId, kind, by, reason);
        }
    }

    /** Writes the line unless the last one says the same rule of the same source: a replay must not flood the page. */
    void addUnlessLast(long alertId, AlertEvent.Kind kind, Words reason) {
        boolean repeated = sql.sql("""
                select coalesce((
                  select kind = :kind and reason ->> 'code' = :code and reason -> 'args' ->> 0 = :source
                  from alerting.alert_event where alert_id = :alert order by id desc limit 1), false)
                """)
                .param("alert", alertId)
                .param("kind", kind.name())
                .param("code", reason.code())
                .param("source", reason.args().getFirst())
                .query(Boolean.class)
                .single();
        if (!repeated) {
            add(alertId, kind, SELF, reason);
        }
    }

    List<AlertEvent> of(long alertId) {
        return sql.sql("""
                select id, at, kind, by_kind, by_account, by_name, reason
                from alerting.alert_event where alert_id = :alert order by id
                """)
                .param("alert", alertId)
                .query((row, number) -> new AlertEvent(
                        row.getLong("id"),
                        SqlTime.get(row, "at"),
                        AlertEvent.Kind.valueOf(row.getString("kind")),
                        new Actor(
                                Actor.Kind.valueOf(row.getString("by_kind")),
                                row.getObject("by_account", Long.class),
                                row.getString("by_name")),
                        Json.words(row.getString("reason"))))
                .list();
    }
}
