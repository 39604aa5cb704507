package org.vigie.api.health;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.alerting.Alerts;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.WheelFigures;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** Vigie's own figures, for whoever supervises the supervisor. No client is named. */
@RestController
class OwnFiguresApi {
    private final Checks checks;
    private final Alerts alerts;
    private final Tickets tickets;
    private final JdbcClient sql;
    private final TransactionTemplate reading;
    private final DataSource database;

    OwnFiguresApi(
            Checks checks,
            Alerts alerts,
            Tickets tickets,
            JdbcClient sql,
            PlatformTransactionManager transactions,
            DataSource database) {
        this.checks = checks;
        this.alerts = alerts;
        this.tickets = tickets;
        this.sql = sql;
        this.reading = new TransactionTemplate(transactions);
        this.database = database;
    }

    @GetMapping("/metrics")
    @Needs(Permission.SCRAPE_METRICS)
    ResponseEntity<String> scrape() throws SQLException {
        var figures = new OpenMetrics();
        checks.wheel().ifPresent(wheel -> wheel(figures, wheel));
        Scope.across("own figures").run(() -> {
            figures.gauge("vigie_alerts_open", "Alerts that are not cleared.", alerts.countOpen());
            figures.gauge("vigie_tickets_open", "Tickets that are not resolved.", tickets.countOpen());
        });
        figures.gauge("vigie_news_waiting", "News that some listener has not yet taken.", newsWaiting());
        pool(figures);
        machine(figures);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(OpenMetrics.TYPE))
                .header("Cache-Control", "no-store")
                .body(figures.end());
    }

    private static void wheel(OpenMetrics figures, WheelFigures wheel) {
        figures.gauge("vigie_checks", "Checks on this node's wheel.", wheel.checks())
                .gauge("vigie_checks_in_flight", "Checks that wait for an answer.", wheel.inFlight())
                .gauge("vigie_checks_waiting", "Checks that are due and wait for a place.", wheel.waiting())
                .counter("vigie_checks_asked", "Questions asked.", wheel.asked())
                .counter(
                        "vigie_checks_missed_slots",
                        "Times at which a check should have been asked and was not.",
                        wheel.missedSlots())
                .counter(
                        "vigie_checks_overloaded",
                        "Questions that came late because too many were in flight.",
                        wheel.overloaded())
                .counter("vigie_checks_lost", "Questions that never came back.", wheel.lost())
                .family("vigie_checks_late_seconds", "gauge", "How late checks are asked.")
                .sample(
                        "vigie_checks_late_seconds",
                        Map.of("quantile", "0.5"),
                        wheel.lateP50().toNanos() / 1e9)
                .sample(
                        "vigie_checks_late_seconds",
                        Map.of("quantile", "0.99"),
                        wheel.lateP99().toNanos() / 1e9);
    }

    private long newsWaiting() {
        return Objects.requireNonNull(reading.execute(
                status -> sql.sql("select count(*) from news.event_publication where completion_date is null")
                        .query(Long.class)
                        .single()));
    }

    private void pool(OpenMetrics figures) throws SQLException {
        if (!database.isWrapperFor(HikariDataSource.class)) {
            return;
        }
        var pool = database.unwrap(HikariDataSource.class).getHikariPoolMXBean();
        figures.gauge("vigie_database_connections_busy", "Connections in use.", pool.getActiveConnections())
                .gauge("vigie_database_connections", "Connections open.", pool.getTotalConnections())
                .gauge(
                        "vigie_database_connections_wanted",
                        "Threads that wait for one.",
                        pool.getThreadsAwaitingConnection());
    }

    private static void machine(OpenMetrics figures) {
        var runtime = Runtime.getRuntime();
        figures.gauge("jvm_memory_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory())
                .gauge("jvm_memory_max_bytes", "Heap at most.", runtime.maxMemory())
                .gauge(
                        "jvm_threads",
                        "Platform threads.",
                        ManagementFactory.getThreadMXBean().getThreadCount())
                .gauge(
                        "process_start_time_seconds",
                        "When this process began.",
                        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        double collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
        figures.counter("jvm_gc_seconds", "Time spent collecting garbage.", collecting / 1e3);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            figures.counter(
                    "process_cpu_seconds", "Processor time used.", Math.max(0, system.getProcessCpuTime()) / 1e9);
        }
    }
}
