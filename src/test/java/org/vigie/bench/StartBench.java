package org.vigie.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long {@code ./vigie up} takes until the first page is there: on an empty folder, and on one that has been used;
 * and what it then holds in memory, its PostgreSQL included. Built and trained beforehand, which is not counted. The
 * processor time is told as well: it is what a busy machine changes least.
 */
final class StartBench {
    private static final int RUNS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private StartBench() {}

    static void run(PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("vigie-start-bench");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        var first = new double[RUNS];
        var second = new double[RUNS];
        var memory = new double[RUNS];
        var firstWork = new double[RUNS];
        var secondWork = new double[RUNS];
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            out.println("building and training…");
            start(folder.resolve("training"), http).stop();
            for (int run = 0; run < RUNS; run++) {
                Path data = folder.resolve("data-" + run);
                Started fresh = start(data, http);
                first[run] = fresh.seconds;
                firstWork[run] = fresh.work;
                fresh.stop();
                Started again = start(data, http);
                second[run] = again.seconds;
                secondWork[run] = again.work;
                Thread.sleep(10_000);
                memory[run] = again.megabytes();
                again.stop();
                out.printf(
                        Locale.ROOT,
                        "run %d: first start %.2f s (%.2f CPU s), second %.2f s (%.2f CPU s), %.0f MB%n",
                        run + 1,
                        first[run],
                        firstWork[run],
                        second[run],
                        secondWork[run],
                        memory[run]);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        out.printf(
                Locale.ROOT,
                "medians of %d: first start of an empty folder %.2f s (%.2f CPU s), second start to the first page "
                        + "%.2f s (%.2f CPU s), %.0f MB resident (Java and PostgreSQL, proportional shares, 10 s after the start)%n",
                RUNS,
                median(first),
                median(firstWork),
                median(second),
                median(secondWork),
                median(memory));
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private record Started(Process process, double seconds, double work) {
        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }

        /** Memory shared between PostgreSQL's processes is counted once, which resident sizes would not. */
        double megabytes() throws IOException {
            var all = new ArrayList<>(List.of(process.toHandle()));
            process.descendants().forEach(all::add);
            long kilobytes = 0;
            for (ProcessHandle one : all) {
                for (String line : Files.readAllLines(Path.of("/proc/" + one.pid() + "/smaps_rollup"))) {
                    if (line.startsWith("Pss:")) {
                        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
                    }
                }
            }
            return kilobytes / 1024.0;
        }
    }

    /** Of the process and all that it started, also what has ended since. */
    private static double work(Process process) throws IOException {
        var all = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(all::add);
        long ticks = 0;
        for (ProcessHandle one : all) {
            String stat = Files.readString(Path.of("/proc/" + one.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks / 100.0;
    }

    private static Started start(Path data, HttpClient http) throws Exception {
        var builder = new ProcessBuilder("./vigie", "up", "--data", data.toString(), "--port", "0")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("VIGIE_"));
        long began = System.nanoTime();
        Process process = builder.start();
        Path announced = data.resolve("server.json");
        while (System.nanoTime() - began < PATIENCE.toNanos() && process.isAlive()) {
            if (Files.exists(announced)) {
                var server = JsonMapper.shared().readTree(Files.readString(announced));
                if (server.path("pid").asLong() == process.pid()) {
                    var page = http.send(
                            HttpRequest.newBuilder(URI.create(server.path("url").asString() + "/"))
                                    .header("Accept", "text/html")
                                    .build(),
                            BodyHandlers.ofString());
                    if (page.statusCode() == 200) {
                        return new Started(process, (System.nanoTime() - began) / 1e9, work(process));
                    }
                }
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new IllegalStateException("./vigie up gave no page");
    }
}
