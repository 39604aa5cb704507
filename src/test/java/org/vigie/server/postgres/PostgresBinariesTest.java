package org.vigie.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, riscv64"})
    void namesTheWayOutOnAnotherPlatform(String os, String arch) {
        assertThatThrownBy(() -> PostgresBinaries.in(folder, os, arch))
                .isInstanceOf(PostgresProblem.class)
                .hasMessageContaining(os + " on " + arch)
                .hasMessageContaining("VIGIE_DATABASE_URL");
    }

    @ParameterizedTest
    @CsvSource({"Linux, amd64", "Linux, aarch64"})
    void carriesBothKindsOfLinux(String os, String arch) {
        assertThat(PostgresBinaries.in(folder, os, arch).postgres()).isExecutable();
    }

    @Test
    void unpacksAgainWhatIsNotWhole() throws IOException {
        PostgresBinaries first = PostgresBinaries.in(folder);
        Path whole = first.home().resolve("share/postgresql/postgres.bki");
        long size = Files.size(whole);
        Files.writeString(whole, "");

        PostgresBinaries.in(folder);

        assertThat(whole).hasSize(size);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(first.home());
        }
    }

    @Test
    void isTheVersionOfThePom() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<postgres.binaries.version>" + PostgresBinaries.VERSION + "</");
    }
}
