package org.vigie.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of entries. */
@Component
class EntryStore {
    static final String COLUMNS =
            "e.id, e.tenant_id, e.at, e.actor_kind, e.account_id, e.who, e.verb, e.subject, e.details";

    private static final JsonMapper json = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, String>> DETAILS = new TypeReference<>() {};

    private final JdbcClient sql;

    EntryStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(Instant at, Scope scope, Actor who, String verb, String subject, Map<String, String> details) {
        sql.sql("""
                        insert into audit.entry (tenant_id, at, actor_kind, account_id, who, verb, subject, details)
                        values (:tenant, :at, :kind, :account, :who, :verb, :subject, :details::jsonb)
                        """)
                .param("tenant", scope instanceof Scope.One(TenantId tenant) ? tenant.value() : null)
                // PostgreSQL keeps microseconds, and the digest is made from what it keeps.
                .param("at", at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("kind", who.kind().name())
                .param("account", who.accountId())
                .param("who", storable(who.name()))
                .param("verb", verb)
                .param("subject", storable(subject))
                .param("details", storable(json.writeValueAsString(new TreeMap<>(details))))
                .update();
    }

    /** PostgreSQL's text has no null character, and what is audited may come from an attacker. */
    private static String storable(String text) {
        return text.replace("\u0000", "").replace("\\u0000", "");
    }

    List<AuditEntry> list(AuditFilter filter, long before, int limit) {
        return sql.sql("""
                        select %s from audit.entry e
                        where e.id < :before
                          and (:house or e.tenant_id is not null)
                          and (:crossings or e.verb <> 'scope.across')
                          and (:who::text is null or position(lower(:who) in lower(e.who)) > 0)
                          and (:verb::text is null or e.verb = :verb or starts_with(e.verb, :verb || '.'))
                          and (:subject::text is null or e.subject = :subject)
                          and (:from::timestamptz is null or e.at >= :from)
                          and (:to::timestamptz is null or e.at < :to)
                        order by e.id desc
                        limit :limit
                        """.formatted(COLUMNS))
                .param("before", before)
                .param("house", filter.ofTheHouse())
                .param("crossings", filter.crossings())
                .param("who", filter.who())
                .param("verb", filter.verb())
                .param("subject", filter.subject())
                .param("from", utc(filter.from()))
                .param("to", utc(filter.to()))
                .param("limit", limit)
                .query((row, i) -> entry(row).shown())
                .list();
    }

    Optional<AuditEntry> latest(String verb) {
        return sql.sql("select %s from audit.entry e where e.verb = :verb order by e.id desc limit 1"
                        .formatted(COLUMNS))
                .param("verb", verb)
                .query((row, i) -> entry(row).shown())
                .optional();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static SealedEntry entry(ResultSet row) throws SQLException {
        int tenant = row.getInt("tenant_id");
        TenantId owner = row.wasNull() ? null : new TenantId(tenant);
        long account = row.getLong("account_id");
        Long accountId = row.wasNull() ? null : account;
        return new SealedEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                owner,
                row.getString("actor_kind"),
                accountId,
                row.getString("who"),
                row.getString("verb"),
                row.getString("subject"),
                json.readValue(row.getString("details"), DETAILS));
    }
}
