package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void announcesTheServerAndWithdrawsIt() throws IOException {
        DataFolder folder = created();
        folder.announce(new DataFolder.Server("http://127.0.0.1:8080", 4711));

        assertThat(Files.readString(folder.path().resolve("server.json")))
                .isEqualTo("{\"url\":\"http://127.0.0.1:8080\",\"pid\":4711}\n");
        assertThat(folder.server()).contains(new DataFolder.Server("http://127.0.0.1:8080", 4711));

        folder.withdraw();
        assertThat(folder.server()).isEmpty();
    }

    @Test
    void belongsToOneProcessAtATime() throws IOException {
        DataFolder folder = created();
        var lock = folder.lock().orElseThrow();

        assertThat(folder.lock()).isEmpty();
        assertThat(folder.holder())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));

        lock.release();
        assertThat(folder.lock()).isPresent();
    }

    @Test
    void canBePassedButNotReadByOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(created().path())))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void leavesThePermissionsOfAFolderThatWasThere() throws IOException {
        Path mine = Files.createDirectory(
                parent.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        DataFolder.of(mine).create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mine)))
                .isEqualTo("rwx------");
    }

    private DataFolder created() throws IOException {
        DataFolder folder = DataFolder.of(parent.resolve("data"));
        folder.create();
        return folder;
    }
}
