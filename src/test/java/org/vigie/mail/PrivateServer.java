package org.vigie.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the system's servers, run as our child in a throw-away folder, so that it never meets the system's own. */
final class PrivateServer {
    static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Path folder;
    private final Path log;
    private final Thread hook = new Thread(this::end);
    private @Nullable Process process;

    PrivateServer(String name) throws IOException {
        this.name = name;
        folder = Files.createTempDirectory("vigie-" + name);
        log = folder.resolve("log");
        open(folder);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    /** A server's program is seldom on an ordinary user's PATH. */
    static Path program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not installed: ./vigie test installs it"));
    }

    /**
     * A port that is free now and stays so while a server is stopped: it lies below those that the kernel hands out to
     * clients.
     */
    static int freePort() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(HOST, port));
                return port;
            } catch (BindException taken) {
                // Another one, then.
            }
        }
        throw new IOException("No port is free");
    }

    Path folder() {
        return folder;
    }

    Path makeFolder(String name) throws IOException {
        return open(Files.createDirectory(folder.resolve(name)));
    }

    void write(String file, String text) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(file), text), PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** These servers work under users of their own, who must get in whatever our umask is. */
    private static Path open(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void start(String... command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Waits until it speaks: that a port takes connections says nothing yet of who works behind it. */
    void awaitGreeting(int port, String greeting) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String heard = "";
        while (!heard.startsWith(greeting)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(name + " does not answer but \"" + heard + "\": " + said());
            }
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port), 1000);
                socket.setSoTimeout(5000);
                heard = new String(socket.getInputStream().readNBytes(greeting.length()), StandardCharsets.US_ASCII);
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
    }

    String said() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "nothing";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Politely first, the whole family: Postfix's master is a grandchild that its parent leaves alone. */
    void stop() {
        if (process == null) {
            return;
        }
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroy);
        awaitEnd(family);
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family);
        process = null;
    }

    /** Not by onExit: it looks at grandchildren every few seconds only, and for ever where nobody buries them. */
    private static void awaitEnd(List<ProcessHandle> family) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (family.stream().anyMatch(PrivateServer::lives) && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** What is dead but not buried has no program any more. */
    private static boolean lives(ProcessHandle one) {
        return one.isAlive() && one.info().command().isPresent();
    }

    void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook itself runs, or will.
        }
    }

    private void end() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key and a certificate for localhost that vouches for itself. */
    static void certify(Path key, Path certificate) throws IOException, InterruptedException {
        var command = List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:" + HOST,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        var openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }
}
