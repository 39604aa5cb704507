package org.vigie.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the shop beside Vigie, throws its switch, ends it. */
final class ShopProcess {
    private final Path certificates;
    private final int httpPort;
    private final int httpsPort;
    private @Nullable Process process;
    private ShopMood mood = ShopMood.DEAD;

    ShopProcess(Path certificates) throws IOException {
        this.certificates = certificates;
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            httpPort = one.getLocalPort();
            httpsPort = other.getLocalPort();
        }
    }

    int httpPort() {
        return httpPort;
    }

    int httpsPort() {
        return httpsPort;
    }

    synchronized ShopMood mood() {
        return process != null && process.isAlive() ? mood : ShopMood.DEAD;
    }

    synchronized void turn(ShopMood wanted) throws IOException {
        if (wanted == ShopMood.DEAD) {
            kill();
        } else {
            if (process == null || !process.isAlive()) {
                start();
            }
            var out = java.util.Objects.requireNonNull(process).getOutputStream();
            out.write((wanted.word() + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        mood = wanted;
    }

    private void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shop.class.getName(),
                        Integer.toString(httpPort),
                        Integer.toString(httpsPort),
                        certificates.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String first = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(first)) {
            throw new IOException("the shop did not start");
        }
    }

    private void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        process = null;
    }

    synchronized void end() {
        kill();
    }
}
