package org.vigie.response;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Severity;

@Component
class RuleStore {

    private final JdbcClient sql;

    RuleStore(JdbcClient sql) {
        this.sql = sql;
    }

    List<Rule> all() {
        return sql.sql("""
                select position, severity, symptom, asset, open, team, resolve_when_cleared
                from response.rule where tenant_id = vigie.tenant() order by position
                """)
                .query((row, number) -> new Rule(
                        row.getInt("position"),
                        severity(row.getObject("severity", Integer.class)),
                        row.getString("symptom"),
                        row.getString("asset"),
                        row.getString("open"),
                        row.getString("team"),
                        row.getBoolean("resolve_when_cleared")))
                .list();
    }

    void put(Rule rule) {
        sql.sql("""
                insert into response.rule (position, severity, symptom, asset, open, team, resolve_when_cleared)
                values (:position, :severity, :symptom, :asset, :open, :team, :resolve)
                on conflict (tenant_id, position) do update
                set severity = excluded.severity, symptom = excluded.symptom, asset = excluded.asset,
                    open = excluded.open, team = excluded.team, resolve_when_cleared = excluded.resolve_when_cleared
                """)
                .param("position", rule.position())
                .param("severity", rule.severity() == null ? null : number(rule.severity()))
                .param("symptom", rule.symptom())
                .param("asset", rule.asset())
                .param("open", rule.open() == null ? null : rule.open().toLowerCase(Locale.ROOT))
                .param("team", rule.team())
                .param("resolve", rule.resolveWhenCleared())
                .update();
    }

    void remove(int position) {
        sql.sql("delete from response.rule where tenant_id = vigie.tenant() and position = :position")
                .param("position", position)
                .update();
    }

    static int number(Severity severity) {
        return switch (severity) {
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }

    static @Nullable Severity severity(@Nullable Integer number) {
        if (number == null) {
            return null;
        }
        return number == 2 ? Severity.CRITICAL : Severity.WARNING;
    }
}
