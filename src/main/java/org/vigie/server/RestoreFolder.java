package org.vigie.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data folder of a restore. Everything is made in {@code restore.unfinished} inside it, on the same disk even where
 * the folder is a mount point, and goes to its place at the end, the database last. While it is there, no server starts
 * on the folder; what a killed restore left in it is removed by the next one.
 */
final class RestoreFolder implements AutoCloseable {
    private static final long OLD_ONE_MAY_STOP_FOR = 20_000_000_000L;
    /** Of the work only; a server makes its own. */
    private static final List<String> LEFT_BEHIND = List.of("log", "vigie.lock");

    private final DataFolder target;
    private final DataFolder work;
    private final boolean made;
    private final FileLock lock;

    private RestoreFolder(DataFolder target, boolean made, FileLock lock) {
        this.target = target;
        this.work = DataFolder.of(target.unfinishedRestore());
        this.made = made;
        this.lock = lock;
    }

    /** Refuses a folder in which anything is. */
    static void requireEmpty(DataFolder target, Speech speech) throws IOException {
        Path folder = target.path();
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new Failure(speech.say("restore.not-a-folder", folder));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !entry.equals(target.unfinishedRestore()) && !entry.endsWith("lost+found"))
                    .sorted()
                    .findFirst()
                    .ifPresent(entry -> {
                        throw new Failure(speech.say("restore.not-empty", folder, entry.getFileName()));
                    });
        }
    }

    static RestoreFolder open(DataFolder target, Speech speech) throws IOException {
        boolean made = !Files.exists(target.path());
        DataFolder work = DataFolder.of(target.unfinishedRestore());
        if (Files.exists(work.path())) {
            try (FileLock held = work.lock().orElseThrow(() -> inUse(target, speech))) {
                awaitItsDatabase(work.path());
            }
            delete(work.path());
        }
        DataFolder.createPassable(target.path());
        DataFolder.createPassable(work.path());
        return new RestoreFolder(target, made, work.lock().orElseThrow(() -> inUse(target, speech)));
    }

    private static Failure inUse(DataFolder target, Speech speech) {
        return new Failure(speech.say("restore.in-use", target.path()));
    }

    /** The PostgreSQL of a killed restore stops by itself, a moment later. */
    private static void awaitItsDatabase(Path work) throws IOException {
        Path lockFile = work.resolve("postgres").resolve("postmaster.pid");
        long deadline = System.nanoTime() + OLD_ONE_MAY_STOP_FOR;
        while (isAlive(lockFile) && System.nanoTime() < deadline) {
            pause();
        }
    }

    private static boolean isAlive(Path lockFile) throws IOException {
        try {
            String pid =
                    Files.readString(lockFile).lines().findFirst().orElse("").strip();
            return !pid.matches("\\d{1,9}")
                    || ProcessHandle.of(Long.parseLong(pid)).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    DataFolder work() {
        return work;
    }

    /** Puts everything in its place. Once the database is there the restore has happened. */
    void finish() throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(work.path())) {
            entries = all.filter(
                            entry -> !LEFT_BEHIND.contains(entry.getFileName().toString()))
                    .sorted(Comparator.comparing(entry -> entry.endsWith("postgres")))
                    .toList();
        }
        for (Path entry : entries) {
            flush(entry);
            Files.move(entry, target.path().resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        flush(target.path());
        lock.release();
        delete(work.path());
        flush(target.path());
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Leaves no trace of a restore that failed. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(work.path())) {
            return;
        }
        if (lock.isValid()) {
            lock.release();
        }
        delete(work.path());
        if (made) {
            Files.deleteIfExists(target.path());
        }
    }

    /** Again and again for a while: a PostgreSQL that stops still writes here and there. */
    private static void delete(Path folder) throws IOException {
        long deadline = System.nanoTime() + OLD_ONE_MAY_STOP_FOR;
        while (true) {
            try {
                deleteOnce(folder);
                return;
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void deleteOnce(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
