package org.vigie.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after a few failures each further one doubles the wait, for one login and for one source address.
 * A browser that is known to the login has a count of its own, which nobody else can spend. An attempt counts as failed
 * before the password is looked at, so that attempts at the same moment count too.
 */
@Component
class Throttle {
    /** Failures that cost nothing; a building behind one address has more people who mistype. */
    enum Kind {
        LOGIN(5),
        ADDRESS(20),
        BROWSER(5),
        /** The present password, asked again of somebody who is signed in. */
        CURRENT(5);

        private final int free;

        Kind(int free) {
            this.free = free;
        }

        String subject(String value) {
            return name() + " " + value;
        }
    }

    static final Duration LONGEST = Duration.ofMinutes(15);
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final JdbcClient sql;

    Throttle(JdbcClient sql) {
        this.sql = sql;
    }

    /** How long until this may be tried again; empty now. */
    Optional<Duration> wait(Kind kind, String value, Instant now) {
        return sql.sql("select blocked_until from identity.attempt where subject = :subject and blocked_until > :now")
                .param("subject", kind.subject(value))
                .param("now", AccountStore.utc(now))
                .query((row, i) -> Duration.between(
                        now, row.getObject(1, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Counts a failure and gives the wait that it costs. */
    Duration count(Kind kind, String value, Instant now) {
        int failures = sql.sql("""
                        insert into identity.attempt as a (subject, failures, last_at) values (:subject, 1, :now)
                        on conflict (subject) do update set
                          failures = case when a.last_at < :forgotten then 1 else a.failures + 1 end,
                          last_at = :now
                        returning failures
                        """)
                .param("subject", kind.subject(value))
                .param("now", AccountStore.utc(now))
                .param("forgotten", AccountStore.utc(now.minus(FORGOTTEN_AFTER)))
                .query(Integer.class)
                .single();
        Duration wait = costOf(failures - kind.free);
        if (!wait.isZero()) {
            sql.sql("update identity.attempt set blocked_until = :until where subject = :subject")
                    .param("until", AccountStore.utc(now.plus(wait)))
                    .param("subject", kind.subject(value))
                    .update();
        }
        return wait;
    }

    /** 0 for what is free, then 2, 4, 8 … seconds up to the longest. */
    static Duration costOf(int failuresBeyondFree) {
        if (failuresBeyondFree <= 0) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(failuresBeyondFree, 20));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    void forget(Kind kind, String value) {
        sql.sql("delete from identity.attempt where subject = :subject")
                .param("subject", kind.subject(value))
                .update();
    }

    /** The attempt turned out well: it is taken back, the others stay. */
    void takeBack(Kind kind, String value) {
        sql.sql("""
                        update identity.attempt set failures = failures - 1, blocked_until = null
                        where subject = :subject and failures > 0
                        """).param("subject", kind.subject(value)).update();
    }

    void removeForgotten(Instant now) {
        sql.sql("delete from identity.attempt where last_at < :forgotten")
                .param("forgotten", AccountStore.utc(now.minus(FORGOTTEN_AFTER)))
                .update();
    }
}
