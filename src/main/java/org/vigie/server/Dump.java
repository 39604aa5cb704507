package org.vigie.server;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.server.Vigie.Surroundings;
import org.vigie.server.dump.DumpFrames;
import org.vigie.server.dump.UnreadableDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Written beside and renamed when whole: a file of that name is always a complete dump. */
@Command(name = "dump", mixinStandardHelpOptions = true)
final class Dump implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", descriptionKey = "dump.file")
    private Path file;

    @Option(names = "--replace", descriptionKey = "dump.replace")
    private boolean replace;

    Dump(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private record Taken(long rows, String fingerprint) {}

    @Override
    public Integer call() throws Exception {
        Speech speech = surroundings.speech();
        Remote remote = Remote.of(surroundings);
        Path target = file.toAbsolutePath();
        refuse(target);
        Taken taken;
        try (InputStream dump = remote.stream(remote.request("/dump"))) {
            taken = receive(dump, target);
        }
        surroundings.out().println(speech.say("dumped", target, taken.rows(), Files.size(target)));
        surroundings.out().println(speech.say("dumped.key", taken.fingerprint()));
        surroundings.out().println(speech.say("dumped.restore", target));
        return 0;
    }

    /** Before the server begins to work: it would be for nothing. */
    private void refuse(Path target) {
        Speech speech = surroundings.speech();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(speech.say("dump.no-folder", String.valueOf(folder)));
        }
        if (Files.isDirectory(target)) {
            throw new Failure(speech.say("dump.is-folder", target));
        }
        if (Files.exists(target) && !replace) {
            throw new Failure(speech.say("dump.exists", target));
        }
    }

    private Taken receive(InputStream dump, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(part);
        boolean renamed = false;
        try (FileChannel written = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            Taken taken = copy(dump, Channels.newOutputStream(written));
            written.force(true);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            renamed = true;
            return taken;
        } finally {
            if (!renamed) {
                Files.deleteIfExists(part);
            }
        }
    }

    private Taken copy(InputStream dump, OutputStream to) throws IOException {
        Speech speech = surroundings.speech();
        var received = new Received(dump, to);
        var progress = new Progress(surroundings.err(), rows -> speech.say("dump.progress", rows, received.bytes));
        try {
            var frames = new DumpFrames(received);
            DumpFrames.Frame frame = frames.next();
            while (!frame.last()) {
                progress.at(frame.rows());
                frame = frames.next();
            }
            return new Taken(frame.rows(), frames.fingerprint());
        } catch (UnreadableDump broken) {
            throw new Failure(speech.say("dump.broken"));
        } catch (IOException e) {
            throw new Failure(
                    received.failed == null
                            ? speech.say("dump.broken")
                            : speech.say("dump.unwritable", String.valueOf(received.failed.getMessage())));
        }
    }

    /** What is read is written, as it came. */
    private static final class Received extends FilterInputStream {
        private final OutputStream to;
        private long bytes;
        private @Nullable IOException failed;

        Received(InputStream from, OutputStream to) {
            super(new BufferedInputStream(from, 1 << 17));
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            if (some > 0) {
                try {
                    to.write(into, offset, some);
                } catch (IOException e) {
                    failed = e;
                    throw e;
                }
                bytes += some;
            }
            return some;
        }
    }
}
