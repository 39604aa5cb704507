package org.vigie.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of sessions. */
@Component
class SessionStore {
    private final JdbcClient sql;

    SessionStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(String secret, long account, SignIns.Origin origin, Instant now) {
        sql.sql("""
                        insert into identity.session (digest, account_id, started_at, seen_at, address, agent)
                        values (:digest, :account, :now, :now, :address, :agent)
                        """)
                .param("digest", Secret.digest(secret))
                .param("account", account)
                .param("now", AccountStore.utc(now))
                .param("address", origin.address())
                .param("agent", origin.agent())
                .update();
    }

    /** The visitor of a session that began after {@code begun} and was seen after {@code seen}. */
    Optional<Visitor> find(byte[] digest, Instant begun, Instant seen) {
        return sql.sql("""
                        select s.id as session_id, a.*,
                          array(select c.client from identity.account_client c where c.account_id = a.id) as clients
                        from identity.session s join identity.account a on a.id = s.account_id
                        where s.digest = :digest and s.started_at > :begun and s.seen_at > :seen
                          and a.active and not a.technical
                        """)
                .param("digest", digest)
                .param("begun", AccountStore.utc(begun))
                .param("seen", AccountStore.utc(seen))
                .query((row, i) -> {
                    Account account = AccountStore.account(row);
                    return new Visitor(account.viewer(), account.theme(), row.getLong("session_id"), null);
                })
                .optional();
    }

    /** Once a minute is exact enough for an idle limit of minutes, and spares a write a request. */
    void seen(long id, Instant now) {
        sql.sql("update identity.session set seen_at = :now where id = :id and seen_at < :before")
                .param("now", AccountStore.utc(now))
                .param("before", AccountStore.utc(now.minusSeconds(60)))
                .param("id", id)
                .update();
    }

    List<Session> of(long account, Instant begun, Instant seen) {
        return sql.sql("""
                        select id, started_at, seen_at, address, agent from identity.session
                        where account_id = :account and started_at > :begun and seen_at > :seen
                        order by seen_at desc, id desc
                        """)
                .param("account", account)
                .param("begun", AccountStore.utc(begun))
                .param("seen", AccountStore.utc(seen))
                .query((row, i) -> new Session(
                        row.getLong("id"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        row.getString("address"),
                        row.getString("agent")))
                .list();
    }

    int end(long account, long id) {
        return sql.sql("delete from identity.session where account_id = :account and id = :id")
                .param("account", account)
                .param("id", id)
                .update();
    }

    int endAll(long account) {
        return sql.sql("delete from identity.session where account_id = :account")
                .param("account", account)
                .update();
    }

    void removeExpired(Instant begun, Instant seen) {
        sql.sql("delete from identity.session where started_at <= :begun or seen_at <= :seen")
                .param("begun", AccountStore.utc(begun))
                .param("seen", AccountStore.utc(seen))
                .update();
    }
}
