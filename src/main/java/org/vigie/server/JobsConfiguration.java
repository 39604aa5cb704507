package org.vigie.server;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    Jobs jobs(
            DataSource dataSource,
            List<RecurringTask<?>> tasks,
            Settings settings,
            InstantSource clock,
            @Value("${vigie.data:}") String folder) {
        return new Jobs(dataSource, tasks, settings, clock, nodeOn(folder));
    }

    /** The same after a restart: a data folder belongs to one process at a time. */
    private static String nodeOn(String folder) {
        if (folder.isEmpty()) {
            return "process " + ProcessHandle.current().pid();
        }
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + Path.of(folder).toAbsolutePath().normalize();
        } catch (UnknownHostException e) {
            return Path.of(folder).toAbsolutePath().normalize().toString();
        }
    }

    /** Starts last and stops first: a job must find everything it calls. */
    static final class Jobs implements SmartLifecycle {
        private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

        /** A node that was silent for four of these is dead, and another one takes its jobs within six. */
        private static final Duration HEARTBEAT = Duration.ofSeconds(3);

        private static final int MISSED_HEARTBEATS = 4;

        private final DataSource dataSource;
        private final List<RecurringTask<?>> tasks;
        private final Settings settings;
        private final InstantSource clock;
        private final String node;
        private volatile @org.jspecify.annotations.Nullable Scheduler scheduler;

        Jobs(DataSource dataSource, List<RecurringTask<?>> tasks, Settings settings, InstantSource clock, String node) {
            this.dataSource = dataSource;
            this.tasks = List.copyOf(tasks);
            this.settings = settings;
            this.clock = clock;
            this.node = node;
        }

        @Override
        public void start() {
            if (!settings.enabled() || tasks.isEmpty()) {
                return;
            }
            releaseOwn();
            var started = Scheduler.create(dataSource)
                    .schedulerName(new SchedulerName.Fixed(node))
                    .clock(clock::instant)
                    .heartbeatInterval(HEARTBEAT)
                    .missedHeartbeatsLimit(MISSED_HEARTBEATS)
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

        /** What this node held when it was killed: it is not at work on it any more, and nobody else will notice soon. */
        private void releaseOwn() {
            int released = JdbcClient.create(dataSource).sql("""
                            update jobs.scheduled_tasks
                               set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                             where picked and picked_by = ?
                            """).param(node).update();
            if (released > 0) {
                LOG.info("{} jobs were cut short when this node last ended; they run again", released);
            }
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
