package org.vigie.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.vigie.shared.SelfCheck;
import org.vigie.shared.Words;

/** Room on the disk that holds the data folder. PostgreSQL stops when its log of changes cannot grow. */
@Component
class DiskSpace implements SelfCheck {
    private static final long MB = 1L << 20;

    /** PostgreSQL takes room for its log of changes in pieces of this size. */
    private static final long NOTHING_GOES_IN = 16 * MB;

    private final String folder;

    DiskSpace(@Value("${vigie.data:}") String folder) {
        this.folder = folder;
    }

    @Override
    public String part() {
        return "disk";
    }

    @Override
    public Finding look() {
        if (folder.isEmpty()) {
            return Finding.UP;
        }
        Path where = Path.of(folder).toAbsolutePath();
        try {
            FileStore disk = Files.getFileStore(where);
            return judge(where, disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            return new Finding(State.DOWN, Words.of("health.disk.unreadable", where, String.valueOf(e.getMessage())));
        }
    }

    /** Low is a twentieth of the disk, at most a gigabyte and at least four pieces of PostgreSQL's log. */
    static Finding judge(Path where, long free, long total) {
        if (free < NOTHING_GOES_IN) {
            return new Finding(State.DOWN, Words.of("health.disk.full", where, Long.toString(free / MB)));
        }
        if (free < Math.clamp(total / 20, 4 * NOTHING_GOES_IN, 1024 * MB)) {
            return new Finding(State.WARNING, Words.of("health.disk.low", where, Long.toString(free / MB)));
        }
        return Finding.UP;
    }
}
