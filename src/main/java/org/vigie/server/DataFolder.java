package org.vigie.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder that holds everything a server keeps on disk, and the files by which other commands find the server. */
record DataFolder(Path path) {

    /** Where the server answers and which process it is; the content of {@code server.json}. */
    record Server(String url, long pid) {}

    static DataFolder of(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    Path masterKey() {
        return path.resolve("master.key");
    }

    /** Where a restore works until everything is in its place; a folder that holds it is not one to start on. */
    Path unfinishedRestore() {
        return path.resolve("restore.unfinished");
    }

    /** What the last restore left to be told to the audit trail. */
    Path restoreNote() {
        return path.resolve("restored.json");
    }

    Path log() {
        return path.resolve("log").resolve("vigie.log");
    }

    private Path serverFile() {
        return path.resolve("server.json");
    }

    /** Others may pass but not look, because PostgreSQL's user has to reach its own files. */
    void create() throws IOException {
        createPassable(path);
        createPassable(path.resolve("log"));
    }

    static void createPassable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** Keeps the folder for this process, until the process ends in whatever way; empty when another one has it. */
    Optional<FileLock> lock() throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve("vigie.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The process that holds the folder, as it wrote into the lock. */
    String holder() throws IOException {
        return Files.readString(path.resolve("vigie.lock")).strip();
    }

    void announce(Server server) throws IOException {
        Path fresh = path.resolve("server.json.new");
        Files.writeString(fresh, JsonMapper.shared().writeValueAsString(server) + "\n");
        Files.move(fresh, serverFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void withdraw() throws IOException {
        Files.deleteIfExists(serverFile());
    }

    Optional<Server> server() throws IOException {
        if (!Files.exists(serverFile())) {
            return Optional.empty();
        }
        JsonNode json = JsonMapper.shared().readTree(Files.readString(serverFile()));
        return Optional.of(
                new Server(json.path("url").asString(), json.path("pid").asLong()));
    }

    /** Readable by nobody else from its first byte on; the former one is replaced whole. */
    void writeAdminToken(String token) throws IOException {
        Path fresh = path.resolve("admin.token.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token + "\n");
        Files.move(fresh, path.resolve("admin.token"), StandardCopyOption.ATOMIC_MOVE);
    }

    Optional<String> adminToken() throws IOException {
        Path file = path.resolve("admin.token");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
