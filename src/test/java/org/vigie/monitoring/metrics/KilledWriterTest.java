package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigie.TestDatabase;
import org.vigie.server.FencedTransactions;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.shared.Scope;

/** A real process is killed (-9) in the middle of its work, again and again: what it acknowledged must be there. */
class KilledWriterTest {
    private static final int KILLS = Integer.getInteger("vigie.test.kills", 10);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void losesNothingAcknowledged() throws Exception {
        var dice = new Random(2026);
        try (var database = TestDatabase.fresh()) {
            var acknowledged = new TreeSet<Integer>();
            for (int kill = 0; kill < KILLS; kill++) {
                int next = acknowledged.isEmpty() ? 0 : acknowledged.last() + 100;
                writeUntilKilled(database, next, 60 + dice.nextInt(400), acknowledged);
            }

            var clock = new SetClock(
                    MetricWriterProcess.time(acknowledged.last() + 100).toString());
            try (var metrics = EmbeddedMetrics.open(
                    database.app(), FencedTransactions.on(database.app()), clock, MetricStoreTest.settings())) {
                long readable = readable(metrics, acknowledged);
                System.out.println(KILLS + " kills: " + acknowledged.size() * MetricWriterProcess.SERIES
                        + " samples acknowledged, " + readable + " readable");
                assertThat(readable).isEqualTo((long) acknowledged.size() * MetricWriterProcess.SERIES);
                metrics.upkeep();
                assertThat(readable(metrics, acknowledged)).isEqualTo(readable);
            }
        }
    }

    private static long readable(EmbeddedMetrics metrics, TreeSet<Integer> acknowledged) {
        return Scope.of(MetricWriterProcess.ATHENA).call(() -> {
            var ids = metrics.series(MetricWriterProcess.keys());
            long readable = 0;
            for (int series = 0; series < MetricWriterProcess.SERIES; series++) {
                int id = ids.get(MetricWriterProcess.keys().get(series));
                var points = metrics.range(
                        id, MetricWriterProcess.START, MetricWriterProcess.time(acknowledged.last() + 1000));
                for (int i = 0; i < points.size(); i++) {
                    int batch = (int) ((points.millis(i) - MetricWriterProcess.START.toEpochMilli()) / 60_000);
                    assertThat(points.value(i)).isEqualTo(MetricWriterProcess.value(batch, series));
                    readable += acknowledged.contains(batch) ? 1 : 0;
                }
            }
            return readable;
        });
    }

    private static void writeUntilKilled(TestDatabase database, int first, int acks, TreeSet<Integer> acknowledged)
            throws IOException, InterruptedException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        MetricWriterProcess.class.getName(),
                        database.url(),
                        DatabaseRoles.APP,
                        database.appPassword(),
                        Integer.toString(first))
                .redirectErrorStream(true)
                .start();
        var said = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("acknowledged ")) {
                    acknowledged.add(Integer.parseInt(line.substring("acknowledged ".length())));
                    if (++heard == acks) {
                        child.toHandle().destroyForcibly();
                    }
                } else {
                    said.append(line).append('\n');
                }
            }
            child.waitFor();
            assertThat(heard).as(said.toString()).isGreaterThanOrEqualTo(acks);
        }
    }
}
