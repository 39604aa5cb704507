package org.vigie.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Json;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/**
 * Proves that somebody watched. When a watcher begins, the time since the last beat of the one before it becomes
 * unknown for every check: nobody looked, so nothing is claimed.
 */
@Component
class WatcherLife {
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private volatile long id;

    WatcherLife(JdbcClient db, PlatformTransactionManager transactions, InstantSource clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void begin() {
        Instant now = clock.instant();
        Scope.across("monitoring: a watcher begins")
                .run(() -> transaction.executeWithoutResult(status -> {
                    db.sql("""
                            with gap as (select max(beat_at) as from_at from monitoring.watcher),
                            blind as (
                              update monitoring.check_state s
                                 set state = 'UNKNOWN', since = greatest(s.since, least(:now, coalesce(gap.from_at, s.since))),
                                     output = cast(:reason as jsonb)
                                from gap where s.state in ('OK', 'WARNING', 'CRITICAL')
                              returning s.check_id, s.tenant_id, s.since)
                            insert into monitoring.state_span (tenant_id, check_id, state, from_at, reason)
                            select tenant_id, check_id, 'UNKNOWN', since, cast(:reason as jsonb) from blind
                            """)
                            .param("now", CheckStore.at(now))
                            .param("reason", Json.of(Words.of("monitoring.reason.not-running")))
                            .update();
                    id = db.sql("insert into monitoring.watcher (started_at, beat_at) values (:now, :now) returning id")
                            .param("now", CheckStore.at(now))
                            .query(Long.class)
                            .single();
                }));
    }

    void beat() {
        Scope.across("monitoring: beat")
                .run(() -> transaction.executeWithoutResult(
                        status -> db.sql("update monitoring.watcher set beat_at = :now where id = :id")
                                .param("now", CheckStore.at(clock.instant()))
                                .param("id", id)
                                .update()));
    }

    void end() {
        Scope.across("monitoring: a watcher ends")
                .run(() -> transaction.executeWithoutResult(
                        status -> db.sql("update monitoring.watcher set beat_at = :now, ended_at = :now where id = :id")
                                .param("now", CheckStore.at(clock.instant()))
                                .param("id", id)
                                .update()));
    }
}
