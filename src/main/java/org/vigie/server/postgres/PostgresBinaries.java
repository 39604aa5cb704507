package org.vigie.server.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL on disk, unpacked once from the jar that carries them. Never one from PATH: another major
 * version could not read the cluster.
 */
record PostgresBinaries(Path home) {
    static final String MAJOR = "18";
    /** Change it with {@code postgres.binaries.version} in the POM; a test compares the two. */
    static final String VERSION = "18.6.0";

    private static final String MARK = ".unpacked";

    Path postgres() {
        return home.resolve("bin/postgres");
    }

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    static PostgresBinaries in(Path folder) {
        return in(folder, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static PostgresBinaries in(Path folder, String os, String arch) {
        String archive = archive(os, arch);
        Path home = folder.resolve("postgres-bin-" + VERSION);
        try {
            if (!isWhole(home)) {
                unpack(archive, os, arch, home);
            }
        } catch (IOException e) {
            throw problem(folder, e);
        }
        return new PostgresBinaries(home);
    }

    private static String archive(String os, String arch) {
        if (!os.toLowerCase(Locale.ROOT).contains("linux")) {
            throw PostgresProblem.noBinaries(os, arch);
        }
        return switch (arch) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> throw PostgresProblem.noBinaries(os, arch);
        };
    }

    /** Counted and not only marked: after a power cut the mark may be on disk and the files before it empty. */
    private static boolean isWhole(Path home) throws IOException {
        Path mark = home.resolve(MARK);
        return Files.isRegularFile(mark) && Files.readString(mark).equals(contents(home));
    }

    private static String contents(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            long count = 0;
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.endsWith(MARK)) {
                    count++;
                    bytes += Files.size(file);
                }
            }
            return count + " files, " + bytes + " bytes\n";
        }
    }

    private static void unpack(String archive, String os, String arch, Path home) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw PostgresProblem.noBinaries(os, arch);
            }
            Path folder = Files.createDirectories(home.toAbsolutePath().getParent());
            Path fresh = Files.createTempDirectory(folder, "postgres-bin-");
            try {
                untar(packed, fresh);
                Files.writeString(fresh.resolve(MARK), contents(fresh));
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                putInPlace(fresh, home);
            } finally {
                delete(fresh);
            }
        }
    }

    private static void untar(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, readableByAll((entry.getMode() & 0100) != 0));
                }
            }
        }
        // A strict umask would keep the user that PostgreSQL runs as out of the folders.
        try (Stream<Path> folders = Files.walk(into)) {
            for (Path folder : (Iterable<Path>) folders.filter(Files::isDirectory)::iterator) {
                Files.setPosixFilePermissions(folder, readableByAll(true));
            }
        }
    }

    private static Set<PosixFilePermission> readableByAll(boolean executable) {
        Set<PosixFilePermission> permissions =
                EnumSet.copyOf(PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        return permissions;
    }

    private static void putInPlace(Path fresh, Path home) throws IOException {
        if (Files.exists(home) && !isWhole(home)) {
            Path broken = Files.createTempDirectory(home.toAbsolutePath().getParent(), "postgres-bin-");
            Files.move(home, broken.resolve("broken"), StandardCopyOption.ATOMIC_MOVE);
            delete(broken);
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Two processes unpacked at once: whoever came first is as good.
            if (!isWhole(home)) {
                throw e;
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static PostgresProblem problem(Path folder, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left on device")
                ? PostgresProblem.diskFull(folder)
                : PostgresProblem.unwritable(folder, e);
    }
}
