package org.vigie.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final Path BINARIES = Path.of("target", "postgres");

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void letOthersPass() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        folder = parent.resolve("data of Vigie");
    }

    @Test
    void keepsRowsFromOneStartToTheNext() throws SQLException {
        try (var postgres = start()) {
            run(postgres, "create table note as select 'kept' as words");
        }
        try (var postgres = start()) {
            assertThat(ask(postgres, "select words from note")).isEqualTo("kept");
        }
    }

    @Test
    void isUnicodeWithChecksumsAndInUtcWhateverTheHostSays() throws SQLException {
        try (var postgres = start()) {
            assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "show timezone")).isNotEmpty();
            assertThat(ask(postgres, "select boot_val || reset_val from pg_settings where name = 'log_timezone'"))
                    .endsWith("UTC");
            assertThat(ask(postgres, "select upper('é')")).isEqualTo("É");
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void refusesWhoDoesNotKnowThePassword() {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("postgres"), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsThePasswordToItself() throws IOException {
        try (var postgres = start()) {
            assertThat(Files.readString(folder.resolve("postgres.password")).strip())
                    .isEqualTo(postgres.superuserPassword());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            assertThat(folder.resolve("postgres.password.new")).doesNotExist();
        }
    }

    @Test
    void comesBackOnTheSamePortWhenItIsKilled() throws Exception {
        // With real commits: the rows that a kill may take are not what is looked at here.
        try (var postgres = EmbeddedPostgres.start(folder, BINARIES, PostgresTuning.KEPT)) {
            run(postgres, "create table note as select 'kept' as words");
            long first = postgres.pid().orElseThrow();

            new ProcessBuilder("sh", "-c", "kill -9 " + first).start().waitFor();

            await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
                assertThat(postgres.pid().orElseThrow()).isNotEqualTo(first);
                assertThat(ask(postgres, "select words from note")).isEqualTo("kept");
            });
        }
    }

    @Test
    void refusesAFolderThatAnotherOneUses() {
        try (var postgres = start()) {
            assertThatThrownBy(() -> start())
                    .isInstanceOf(PostgresProblem.class)
                    .hasMessageContaining("Another Vigie runs on this folder, pid "
                            + postgres.pid().orElseThrow());
        }
    }

    @Test
    void doesAnInitialisationAgainThatWasCutShort() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new/half"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try (var postgres = start()) {
            assertThat(ask(postgres, "select 'made'")).isEqualTo("made");
            assertThat(folder.resolve("postgres.new")).doesNotExist();
        }
    }

    @Test
    void saysWhichFileHeldThePassword() throws IOException {
        start().close();
        Files.delete(folder.resolve("postgres.password"));

        assertThatThrownBy(() -> start())
                .isInstanceOf(PostgresProblem.class)
                .hasMessageContaining(folder.resolve("postgres.password").toString());
    }

    @Test
    void leavesTheFilesOfAnotherMajorVersionAlone() throws IOException {
        start().close();
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> start())
                .isInstanceOf(PostgresProblem.class)
                .hasMessageContaining("made by PostgreSQL 17 and this Vigie carries 18");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, BINARIES, PostgresTuning.THROWN_AWAY);
    }

    private static void run(EmbeddedPostgres postgres, String statement) throws SQLException {
        try (Connection connection = connect(postgres)) {
            connection.createStatement().execute(statement);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = connect(postgres);
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.url("postgres"), postgres.superuser(), postgres.superuserPassword());
    }
}
