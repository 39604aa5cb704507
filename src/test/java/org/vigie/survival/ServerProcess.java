package org.vigie.survival;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real server as a process of its own, as {@code ./vigie up} starts it, to be watched and killed from outside. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final HttpClient http = Caller.client();
    private final Path data;
    private final Path console;
    private final Map<String, String> environment;
    private final List<String> options;
    private @Nullable Process process;
    private String url = "";
    private String token = "";

    /** @param console file that gets what it says, which is not in the data folder */
    public ServerProcess(Path data, Path console, Map<String, String> environment, String... options) {
        this.data = data;
        this.console = console;
        this.environment = environment;
        this.options = List.of(options);
    }

    /** Starts and waits until it is ready. */
    public void start() throws Exception {
        spawn();
        await("the server is ready", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended: " + said());
            }
            return Files.exists(data.resolve("server.json"))
                    && find() != null
                    && call().get("/health/ready", "en").statusCode() == 200;
        });
    }

    private void spawn() throws IOException {
        Files.deleteIfExists(data.resolve("server.json"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.vigie.server.Vigie",
                "up",
                "--data",
                data.toString(),
                "--port",
                "0"));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("VIGIE_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private @Nullable String find() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(Files.readString(data.resolve("server.json")));
        if (json.path("pid").asLong() != process.pid()) {
            return null;
        }
        url = json.path("url").asString();
        token = Files.readString(data.resolve("admin.token")).strip();
        return url;
    }

    public String url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public String said() throws IOException {
        return Files.exists(console) ? Files.readString(console) : "";
    }

    /** Asks the server as it runs now. */
    public Caller call() {
        return new Caller(http, url, token);
    }

    /** A superuser's own look into the embedded database, past every fence and past the server. */
    public Connection lookInside() throws IOException, SQLException {
        var lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/vigie",
                "postgres",
                Files.readString(data.resolve("postgres.password")).strip());
    }

    public long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** kill -9 of the Java process. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** kill -9 of PostgreSQL's first process. */
    public void killPostmaster() throws IOException, InterruptedException {
        signal(postmaster(), "KILL");
    }

    public static void signal(long pid, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    public static void await(String what, Callable<Boolean> holds) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        while (System.nanoTime() < until) {
            try {
                if (holds.call()) {
                    return;
                }
                last = null;
            } catch (IllegalStateException | AssertionError given) {
                throw given;
            } catch (Exception notYet) {
                last = notYet;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what, last);
    }

    /** Does it, and prints what the server said when it fails. */
    void witness(Test test) throws Exception {
        try {
            test.run();
        } catch (Exception | AssertionError failure) {
            System.out.println(said());
            throw failure;
        }
    }

    /** A part of a test. */
    interface Test {
        void run() throws Exception;
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
