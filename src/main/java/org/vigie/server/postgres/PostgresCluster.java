package org.vigie.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The database files in the data folder, made once by {@code initdb}, and the superuser's password beside them. */
record PostgresCluster(Path folder, Path files, PostgresBinaries binaries, ChildUser user, String password) {
    private static final long NEEDED_AT_FIRST = 300L << 20;

    static PostgresCluster open(Path folder, Path binariesFolder, boolean durable) {
        Path where = folder.toAbsolutePath().normalize();
        try {
            createFolder(where);
            Path files = where.resolve("postgres");
            boolean made = Files.exists(files.resolve("PG_VERSION"));
            if (!made && Files.getFileStore(where).getUsableSpace() < NEEDED_AT_FIRST) {
                throw PostgresProblem.diskFull(where);
            }
            PostgresBinaries binaries =
                    PostgresBinaries.in(binariesFolder.toAbsolutePath().normalize());
            ChildUser user = ChildUser.of(where, files, binaries);
            if (made) {
                requireOurMajor(files);
            }
            var cluster = new PostgresCluster(where, files, binaries, user, password(where, made));
            if (!made) {
                cluster.initialise(durable);
            }
            return cluster;
        } catch (IOException e) {
            throw PostgresBinaries.problem(where, e);
        }
    }

    /** Others may pass but not look: PostgreSQL's user must reach its files, and each secret has its own 0600. */
    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    private static void requireOurMajor(Path files) throws IOException {
        String major = Files.readString(files.resolve("PG_VERSION")).strip();
        if (!major.equals(PostgresBinaries.MAJOR)) {
            throw PostgresProblem.otherMajor(files, major, PostgresBinaries.MAJOR);
        }
    }

    private static String password(Path folder, boolean made) throws IOException {
        Path file = folder.resolve("postgres.password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        if (made) {
            throw PostgresProblem.passwordLost(file);
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        writeSecret(file, password + "\n");
        return password;
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** Into a folder beside, renamed when whole: an initialisation that was cut short is simply done again. */
    private void initialise(boolean durable) throws IOException {
        Path fresh = folder.resolve("postgres.new");
        PostgresBinaries.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path secret = folder.resolve("postgres.password.new");
        writeSecret(secret, password + "\n");
        try {
            user.own(secret);
            user.own(fresh);
            var program = new ArrayList<>(List.of(
                    binaries.initdb().toString(),
                    "--pgdata=" + fresh,
                    "--username=postgres",
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions"));
            if (!durable) {
                program.add("--no-sync");
            }
            Process process = ChildUser.builder(user.command(program))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw PostgresProblem.failed("initdb", folder, output);
            }
            Files.move(fresh, files, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PostgresProblem.interrupted();
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    /** Where PostgreSQL writes its own log, one file a weekday. */
    Path logFolder() throws IOException {
        Path log = Files.createDirectories(folder.resolve("log"));
        Path own = log.resolve("postgres");
        if (!Files.isDirectory(own)) {
            Files.createDirectory(own);
        }
        user.own(own);
        return own;
    }

    Path lockFile() {
        return files.resolve("postmaster.pid");
    }
}
