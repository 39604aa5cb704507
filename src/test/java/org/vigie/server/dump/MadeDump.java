package org.vigie.server.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.MasterKey;

/** Dumps for tests: of a database, or of nothing with any contents. */
public final class MadeDump {
    private MadeDump() {}

    public static Path of(DataSource database, MasterKey key, Path file) throws IOException, SQLException {
        try (OutputStream out = Files.newOutputStream(file)) {
            snapshot(database, key).write("(test)", out);
        }
        return file;
    }

    static Snapshot snapshot(DataSource database, MasterKey key) {
        return new Snapshot(database, FencedTransactions.on(database), key);
    }

    /** Without a row, and with one migration that nobody has written yet. */
    public static Path ofAVigieToCome(MasterKey key, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var writer = new DumpWriter(key, out);
            writer.contents(new Contents(
                    Contents.FORMAT,
                    "9.0",
                    Instant.parse("2031-01-01T00:00:00Z"),
                    List.of(new Contents.Migration("203101010000", "telepathy", 1)),
                    List.of(),
                    List.of()));
            writer.end();
        }
        return file;
    }

    public static Path ofAnotherFormat(MasterKey key, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var writer = new DumpWriter(key, out);
            writer.contents(new Contents(2, "9.0", Instant.EPOCH, List.of(), List.of(), List.of()));
            writer.end();
        }
        return file;
    }

    /** The sealed form of anything at all. */
    public static byte[] sealed(MasterKey key, byte[] clear, long rows) throws IOException {
        var file = new java.io.ByteArrayOutputStream();
        try (var out = DumpCipher.sealing(key, file, () -> rows)) {
            out.write(clear);
        }
        return file.toByteArray();
    }
}
