package org.vigie;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;

/**
 * A migrated database of one's own for a test, cloned in milliseconds from a template that is migrated once a JVM.
 *
 * <pre>{@code
 * static TestDatabase database = TestDatabase.fresh();       // plain JUnit; close() in @AfterAll
 *
 * @DynamicPropertySource                                      // SpringBootTest
 * static void database(DynamicPropertyRegistry registry) {
 *     database.properties().forEach((name, value) -> registry.add(name, () -> value));
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "vigie_template";
    private static final AtomicInteger count = new AtomicInteger();

    private final String name;
    private @Nullable HikariDataSource app;
    private @Nullable HikariDataSource owner;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** A new database with every migration applied and no other row. */
    public static TestDatabase fresh() {
        Server.template();
        return create(" template " + TEMPLATE + " strategy file_copy");
    }

    /** A new database without any migration, for tests of the migrations themselves. */
    public static TestDatabase empty() {
        return create("");
    }

    private static TestDatabase create(String from) {
        String name = "test_" + count.incrementAndGet();
        execute("create database " + name + " owner " + DatabaseRoles.OWNER + from);
        execute("revoke connect, temporary on database " + name + " from public");
        execute("grant connect on database " + name + " to " + DatabaseRoles.APP);
        return new TestDatabase(name);
    }

    /** What the running application signs in with: owns nothing, sees nothing without a tenant. */
    public synchronized DataSource app() {
        if (app == null) {
            app = pool(DatabaseRoles.APP, appPassword());
        }
        return app;
    }

    /** What the migrations run under. */
    public synchronized DataSource owner() {
        if (owner == null) {
            owner = pool(DatabaseRoles.OWNER, ownerPassword());
        }
        return owner;
    }

    public String url() {
        return Server.postgres.url(name);
    }

    public String appPassword() {
        return Server.roles.appPassword();
    }

    public String ownerPassword() {
        return Server.roles.ownerPassword();
    }

    /** The settings with which a whole application runs on this database. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url", url(),
                "spring.datasource.username", DatabaseRoles.APP,
                "spring.datasource.password", appPassword(),
                "spring.flyway.url", url(),
                "spring.flyway.user", DatabaseRoles.OWNER,
                "spring.flyway.password", ownerPassword());
    }

    private HikariDataSource pool(String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        config.setPoolName(name + "-" + user);
        return new HikariDataSource(config);
    }

    @Override
    public synchronized void close() {
        if (app != null) {
            app.close();
        }
        if (owner != null) {
            owner.close();
        }
        execute("drop database if exists " + name + " with (force)");
    }

    private static void execute(String statement) {
        try (Connection connection = DriverManager.getConnection(
                        Server.postgres.url("postgres"),
                        Server.postgres.superuser(),
                        Server.postgres.superuserPassword());
                Statement call = connection.createStatement()) {
            call.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** One PostgreSQL a JVM, gone with it. */
    private static final class Server {
        static final EmbeddedPostgres postgres = start();
        static final DatabaseRoles roles = DatabaseRoles.prepare(postgres);

        private static EmbeddedPostgres start() {
            try {
                Path data = Files.createTempDirectory("vigie-test-database-");
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
                // Unpacked beside the classes, for all test runs of this checkout.
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.start(data, Path.of("target", "postgres"), PostgresTuning.THROWN_AWAY);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    delete(data);
                }));
                return postgres;
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the test database", e);
            }
        }

        static void template() {
            if (Template.migrated == 0) {
                throw new IllegalStateException("no migration was found in db/migration");
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
            }
        }
    }

    private static final class Template {
        static final int migrated = migrate();

        private static int migrate() {
            DatabaseRoles.createDatabase(Server.postgres, TEMPLATE);
            return Flyway.configure()
                    .dataSource(Server.postgres.url(TEMPLATE), DatabaseRoles.OWNER, Server.roles.ownerPassword())
                    .locations("classpath:db/migration")
                    .defaultSchema("flyway")
                    .placeholders(Map.of("app_role", DatabaseRoles.APP))
                    .load()
                    .migrate()
                    .migrationsExecuted;
        }
    }
}
