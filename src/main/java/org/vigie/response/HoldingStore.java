package org.vigie.response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

@Component
class HoldingStore {

    private final JdbcClient sql;

    HoldingStore(JdbcClient sql) {
        this.sql = sql;
    }

    void put(Holding holding) {
        sql.sql("""
                insert into response.holding
                  (ticket_number, alert_id, asset_id, symptom, since, hold_until, look_at, evidence, resolve)
                values (:ticket, :alert, :asset, :symptom, :since, :until, :until, :evidence::jsonb, :resolve)
                on conflict (tenant_id, ticket_number) do update
                set alert_id = excluded.alert_id, asset_id = excluded.asset_id, symptom = excluded.symptom,
                    since = excluded.since, hold_until = excluded.hold_until, look_at = excluded.look_at,
                    evidence = excluded.evidence, resolve = excluded.resolve
                """)
                .param("ticket", holding.ticket())
                .param("alert", holding.alertId())
                .param("asset", holding.assetId())
                .param("symptom", holding.symptom())
                .param("since", SqlTime.of(holding.since()))
                .param("until", SqlTime.of(holding.until()))
                .param("evidence", Json.of(holding.evidence()))
                .param("resolve", holding.resolve())
                .update();
    }

    Optional<Holding> find(long ticket) {
        return sql.sql("""
                select ticket_number, alert_id, asset_id, symptom, since, hold_until, evidence, resolve
                from response.holding where tenant_id = vigie.tenant() and ticket_number = :ticket
                """)
                .param("ticket", ticket)
                .query((row, number) -> new Holding(
                        row.getLong("ticket_number"),
                        row.getLong("alert_id"),
                        row.getLong("asset_id"),
                        row.getString("symptom"),
                        SqlTime.get(row, "since"),
                        SqlTime.get(row, "hold_until"),
                        Json.words(row.getString("evidence")),
                        row.getBoolean("resolve")))
                .optional();
    }

    void lookAgain(long ticket, Instant at) {
        sql.sql("""
                update response.holding set look_at = :at where tenant_id = vigie.tenant() and ticket_number = :ticket
                """).param("at", SqlTime.of(at)).param("ticket", ticket).update();
    }

    void remove(long ticket) {
        sql.sql("delete from response.holding where tenant_id = vigie.tenant() and ticket_number = :ticket")
                .param("ticket", ticket)
                .update();
    }

    /** Over all clients of the scope. */
    List<Due> due(Instant now, int limit) {
        return sql.sql("""
                select tenant_id, ticket_number from response.holding where look_at <= :now order by look_at limit :limit
                """)
                .param("now", SqlTime.of(now))
                .param("limit", limit)
                .query((row, number) -> new Due(new TenantId(row.getInt("tenant_id")), row.getLong("ticket_number")))
                .list();
    }

    record Due(TenantId tenant, long ticket) {}
}
