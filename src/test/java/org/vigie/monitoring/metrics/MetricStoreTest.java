package org.vigie.monitoring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.TestDatabase;
import org.vigie.monitoring.AppendReceipt;
import org.vigie.monitoring.Points;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** What the tests of the embedded store share: a database of their own, a clock, two clients. */
abstract class MetricStoreTest {
    static final TenantId ATHENA = new TenantId(1);
    static final TenantId BOREAS = new TenantId(2);
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    final TestDatabase database = TestDatabase.fresh();
    final SetClock clock = new SetClock("2026-03-10T12:00:00Z");
    EmbeddedMetrics metrics = open();

    static MetricSettings settings() {
        return settings(2_000_000);
    }

    static MetricSettings settings(int buffer) {
        return new MetricSettings(
                Duration.ofMillis(50),
                50_000,
                buffer,
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofDays(35),
                Duration.ofDays(400),
                Duration.ofDays(3653));
    }

    EmbeddedMetrics open() {
        return EmbeddedMetrics.open(database.app(), FencedTransactions.on(database.app()), clock, settings());
    }

    @AfterEach
    void closes() {
        metrics.close();
        database.close();
    }

    void restart() {
        metrics.close();
        metrics = open();
    }

    <T> T as(TenantId tenant, Supplier<T> work) {
        return Scope.of(tenant).call(work);
    }

    int series(TenantId tenant, String host) {
        return as(tenant, () -> metrics.series(SeriesKey.of(tenant, "cpu_used", Map.of("host", host))));
    }

    AppendReceipt append(Collection<Sample> samples) {
        return Scope.across("test")
                .call(() -> metrics.append(List.copyOf(samples)))
                .join();
    }

    AppendReceipt append(int series, Instant at, double value) {
        return append(List.of(new Sample(series, at, value)));
    }

    Points read(int series, Instant from, Instant to) {
        return Scope.across("test").call(() -> metrics.range(series, from, to));
    }

    long count(String table) {
        var rows = new TransactionTemplate(FencedTransactions.on(database.app()));
        return Scope.across("test")
                .call(() -> rows.execute(status -> JdbcClient.create(database.app())
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single()));
    }

    static List<String> told(Points points) {
        var told = new ArrayList<String>();
        for (int i = 0; i < points.size(); i++) {
            told.add(points.at(i) + " " + (points.isGap(i) ? "gap" : points.value(i)));
        }
        return told;
    }
}
