package org.vigie.server;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.vigie.server.Vigie.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Written beside and renamed when whole: a file of that name is always a complete dump. */
@Command(name = "dump", mixinStandardHelpOptions = true)
final class Dump implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", descriptionKey = "dump.file")
    private Path file;

    Dump(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Remote remote = Remote.of(surroundings);
        Path target = file.toAbsolutePath();
        try (InputStream dump = remote.stream(remote.request("/dump"))) {
            Path fresh = Files.createTempFile(
                    target.getParent(),
                    "vigie-dump",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.copy(dump, fresh, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        surroundings.out().println(surroundings.speech().say("dumped", target, Files.size(target)));
        return 0;
    }
}
