package org.vigie.survival;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of its own, small, that a test can fill up. */
final class Fill implements AutoCloseable {
    private final Path disk;
    private final Path filler;

    /** Mounts one in memory, which takes root, or sudo without a question. */
    Fill(Path where, int megabytes) throws IOException, InterruptedException {
        disk = Files.createDirectories(where);
        filler = disk.resolve("filler");
        run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + megabytes + "m", "tmpfs", disk.toString());
    }

    Path disk() {
        return disk;
    }

    /** Leaves so much free, nothing for nought. */
    void leave(long megabytes) throws IOException {
        try (var file = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (free() > megabytes << 20) {
                file.write(ByteBuffer.allocate((int) Math.min(1 << 20, Math.max(4096, free() - (megabytes << 20)))));
            }
        } catch (IOException full) {
            if (megabytes > 0) {
                throw full;
            }
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(disk).getUsableSpace();
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var said = new StringBuilder();
        for (String[] as : new String[][] {{}, {"sudo", "-n"}}) {
            var whole = new java.util.ArrayList<>(java.util.List.of(as));
            whole.addAll(java.util.List.of(command));
            try {
                Process process =
                        new ProcessBuilder(whole).redirectErrorStream(true).start();
                said.append(new String(process.getInputStream().readAllBytes()));
                if (process.waitFor() == 0) {
                    return;
                }
            } catch (IOException noSudo) {
                said.append(noSudo.getMessage());
            }
        }
        throw new IOException("This test fills a real disk and needs to mount one, as root: " + said);
    }
}
