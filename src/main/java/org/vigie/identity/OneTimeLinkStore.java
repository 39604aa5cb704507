package org.vigie.identity;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of one-time links. */
@Component
class OneTimeLinkStore {
    private final JdbcClient sql;

    OneTimeLinkStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(String token, String kind, @Nullable Long account, Instant expiresAt) {
        sql.sql("""
                        insert into identity.link (digest, kind, account_id, expires_at)
                        values (:digest, :kind, :account, :expires)
                        """)
                .param("digest", Secret.digest(token))
                .param("kind", kind)
                .param("account", account)
                .param("expires", AccountStore.utc(expiresAt))
                .update();
    }

    /** Looks without using it up. */
    boolean isGood(String token, String kind, Instant now) {
        return sql.sql("""
                        select exists (select from identity.link
                          where digest = :digest and kind = :kind and expires_at > :now)
                        """)
                .param("digest", Secret.digest(token))
                .param("kind", kind)
                .param("now", AccountStore.utc(now))
                .query(Boolean.class)
                .single();
    }

    /** Uses the set-up link up; false when there was none. */
    boolean takeSetup(String token, Instant now) {
        return sql.sql("""
                        delete from identity.link
                        where digest = :digest and kind = 'setup' and expires_at > :now
                        """)
                        .param("digest", Secret.digest(token))
                        .param("now", AccountStore.utc(now))
                        .update()
                == 1;
    }

    /** Uses the link up and says whose it was. */
    Optional<Long> takePassword(String token, Instant now) {
        return sql.sql("""
                        delete from identity.link
                        where digest = :digest and kind = 'password' and expires_at > :now
                        returning account_id
                        """)
                .param("digest", Secret.digest(token))
                .param("now", AccountStore.utc(now))
                .query(Long.class)
                .optional();
    }

    void removeOf(long account) {
        sql.sql("delete from identity.link where account_id = :account")
                .param("account", account)
                .update();
    }

    void removeSetup() {
        sql.sql("delete from identity.link where kind = 'setup'").update();
    }

    void removeExpired(Instant now) {
        sql.sql("delete from identity.link where expires_at <= :now")
                .param("now", AccountStore.utc(now))
                .update();
    }
}
