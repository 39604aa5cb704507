package org.vigie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes that were started together, with everything that they started: their CPU, memory and end. Linux only. */
final class ProcessTree implements Peer.Started {
    private static final double TICKS_A_SECOND = 100;

    private final List<Process> roots = new ArrayList<>();

    @Override
    public Process run(Path output, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        roots.add(process);
        return process;
    }

    boolean isAlive() {
        return roots.stream().allMatch(Process::isAlive);
    }

    private List<ProcessHandle> all() {
        return roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root.toHandle()), root.descendants()))
                .toList();
    }

    /** Own time of the living plus what they collected of their ended children: a plugin counts once it is over. */
    double cpuSeconds() {
        long ticks = 0;
        for (ProcessHandle process : all()) {
            try {
                String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                // The name of the program stands in brackets and may hold spaces.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                for (int field = 11; field <= 14; field++) {
                    ticks += Long.parseLong(fields[field]);
                }
            } catch (IOException ended) {
                continue;
            }
        }
        return ticks / TICKS_A_SECOND;
    }

    /** Shared pages are counted once, as the kernel divides them. */
    long memoryKib() {
        long kib = 0;
        for (ProcessHandle process : all()) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
                kib += lines.filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException | java.io.UncheckedIOException ended) {
                continue;
            }
        }
        return kib;
    }

    /** The last started first; who does not end within ten seconds is killed, and nothing is left behind. */
    void stop() throws InterruptedException {
        for (Process root : roots.reversed()) {
            List<ProcessHandle> below = root.descendants().toList();
            root.destroy();
            if (!root.waitFor(Duration.ofSeconds(10))) {
                root.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
