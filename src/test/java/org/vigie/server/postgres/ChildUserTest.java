package org.vigie.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom PostgreSQL runs as, tried with PostgreSQL itself. What only root can try is skipped for others. */
class ChildUserTest {
    private static final Path BINARIES = Path.of("target", "postgres");

    @TempDir
    Path parent;

    @BeforeEach
    void letOthersPass() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void isNeverRoot() throws IOException {
        try (var postgres = EmbeddedPostgres.start(parent.resolve("data"), BINARIES, PostgresTuning.THROWN_AWAY)) {
            assertThat(postgres.pid()).isPresent();
            int we = ChildUser.uid(Path.of("/proc/self"));
            assertThat(ChildUser.uid(Path.of("/proc/" + postgres.pid().orElseThrow())))
                    .isEqualTo(we == 0 ? 65534 : we);
        }
    }

    /** The second owner has no name on this machine, as in a container, and PostgreSQL wants one. */
    @ParameterizedTest
    @CsvSource({"1, 1", "54321, 65534"})
    void isTheOwnerOfTheFolderWhenRootStartsIt(int owner, int runsAs) throws IOException {
        assumeTrue(ChildUser.uid(Path.of("/proc/self")) == 0, "needs root");
        Path folder = Files.createDirectory(parent.resolve("data"));
        Files.setAttribute(folder, "unix:gid", owner);
        Files.setAttribute(folder, "unix:uid", owner);

        try (var postgres = EmbeddedPostgres.start(folder, BINARIES, PostgresTuning.THROWN_AWAY)) {
            assertThat(ChildUser.uid(Path.of("/proc/" + postgres.pid().orElseThrow())))
                    .isEqualTo(runsAs);
            assertThat(ChildUser.uid(folder.resolve("postgres"))).isEqualTo(runsAs);
        }
    }

    @Test
    void isANamespaceOfItsOwnWhereNobodyElseMayEnter() throws IOException {
        assumeTrue(ChildUser.uid(Path.of("/proc/self")) == 0, "needs root");
        assumeTrue(namespacesAreAllowed(), "needs user namespaces");
        Path home = Files.createDirectory(
                parent.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        for (int start = 0; start < 2; start++) {
            try (var postgres = EmbeddedPostgres.start(home.resolve("data"), BINARIES, PostgresTuning.THROWN_AWAY)) {
                assertThat(ChildUser.uid(home.resolve("data/postgres"))).isZero();
                assertThat(postgres.pid()).isPresent();
            }
        }
    }

    @Test
    void saysWhatToDoWhenTheFilesBelongToSomeoneElse() throws IOException {
        assumeTrue(ChildUser.uid(Path.of("/proc/self")) == 0, "needs root");
        Path folder = parent.resolve("data");
        EmbeddedPostgres.start(folder, BINARIES, PostgresTuning.THROWN_AWAY).close();
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, BINARIES, PostgresTuning.THROWN_AWAY))
                .isInstanceOf(PostgresProblem.class)
                .hasMessageContaining("start Vigie as an ordinary user")
                .hasMessageContaining("chmod o+x");
    }

    private static boolean namespacesAreAllowed() throws IOException {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
