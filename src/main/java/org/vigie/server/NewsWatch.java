package org.vigie.server;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.SqlTime;

/**
 * Tells news again to listeners that have not taken it: the database was away, the process was killed. Modulith does so
 * at a start only, and never a second time for what was under way when the process was killed again.
 */
@Component
class NewsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NewsWatch.class);

    /** A listener takes milliseconds; one that hangs longer than this is told once more, and is idempotent. */
    private static final Duration TAKEN_BY_THEN = Duration.ofSeconds(20);

    private static final ResubmissionOptions OPTIONS =
            ResubmissionOptions.defaults().withBatchSize(500).withMaxInFlight(1000);

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final FailedEventPublications failed;
    private final InstantSource clock;
    private final AtomicBoolean first = new AtomicBoolean(true);

    NewsWatch(
            JdbcClient sql,
            PlatformTransactionManager transactions,
            FailedEventPublications failed,
            InstantSource clock) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.failed = failed;
        this.clock = clock;
    }

    /** At the first look all that is there was left behind by whoever ran before. */
    void look() {
        Duration patience = first.getAndSet(false) ? Duration.ZERO : TAKEN_BY_THEN;
        Integer stuck = transaction.execute(status -> sql.sql("""
                        update news.event_publication set status = 'FAILED'
                         where completion_date is null and status is distinct from 'FAILED'
                           and coalesce(last_resubmission_date, publication_date) < :before
                        """)
                .param("before", SqlTime.of(clock.instant().minus(patience)))
                .update());
        if (stuck != null && stuck > 0) {
            LOG.info("{} news were not taken by their listeners; they are told again", stuck);
        }
        failed.resubmit(OPTIONS);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        RecurringTask<Void> newsWatchJob(NewsWatch watch) {
            return Tasks.recurring("server.news-watch", FixedDelay.ofSeconds(2))
                    .execute((job, context) -> watch.look());
        }
    }
}
