package org.vigie.monitoring.metrics;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Writes a batch a minute of its own time, several in flight, and says each that was acknowledged, until killed. */
final class MetricWriterProcess {
    static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
    static final int SERIES = 20;
    static final TenantId ATHENA = new TenantId(1);

    private MetricWriterProcess() {}

    static Instant time(int batch) {
        return START.plus(Duration.ofMinutes(batch));
    }

    static double value(int batch, int series) {
        return batch * 100 + series;
    }

    static List<SeriesKey> keys() {
        var keys = new ArrayList<SeriesKey>();
        for (int i = 0; i < SERIES; i++) {
            keys.add(SeriesKey.of(ATHENA, "cpu_used", Map.of("host", "web-" + i)));
        }
        return keys;
    }

    public static void main(String[] args) throws InterruptedException {
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(args[0]);
        dataSource.setUsername(args[1]);
        dataSource.setPassword(args[2]);
        int first = Integer.parseInt(args[3]);
        var clock = new SetClock(time(first).toString());
        var metrics =
                EmbeddedMetrics.open(dataSource, FencedTransactions.on(dataSource), clock, MetricStoreTest.settings());
        var ids = Scope.of(ATHENA).call(() -> metrics.series(keys()));
        var inFlight = new Semaphore(30);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                metrics.upkeep();
            }
        });
        for (int batch = first; ; batch++) {
            int number = batch;
            clock.set(time(batch));
            var samples = new ArrayList<Sample>();
            for (int i = 0; i < SERIES; i++) {
                samples.add(new Sample(ids.get(keys().get(i)), time(batch), value(batch, i)));
            }
            inFlight.acquire();
            Scope.of(ATHENA).call(() -> metrics.append(samples)).whenComplete((receipt, problem) -> {
                if (problem == null) {
                    say(number);
                }
                inFlight.release();
            });
        }
    }

    private static synchronized void say(int batch) {
        System.out.println("acknowledged " + batch);
        System.out.flush();
    }
}
