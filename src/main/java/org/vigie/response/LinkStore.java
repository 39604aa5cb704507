package org.vigie.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Severity;
import org.vigie.shared.SqlTime;

@Component
class LinkStore {

    private static final String COLUMNS = """
            select alert_id, asset_id, symptom, ticket_number, rule_position, resolve_when_cleared, severity, recovered_at
            from response.alert_ticket
            """;

    private final JdbcClient sql;

    LinkStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Makes everything that this room does about one asset and symptom wait in line until the transaction ends. News of
     * one trouble may be delivered at the same time, in any order and on any node.
     */
    void lineUp(long assetId, String symptom) {
        sql.sql("""
                select 1 from pg_advisory_xact_lock(
                  hashtextextended('response ' || vigie.tenant() || ' ' || :asset || ' ' || :symptom, 0))
                """)
                .param("asset", Long.toString(assetId))
                .param("symptom", symptom)
                .query(Integer.class)
                .single();
    }

    Optional<Link> find(long alertId) {
        return sql.sql(COLUMNS + "where tenant_id = vigie.tenant() and alert_id = :alert")
                .param("alert", alertId)
                .query(LinkStore::link)
                .optional();
    }

    /** The ticket of the last alert of this asset and symptom that had one. */
    Optional<Long> lastTicket(long assetId, String symptom) {
        return sql.sql("""
                select ticket_number from response.alert_ticket
                where tenant_id = vigie.tenant() and asset_id = :asset and symptom = :symptom
                order by alert_id desc limit 1
                """)
                .param("asset", assetId)
                .param("symptom", symptom)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    List<Long> alertsOf(long ticket) {
        return sql.sql("""
                select alert_id from response.alert_ticket
                where tenant_id = vigie.tenant() and ticket_number = :ticket order by alert_id
                """)
                .param("ticket", ticket)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    boolean hasOpenAlert(long ticket) {
        return sql.sql("""
                select exists (
                  select from response.alert_ticket
                  where tenant_id = vigie.tenant() and ticket_number = :ticket and recovered_at is null)
                """).param("ticket", ticket).query(Boolean.class).single();
    }

    Instant lastRecovery(long ticket) {
        return sql.sql("""
                select max(recovered_at) as last from response.alert_ticket
                where tenant_id = vigie.tenant() and ticket_number = :ticket
                """)
                .param("ticket", ticket)
                .query((row, number) -> SqlTime.get(row, "last"))
                .single();
    }

    void add(Link link) {
        sql.sql("""
                insert into response.alert_ticket
                  (alert_id, asset_id, symptom, ticket_number, rule_position, resolve_when_cleared, severity)
                values (:alert, :asset, :symptom, :ticket, :rule, :resolve, :severity)
                """)
                .param("alert", link.alertId())
                .param("asset", link.assetId())
                .param("symptom", link.symptom())
                .param("ticket", link.ticket())
                .param("rule", link.rule())
                .param("resolve", link.resolveWhenCleared())
                .param("severity", RuleStore.number(link.severity()))
                .update();
    }

    void recovered(long alertId, Instant at) {
        sql.sql("""
                update response.alert_ticket set recovered_at = :at
                where tenant_id = vigie.tenant() and alert_id = :alert
                """).param("at", SqlTime.of(at)).param("alert", alertId).update();
    }

    void follow(long alertId, Severity severity) {
        sql.sql("""
                update response.alert_ticket set severity = :severity
                where tenant_id = vigie.tenant() and alert_id = :alert
                """)
                .param("severity", RuleStore.number(severity))
                .param("alert", alertId)
                .update();
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        return new Link(
                row.getLong("alert_id"),
                row.getLong("asset_id"),
                row.getString("symptom"),
                row.getLong("ticket_number"),
                row.getInt("rule_position"),
                row.getBoolean("resolve_when_cleared"),
                Objects.requireNonNull(RuleStore.severity(row.getInt("severity"))),
                SqlTime.find(row, "recovered_at"));
    }
}
