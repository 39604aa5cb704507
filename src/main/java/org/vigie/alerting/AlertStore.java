package org.vigie.alerting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Json;
import org.vigie.shared.Page;
import org.vigie.shared.Severity;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** All SQL of alerts and their sources; the timeline has its own. */
@Component
class AlertStore {

    private static final String COLUMNS = """
            select tenant_id, id, asset_id, check_id, symptom, severity, summary, opened_at, acknowledged_at,
                   acknowledged_by, acknowledgement_note, acknowledged_until, cleared_at, recovered_at, muted_by,
                   muted_until
            from alerting.alert
            """;

    private final JdbcClient sql;

    AlertStore(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Alert> find(long id) {
        return sql.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(AlertStore::alert)
                .optional();
    }

    /** Held against other changes until the transaction ends. */
    Optional<Alert> lock(long id) {
        return sql.sql(COLUMNS + "where id = :id for update")
                .param("id", id)
                .query(AlertStore::alert)
                .optional();
    }

    Optional<Alert> lockOpen(long assetId, String symptom) {
        return sql.sql(COLUMNS + """
                where tenant_id = vigie.tenant() and asset_id = :asset and symptom = :symptom and cleared_at is null
                for update
                """)
                .param("asset", assetId)
                .param("symptom", symptom)
                .query(AlertStore::alert)
                .optional();
    }

    /** The last one of this asset and symptom, open or not. */
    Optional<Alert> last(long assetId, String symptom) {
        return sql.sql(COLUMNS + """
                where tenant_id = vigie.tenant() and asset_id = :asset and symptom = :symptom
                order by id desc limit 1
                """)
                .param("asset", assetId)
                .param("symptom", symptom)
                .query(AlertStore::alert)
                .optional();
    }

    /** Empty when another transaction was faster. */
    Optional<Long> insert(Signal signal) {
        return sql.sql("""
                insert into alerting.alert (asset_id, symptom, check_id, severity, worst_severity, summary, opened_at)
                values (:asset, :symptom, :check, :severity, :severity, :summary::jsonb, :at)
                on conflict (tenant_id, asset_id, symptom) where cleared_at is null do nothing
                returning id
                """)
                .param("asset", signal.assetId())
                .param("symptom", signal.symptom())
                .param("check", signal.sourceId())
                .param("severity", number(signal.severity()))
                .param("summary", Json.of(signal.summary()))
                .param("at", SqlTime.of(signal.at()))
                .query(Long.class)
                .optional();
    }

    List<SourceState> sources(long alertId) {
        return sql.sql("""
                select source, source_id, severity, summary, last_seen_at, recovered_at
                from alerting.signal where alert_id = :alert
                order by severity desc, last_seen_at, source
                """)
                .param("alert", alertId)
                .query((row, number) -> new SourceState(
                        row.getString("source"),
                        row.getLong("source_id"),
                        severity(row.getInt("severity")),
                        Json.words(row.getString("summary")),
                        SqlTime.get(row, "last_seen_at"),
                        SqlTime.find(row, "recovered_at")))
                .list();
    }

    void putSource(long alertId, Signal signal) {
        sql.sql("""
                insert into alerting.signal (alert_id, source, source_id, severity, summary, raised_at, last_seen_at)
                values (:alert, :source, :sourceId, :severity, :summary::jsonb, :at, :at)
                on conflict (tenant_id, alert_id, source) do update
                set source_id = excluded.source_id, severity = excluded.severity, summary = excluded.summary,
                    last_seen_at = excluded.last_seen_at, recovered_at = null
                """)
                .param("alert", alertId)
                .param("source", signal.source())
                .param("sourceId", signal.sourceId())
                .param("severity", number(signal.severity()))
                .param("summary", Json.of(signal.summary()))
                .param("at", SqlTime.of(signal.at()))
                .update();
    }

    void recoverSource(long alertId, Recovery recovery) {
        sql.sql("""
                update alerting.signal set recovered_at = :at where alert_id = :alert and source = :source
                """)
                .param("at", SqlTime.of(recovery.at()))
                .param("alert", alertId)
                .param("source", recovery.source())
                .update();
    }

    /** What the alert shows follows its worst source. */
    void show(long alertId, SourceState worst) {
        sql.sql("""
                update alerting.alert
                set severity = :severity, worst_severity = greatest(worst_severity, :severity), summary = :summary::jsonb
                where id = :id
                """)
                .param("severity", number(worst.severity()))
                .param("summary", Json.of(worst.summary()))
                .param("id", alertId)
                .update();
    }

    void clear(long alertId, Instant recoveredAt, Instant now) {
        sql.sql("""
                update alerting.alert
                set cleared_at = :now, recovered_at = :recovered, muted_by = null, muted_until = null,
                    mute_review_at = null, acknowledged_until = null
                where id = :id
                """)
                .param("now", SqlTime.of(now))
                .param("recovered", SqlTime.of(recoveredAt))
                .param("id", alertId)
                .update();
    }

    /** What was last told upwards; empty when nobody was told. */
    Optional<Severity> toldSeverity(long alertId) {
        return sql.sql("select told_severity from alerting.alert where id = :id and told_severity is not null")
                .param("id", alertId)
                .query(Integer.class)
                .optional()
                .map(AlertStore::severity);
    }

    void told(long alertId, Severity severity, Instant now) {
        sql.sql("""
                update alerting.alert set told_severity = :severity, told_at = coalesce(told_at, :now) where id = :id
                """)
                .param("severity", number(severity))
                .param("now", SqlTime.of(now))
                .param("id", alertId)
                .update();
    }

    void mute(long alertId, String window, Instant until, Instant reviewAt) {
        sql.sql("""
                update alerting.alert
                set muted_by = :window, muted_until = :until, mute_review_at = :review, was_muted = true
                where id = :id
                """)
                .param("window", window)
                .param("until", SqlTime.of(until))
                .param("review", SqlTime.of(reviewAt))
                .param("id", alertId)
                .update();
    }

    void unmute(long alertId) {
        sql.sql("""
                update alerting.alert set muted_by = null, muted_until = null, mute_review_at = null where id = :id
                """).param("id", alertId).update();
    }

    void acknowledge(long alertId, String by, @Nullable String note, @Nullable Instant until, Instant now) {
        sql.sql("""
                update alerting.alert
                set acknowledged_at = :now, acknowledged_by = :by, acknowledgement_note = :note,
                    acknowledged_until = :until, first_acknowledged_at = coalesce(first_acknowledged_at, :now)
                where id = :id
                """)
                .param("now", SqlTime.of(now))
                .param("by", by)
                .param("note", note)
                .param("until", SqlTime.orNull(until))
                .param("id", alertId)
                .update();
    }

    void withdrawAcknowledgement(long alertId) {
        sql.sql("""
                update alerting.alert
                set acknowledged_at = null, acknowledged_by = null, acknowledgement_note = null,
                    acknowledged_until = null
                where id = :id
                """).param("id", alertId).update();
    }

    List<Due> mutesToReview(Instant now, int limit) {
        return due("mute_review_at", now, limit);
    }

    List<Due> acknowledgementsToEnd(Instant now, int limit) {
        return due("acknowledged_until", now, limit);
    }

    private List<Due> due(String column, Instant now, int limit) {
        return sql.sql("select tenant_id, id from alerting.alert where " + column + " <= :now order by " + column
                        + " limit :limit")
                .param("now", SqlTime.of(now))
                .param("limit", limit)
                .query((row, number) -> new Due(new TenantId(row.getInt("tenant_id")), row.getLong("id")))
                .list();
    }

    record Due(TenantId tenant, long alertId) {}

    long countOpen() {
        return sql.sql("select count(*) from alerting.alert where cleared_at is null")
                .query(Long.class)
                .single();
    }

    Page<Alert> list(AlertFilter filter, @Nullable String cursor, int limit) {
        var where = new StringBuilder("where true");
        AlertCursor after = cursor == null ? null : AlertCursor.parse(cursor);
        if (filter.open() != null) {
            where.append(filter.open() ? " and cleared_at is null" : " and cleared_at is not null");
        }
        if (filter.assetId() != null) {
            where.append(" and asset_id = :asset");
        }
        if (filter.severity() != null) {
            where.append(" and severity = :severity");
        }
        if (after != null) {
            where.append(" and (opened_at, id) < (:afterAt, :afterId)");
        }
        var query = sql.sql(COLUMNS + where + " order by opened_at desc, id desc limit :limit")
                .param("limit", limit + 1);
        if (filter.assetId() != null) {
            query = query.param("asset", filter.assetId());
        }
        if (filter.severity() != null) {
            query = query.param("severity", number(filter.severity()));
        }
        if (after != null) {
            query = query.param("afterAt", SqlTime.of(after.openedAt())).param("afterId", after.id());
        }
        List<Alert> rows = query.query(AlertStore::alert).list();
        return Page.cut(rows, limit, last -> new AlertCursor(last.openedAt(), last.id()).toString());
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getLong("asset_id"),
                row.getLong("check_id"),
                row.getString("symptom"),
                severity(row.getInt("severity")),
                Json.words(row.getString("summary")),
                SqlTime.get(row, "opened_at"),
                SqlTime.find(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("acknowledgement_note"),
                SqlTime.find(row, "acknowledged_until"),
                SqlTime.find(row, "cleared_at"),
                SqlTime.find(row, "recovered_at"),
                row.getString("muted_by"),
                SqlTime.find(row, "muted_until"));
    }

    private static int number(Severity severity) {
        return switch (severity) {
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }

    private static Severity severity(int number) {
        return number == 2 ? Severity.CRITICAL : Severity.WARNING;
    }
}
