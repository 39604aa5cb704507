package org.vigie.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.metrics.EmbeddedMetrics;
import org.vigie.monitoring.metrics.MetricSettings;
import org.vigie.server.FencedTransactions;
import org.vigie.server.Terminal;
import org.vigie.server.dump.MadeDump;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * A dump and a restore of 100 000 tickets with their clocks, and of 1 000 series for three days: into the file, and out of
 * it with {@code vigie restore}, the making of a new cluster included. Without the web between server and file. In a heap
 * of 160 MB, to see that memory is bounded: {@code VIGIE_JAVA_OPTIONS=-Xmx160m ./vigie bench dump}.
 */
final class DumpBench {
    private static final int TICKETS = 100_000;
    private static final int SERIES = 1_000;
    private static final int DAYS = 3;
    private static final String KEY = "5c".repeat(32);
    private static final TenantId CLIENT = new TenantId(1);

    private DumpBench() {}

    static void run(PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("vigie-bench-dump-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            Path file = folder.resolve("vigie.dump");
            dump(out, folder.resolve("from"), file);
            restore(out, folder.resolve("into"), file);
        } finally {
            delete(folder);
        }
    }

    private static void dump(PrintStream out, Path data, Path file) throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, Path.of("target", "postgres"), PostgresTuning.KEPT);
                var app = new HikariDataSource()) {
            var roles = DatabaseRoles.prepare(postgres);
            DatabaseRoles.createDatabase(postgres, "vigie");
            var owner = new DriverManagerDataSource(postgres.url("vigie"), DatabaseRoles.OWNER, roles.ownerPassword());
            Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:db/migration")
                    .defaultSchema("flyway")
                    .placeholders(Map.of("app_role", DatabaseRoles.APP))
                    .load()
                    .migrate();
            app.setJdbcUrl(postgres.url("vigie"));
            app.setUsername(DatabaseRoles.APP);
            app.setPassword(roles.appPassword());
            fillDesk(owner);
            long samples = fillMetrics(app);
            try (Connection connection = owner.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet size = statement.executeQuery("select pg_database_size('vigie')")) {
                size.next();
                say(out, "%,d tickets, %,d samples: a database of %,d MB", TICKETS, samples, size.getLong(1) >> 20);
            }
            long begun = System.nanoTime();
            MadeDump.of(app, MasterKey.parse(KEY), file);
            say(out, "dump: %.1f s, %,.1f MB", seconds(begun), Files.size(file) / 1e6);
        }
    }

    private static void restore(PrintStream out, Path data, Path file) {
        long begun = System.nanoTime();
        var ran = Terminal.run(Map.of("VIGIE_MASTER_KEY", KEY), "restore", file.toString(), "--data", data.toString());
        if (ran.exit() != 0) {
            throw new IllegalStateException(ran.err());
        }
        say(
                out,
                "restore: %.1f s; %s",
                seconds(begun),
                ran.out().lines().findFirst().orElse(""));
        say(out, "heap: at most %,d MB", Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void fillDesk(DriverManagerDataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("ticket", "clock", "clock_event", "timeline_entry")) {
                statement.execute("alter table servicedesk." + table + " no force row level security");
            }
            statement.execute("""
                    insert into servicedesk.ticket (tenant_id, kind, state, priority, impact, urgency, title, title_folded,
                      description, requester, team, level, opened_at, updated_at, resolved_at)
                    select 1 + n %% 50, 0, 3 + n %% 2, n %% 4, n %% 3, n %% 3, title, lower(title),
                      repeat('Le poste ne repond plus depuis ce matin, dossier ' || n || '. ', 5),
                      'Requester ' || n %% 3000, 'n' || 1 + n %% 3, 1 + n %% 3, opened, opened + interval '5 hours',
                      opened + interval '5 hours'
                    from (select n, (array['Imprimante muette', 'Messagerie lente', 'VPN refuse', 'Disque plein'])[1 + n %% 4]
                                || ' dossier ' || n as title,
                              timestamptz '2025-01-01' + n * interval '5 minutes' as opened
                          from generate_series(1, %d) n) made
                    """.formatted(TICKETS));
            statement.execute("""
                    insert into servicedesk.clock (tenant_id, number, milestone, state, target, calendar, calendar_version,
                      started_at, due_at, stopped_at, elapsed_seconds)
                    select tenant_id, number, m, 2, 'PT4H', 'bureau', 1, opened_at, opened_at + interval '6 hours',
                      resolved_at, 9000 + number %% 5000
                    from servicedesk.ticket, generate_series(0, 2) m
                    """.replace("%%", "%"));
            statement.execute("""
                    insert into servicedesk.clock_event (tenant_id, number, milestone, kind, at, recorded_at, by_name,
                      by_person, code, args, target, calendar, calendar_version, priority)
                    select c.tenant_id, c.number, c.milestone, k, c.started_at, c.started_at, 'Sami Benali', true,
                      'clock.' || k, array['P1'], c.target, c.calendar, 1, 1
                    from servicedesk.clock c, unnest(array['started', 'terms', 'stopped']) k
                    """);
            statement.execute("""
                    insert into servicedesk.timeline_entry (tenant_id, number, at, kind, by_name, by_person, code, args, body,
                      internal)
                    select tenant_id, number, opened_at + m * interval '1 hour', 'message', 'Sami Benali', true, 'said', '{}',
                      'Redemarrage demande, rappel prevu a ' || (9 + number % 8) || ' h pour le dossier ' || number, m = 1
                    from servicedesk.ticket, generate_series(0, 2) m
                    """);
            for (String table : List.of("ticket", "clock", "clock_event", "timeline_entry")) {
                statement.execute("alter table servicedesk." + table + " force row level security");
            }
        }
    }

    /** In the order of arrival, so that all but the last windows are closed as in a server that has run for days. */
    private static long fillMetrics(HikariDataSource app) throws Exception {
        var now = new AtomicReference<>(Instant.parse("2026-11-20T00:00:00Z"));
        var dice = new Random(1);
        double[] values = new double[SERIES];
        try (var metrics = EmbeddedMetrics.open(app, FencedTransactions.on(app), now::get, MetricSettings.defaults())) {
            var keys = new ArrayList<SeriesKey>();
            for (int i = 0; i < SERIES; i++) {
                keys.add(
                        SeriesKey.of(CLIENT, "bench_item", Map.of("host", "host-" + i / 20, "item", "item-" + i % 20)));
            }
            var ids = Scope.of(CLIENT).call(() -> metrics.series(keys));
            for (int minute = 0; minute < DAYS * 1440; minute++) {
                now.set(now.get().plusSeconds(60));
                var batch = new ArrayList<Sample>(SERIES);
                for (int i = 0; i < SERIES; i++) {
                    values[i] += dice.nextInt(21) - 10;
                    batch.add(new Sample(ids.get(keys.get(i)), now.get(), values[i] / 10));
                }
                var taken = Scope.of(CLIENT).call(() -> metrics.append(batch));
                if (minute % 60 == 59) {
                    taken.get();
                }
                if (minute % 120 == 119) {
                    metrics.upkeep();
                }
            }
        }
        return (long) SERIES * DAYS * 1440;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(PrintStream out, String what, Object... figures) {
        out.println(String.format(Locale.ROOT, what, figures));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
