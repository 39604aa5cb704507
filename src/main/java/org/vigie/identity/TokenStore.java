package org.vigie.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.TenantId;

/** All SQL of API tokens. */
@Component
class TokenStore {
    private static final String COLUMNS =
            "t.id, t.name, t.role, t.client, a.login as owner, t.created_at, t.expires_at, t.used_at";

    /** A token and the account in whose name it acts. */
    record Held(ApiToken token, Account owner) {}

    private final JdbcClient sql;

    TokenStore(JdbcClient sql) {
        this.sql = sql;
    }

    long add(
            String secret,
            long account,
            String name,
            Role role,
            @Nullable TenantId client,
            boolean technical,
            @Nullable Instant expiresAt,
            Instant now) {
        return sql.sql("""
                        insert into identity.token
                          (digest, account_id, name, role, client, technical, created_at, expires_at)
                        values (:digest, :account, :name, :role, :client, :technical, :now, :expires)
                        returning id
                        """)
                .param("digest", Secret.digest(secret))
                .param("account", account)
                .param("name", name)
                .param("role", role.name())
                .param("client", client == null ? null : client.value())
                .param("technical", technical)
                .param("now", AccountStore.utc(now))
                .param("expires", expiresAt == null ? null : AccountStore.utc(expiresAt))
                .query(Long.class)
                .single();
    }

    /** The request that a token was made for. */
    record Request(long token, byte[] digest, byte[] salt) {}

    Optional<Request> request(long account, String key, Instant since) {
        return sql.sql("""
                        select id, request_digest, salt from identity.token
                        where account_id = :account and request_key = :key and created_at >= :since
                        """)
                .param("account", account)
                .param("key", key)
                .param("since", AccountStore.utc(since))
                .query((row, i) -> new Request(row.getLong("id"), row.getBytes("request_digest"), row.getBytes("salt")))
                .optional();
    }

    /** False when another token of the account was made under this key; waits for one that is being made. */
    boolean keepRequest(long id, String key, byte[] digest, byte[] salt) {
        lockRequests(id);
        return sql.sql("""
                        update identity.token t set request_key = :key, request_digest = :digest, salt = :salt
                        where t.id = :id and not exists (
                          select from identity.token o where o.account_id = t.account_id and o.request_key = :key)
                        """)
                        .param("key", key)
                        .param("digest", digest)
                        .param("salt", salt)
                        .param("id", id)
                        .update()
                == 1;
    }

    private void lockRequests(long id) {
        sql.sql("""
                        select a.id from identity.account a join identity.token t on t.account_id = a.id
                        where t.id = :id for no key update of a
                        """).param("id", id).query(Long.class).single();
    }

    void forgetRequests(Instant before) {
        sql.sql("""
                        update identity.token set request_key = null, request_digest = null, salt = null
                        where request_key is not null and created_at < :before
                        """).param("before", AccountStore.utc(before)).update();
    }

    Optional<Held> find(byte[] digest, Instant now) {
        return sql.sql("""
                        select %s, t.account_id from identity.token t join identity.account a on a.id = t.account_id
                        where t.digest = :digest and (t.expires_at is null or t.expires_at > :now) and a.active
                        """.formatted(COLUMNS))
                .param("digest", digest)
                .param("now", AccountStore.utc(now))
                .query((row, i) -> new Held(token(row), account(row.getLong("account_id"))))
                .optional();
    }

    private Account account(long id) {
        return sql.sql("""
                        select a.*,
                          array(select c.client from identity.account_client c where c.account_id = a.id) as clients
                        from identity.account a where a.id = :id
                        """)
                .param("id", id)
                .query((row, i) -> AccountStore.account(row))
                .single();
    }

    void used(long id, Instant now) {
        sql.sql("""
                        update identity.token set used_at = :now
                        where id = :id and (used_at is null or used_at < :before)
                        """)
                .param("now", AccountStore.utc(now))
                .param("before", AccountStore.utc(now.minusSeconds(60)))
                .param("id", id)
                .update();
    }

    List<ApiToken> all() {
        return sql.sql("""
                        select %s from identity.token t join identity.account a on a.id = t.account_id
                        where not t.technical order by t.id
                        """.formatted(COLUMNS)).query((row, i) -> token(row)).list();
    }

    List<ApiToken> of(long account) {
        return sql.sql("""
                        select %s from identity.token t join identity.account a on a.id = t.account_id
                        where t.account_id = :account and not t.technical order by t.id
                        """.formatted(COLUMNS))
                .param("account", account)
                .query((row, i) -> token(row))
                .list();
    }

    Optional<ApiToken> find(long id) {
        return sql.sql("""
                        select %s from identity.token t join identity.account a on a.id = t.account_id
                        where t.id = :id and not t.technical
                        """.formatted(COLUMNS))
                .param("id", id)
                .query((row, i) -> token(row))
                .optional();
    }

    void remove(long id) {
        sql.sql("delete from identity.token where id = :id").param("id", id).update();
    }

    void removeTechnical() {
        sql.sql("delete from identity.token where technical").update();
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        int client = row.getInt("client");
        TenantId tenant = row.wasNull() ? null : new TenantId(client);
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                tenant,
                row.getString("owner"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
