package org.vigie.server;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Work that is due later, in PostgreSQL: of several nodes one does each. A room gives a recurring task as a bean; this
 * starts them after everything else is there and stops them first.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobsConfiguration.Settings.class)
class JobsConfiguration {

    /**
     * @param polling how often the table is looked at
     * @param concurrent how many jobs run at the same time; each holds a connection while it works
     */
    @ConfigurationProperties("vigie.jobs")
    record Settings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("500ms") Duration polling,
            @DefaultValue("4") int concurrent) {
        Settings {
            if (polling.compareTo(Duration.ofMillis(100)) < 0 || polling.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("vigie.jobs.polling is from 100ms to 1m, not " + polling);
            }
            if (concurrent < 1 || concurrent > 64) {
                throw new IllegalArgumentException("vigie.jobs.concurrent is from 1 to 64, not " + concurrent);
            }
        }
    }

    @Bean
    Jobs jobs(DataSource dataSource, List<RecurringTask<?>> tasks, Settings settings) {
        return new Jobs(dataSource, tasks, settings);
    }

    /** Starts last and stops first: a job must find everything it calls. */
    static final class Jobs implements SmartLifecycle {
        private final DataSource dataSource;
        private final List<RecurringTask<?>> tasks;
        private final Settings settings;
        private volatile @org.jspecify.annotations.Nullable Scheduler scheduler;

        Jobs(DataSource dataSource, List<RecurringTask<?>> tasks, Settings settings) {
            this.dataSource = dataSource;
            this.tasks = List.copyOf(tasks);
            this.settings = settings;
        }

        @Override
        public void start() {
            if (!settings.enabled() || tasks.isEmpty()) {
                return;
            }
            var started = Scheduler.create(dataSource)
                    .startTasks(tasks)
                    .tableName("jobs.scheduled_tasks")
                    .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                    .pollingInterval(settings.polling())
                    .pollUsingLockAndFetch(0.5, 2.0)
                    .threads(settings.concurrent())
                    .executorService(Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("job-", 0).factory()))
                    .shutdownMaxWait(Duration.ofSeconds(4))
                    .build();
            started.start();
            scheduler = started;
        }

        @Override
        public void stop() {
            var running = scheduler;
            if (running != null) {
                running.stop();
                scheduler = null;
            }
        }

        @Override
        public boolean isRunning() {
            return scheduler != null;
        }

        @Override
        public int getPhase() {
            return Integer.MAX_VALUE;
        }
    }
}
