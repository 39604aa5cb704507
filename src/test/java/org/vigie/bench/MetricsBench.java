package org.vigie.bench;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.AppendReceipt;
import org.vigie.monitoring.RollUpStep;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.monitoring.metrics.EmbeddedMetrics;
import org.vigie.monitoring.metrics.MetricSettings;
import org.vigie.server.FencedTransactions;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * The embedded metric store on a durable PostgreSQL: 30 days of 1 000 series, then 20 000 series for 4 hours, a sample
 * a minute, in the order of arrival. CPU is that of this process and of every PostgreSQL process together.
 */
public final class MetricsBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final TenantId ATHENA = new TenantId(1);
    private static final int SMALL = 1_000;
    private static final int LARGE = 20_000;
    private static final int DAYS = 30;
    private static final int BURST_MINUTES = 240;
    private static final int IN_FLIGHT = 8;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;
    private final EmbeddedPostgres postgres;
    private final HikariDataSource app;
    private final SetTime clock = new SetTime();
    private final Random dice = new Random(1);
    private final double[] values = new double[LARGE];
    private int[] series = new int[0];

    private static final class SetTime implements InstantSource {
        volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private MetricsBench(PrintStream out, EmbeddedPostgres postgres, HikariDataSource app) {
        this.out = out;
        this.postgres = postgres;
        this.app = app;
    }

    public static void main(String[] args) throws IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException {
        Path data = Files.createTempDirectory("vigie-bench-metrics-");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        try (var postgres = EmbeddedPostgres.start(data, Path.of("target", "postgres"), PostgresTuning.KEPT);
                var app = new HikariDataSource()) {
            var roles = DatabaseRoles.prepare(postgres);
            DatabaseRoles.createDatabase(postgres, "bench");
            Flyway.configure()
                    .dataSource(postgres.url("bench"), DatabaseRoles.OWNER, roles.ownerPassword())
                    .locations("classpath:db/migration")
                    .defaultSchema("flyway")
                    .placeholders(Map.of("app_role", DatabaseRoles.APP))
                    .load()
                    .migrate();
            app.setJdbcUrl(postgres.url("bench"));
            app.setUsername(DatabaseRoles.APP);
            app.setPassword(roles.appPassword());
            new MetricsBench(out, postgres, app).measure();
        } finally {
            delete(data);
        }
    }

    private void measure() {
        var settings = MetricSettings.defaults();
        try (var metrics = EmbeddedMetrics.open(app, FencedTransactions.on(app), clock, settings)) {
            makeKnown(metrics);
            long empty = size();
            say("history: %,d series, %d days, a sample a minute", SMALL, DAYS);
            takeIn(metrics, SMALL, DAYS * 1440);
            long samples = (long) SMALL * DAYS * 1440;
            sayBytes("after flush, roll-ups included", size() - empty, samples, "");
            vacuum();
            sayBytes("the same after vacuum full", size() - empty, samples, ", what a steady store reuses");

            say("burst: %,d series, %d minutes, windows closed", LARGE, BURST_MINUTES);
            takeIn(metrics, LARGE, BURST_MINUTES);

            read(metrics);
            long begun = System.nanoTime();
            try (var again = EmbeddedMetrics.open(app, FencedTransactions.on(app), clock, settings)) {
                Scope.of(ATHENA).run(() -> again.latest(List.of(series[0])));
                say("restart with its open windows: %.0f ms", (System.nanoTime() - begun) / 1e6);
            }
        }
    }

    private void makeKnown(EmbeddedMetrics metrics) {
        var keys = new ArrayList<SeriesKey>();
        for (int i = 0; i < LARGE; i++) {
            var name = i < SMALL ? "bench_small" : "bench_large";
            keys.add(SeriesKey.of(ATHENA, name, Map.of("host", "host-" + i / 20, "item", "item-" + i % 20)));
            values[i] = dice.nextInt(10_000);
        }
        var ids = Scope.of(ATHENA).call(() -> metrics.series(keys));
        series = keys.stream().mapToInt(key -> ids.getOrDefault(key, -1)).toArray();
    }

    private void takeIn(EmbeddedMetrics metrics, int count, int minutes) {
        double cpuBefore = cpuSeconds();
        long begun = System.nanoTime();
        double making = 0;
        double keeping = 0;
        double keepingCpu = 0;
        var inFlight = new ArrayDeque<CompletableFuture<AppendReceipt>>();
        var batch = new ArrayList<Sample>(LARGE);
        for (int minute = 0; minute < minutes; minute++) {
            long made = System.nanoTime();
            clock.now = clock.now.plusSeconds(60);
            for (int i = 0; i < count; i++) {
                batch.add(new Sample(series[i], clock.now, next(i)));
            }
            making += (System.nanoTime() - made) / 1e9;
            if (batch.size() >= LARGE || minute == minutes - 1) {
                var full = List.copyOf(batch);
                batch.clear();
                inFlight.add(Scope.of(ATHENA).call(() -> metrics.append(full)));
                if (inFlight.size() >= IN_FLIGHT) {
                    inFlight.remove().join();
                }
            }
            if (minute % 60 == 59) {
                inFlight.forEach(CompletableFuture::join);
                inFlight.clear();
                double before = cpuSeconds();
                long kept = System.nanoTime();
                metrics.upkeep();
                keeping += (System.nanoTime() - kept) / 1e9;
                keepingCpu += cpuSeconds() - before;
            }
        }
        inFlight.forEach(CompletableFuture::join);
        double wall = (System.nanoTime() - begun) / 1e9;
        double cpu = cpuSeconds() - cpuBefore;
        double millions = (double) count * minutes / 1e6;
        say(
                "  %.1f million samples in %.1f s, of which %.1f s making them up and %.1f s closing and compacting",
                millions, wall, making, keeping);
        say(
                "  acknowledged: %,.0f samples/s (making and upkeep left out), CPU s per million: %.2f without upkeep, %.2f with"
                        + " (making the samples up, %.2f, included)",
                millions * 1e6 / (wall - making - keeping),
                (cpu - keepingCpu) / millions,
                cpu / millions,
                making / millions);
    }

    /** Gauges that wander, counters, states and load averages, in decimals as agents send them. */
    private double next(int i) {
        switch (i % 4) {
            case 0 -> values[i] = Math.clamp(values[i] + Math.round(dice.nextGaussian() * 20), 0, 10_000);
            case 1 -> values[i] += 100 + dice.nextInt(50);
            case 2 -> values[i] = dice.nextInt(200) == 0 ? dice.nextInt(4) : values[i] % 4;
            default -> values[i] = Math.max(0, values[i] + dice.nextInt(5) - 2);
        }
        return i % 4 == 0 ? values[i] / 100 : values[i];
    }

    private void read(EmbeddedMetrics metrics) {
        var end = START.plus(Duration.ofDays(DAYS));
        expect(
                "samples of one series",
                DAYS * 1440 - 1,
                Scope.of(ATHENA).call(() -> metrics.range(any(), START, end).size()));
        sayLatency(
                "30 days of 1 series, raw (43 200 samples)",
                60,
                () -> metrics.range(any(), START, end).size());
        sayLatency(
                "30 days of 1 series, hourly",
                60,
                () -> metrics.range(any(), START, end, Duration.ofHours(1), Aggregate.AVERAGE)
                        .size());
        var tenThousand = Arrays.stream(series).limit(10_000).boxed().toList();
        sayLatency(
                "latest of 10 000 series",
                200,
                () -> metrics.latest(tenThousand).size());
        expect(
                "samples counted by the hour",
                SMALL * (DAYS * 1440 - 1),
                Scope.of(ATHENA).call(() -> counted(metrics, end)));
        sayLatency(
                "hourly of 1 000 series, 30 days",
                15,
                () -> metrics.rollup(SeriesSelector.named("bench_small"), START, end, RollUpStep.HOUR)
                        .size());
    }

    private static int counted(EmbeddedMetrics metrics, Instant end) {
        long counted = 0;
        for (var hours : metrics.rollup(SeriesSelector.named("bench_small"), START, end, RollUpStep.HOUR)) {
            for (int i = 0; i < hours.size(); i++) {
                counted += hours.count(i);
            }
        }
        return Math.toIntExact(counted);
    }

    /** A fast answer that is wrong is no figure. */
    private static void expect(String what, int wanted, int found) {
        if (wanted != found) {
            throw new IllegalStateException(what + ": " + found + " instead of " + wanted);
        }
    }

    private int any() {
        return series[dice.nextInt(SMALL)];
    }

    private void sayLatency(String what, int rounds, Supplier<Integer> work) {
        var millis = new double[rounds];
        for (int i = -rounds; i < rounds; i++) {
            long begun = System.nanoTime();
            Scope.of(ATHENA).call(work);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        say("%s: p50 %.2f ms, p95 %.2f ms", what, millis[rounds / 2], millis[rounds * 95 / 100]);
    }

    private long size() {
        return superuser()
                .sql("select pg_database_size('bench')")
                .query(Long.class)
                .single();
    }

    private void vacuum() {
        superuser().sql("vacuum full analyze").update();
    }

    private JdbcClient superuser() {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.url("bench"), postgres.superuser(), postgres.superuserPassword()));
    }

    private void sayBytes(String when, long bytes, long samples, String remark) {
        say("  %s: %.2f bytes a sample (%,d of %,d)%s", when, (double) bytes / samples, bytes, samples, remark);
    }

    /** This process and the postmaster with all its children, the ended ones too. */
    private double cpuSeconds() {
        double own = PROCESS.getProcessCpuTime() / 1e9;
        long postmaster = postgres.pid().orElseThrow();
        double ticks = ticks(postmaster);
        try (var children = ProcessHandle.of(postmaster).orElseThrow().children()) {
            ticks += children.mapToDouble(child -> ticks(child.pid())).sum();
        }
        return own + ticks / 100;
    }

    /** utime, stime and those of waited-for children: fields 14 to 17 of proc(5). */
    private static double ticks(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(11, 12, 13, 14)
                    .mapToDouble(field -> Double.parseDouble(fields[field]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private void say(String what, Object... args) {
        out.println(String.format(Locale.ROOT, what, args));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
