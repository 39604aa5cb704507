package org.vigie.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the machine from its kernel's files, on one thread of its own: a hung network disk may hold that thread, never
 * a loop. Inside a container with limits, CPU and memory are those of the container.
 */
final class HostMetrics {
    /** CPU time in ticks or microseconds: what was used of what could be. */
    record Cpu(double used, double possible, Map<String, Double> byMode) {}

    record Memory(double totalBytes, double usedBytes) {}

    record Load(double one, double five, double fifteen, int cores) {}

    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");

    private final Path proc;
    private final Path cgroup;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1_000),
            Thread.ofPlatform().daemon().name("vigie-host").factory());

    HostMetrics() {
        this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    HostMetrics(Path proc, Path cgroup) {
        this.proc = proc;
        this.cgroup = cgroup;
    }

    boolean isReadable() {
        return Files.isReadable(proc.resolve("stat"));
    }

    Path proc() {
        return proc;
    }

    /** False when too many wait already. */
    boolean run(Runnable reading) {
        try {
            thread.execute(reading);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Totals since the start of the machine (or of the container); the difference of two is a usage. */
    Cpu cpu() throws IOException {
        Cpu limited = cpuOfContainer();
        if (limited != null) {
            return limited;
        }
        String[] field = lines("stat").getFirst().trim().split("\\s+");
        var modes = new HashMap<String, Double>();
        double total = 0;
        for (int i = 0; i < MODES.size() && i + 1 < field.length; i++) {
            double ticks = Double.parseDouble(field[i + 1]);
            modes.put(MODES.get(i), ticks);
            total += ticks;
        }
        double idle = modes.getOrDefault("idle", 0.0) + modes.getOrDefault("iowait", 0.0);
        return new Cpu(total - idle, total, modes);
    }

    private @Nullable Cpu cpuOfContainer() throws IOException {
        Path max = cgroup.resolve("cpu.max");
        Path stat = cgroup.resolve("cpu.stat");
        if (!Files.isReadable(max) || !Files.isReadable(stat)) {
            return null;
        }
        String[] quota = Files.readString(max).trim().split("\\s+");
        if (quota.length < 2 || quota[0].equals("max")) {
            return null;
        }
        double cores = Double.parseDouble(quota[0]) / Double.parseDouble(quota[1]);
        for (String line : Files.readAllLines(stat, StandardCharsets.US_ASCII)) {
            if (line.startsWith("usage_usec ")) {
                double possible = System.nanoTime() / 1_000.0 * cores;
                return new Cpu(Double.parseDouble(line.substring(11).trim()), possible, Map.of());
            }
        }
        return null;
    }

    Memory memory() throws IOException {
        var kib = new HashMap<String, Double>();
        for (String line : lines("meminfo")) {
            String[] field = line.split("[:\\s]+");
            if (field.length >= 2) {
                kib.put(field[0], Double.parseDouble(field[1]));
            }
        }
        double total = kib.getOrDefault("MemTotal", 0.0) * 1024;
        double available = kib.getOrDefault("MemAvailable", kib.getOrDefault("MemFree", 0.0)) * 1024;
        Memory limited = memoryOfContainer(total);
        return limited == null ? new Memory(total, total - available) : limited;
    }

    private @Nullable Memory memoryOfContainer(double machine) throws IOException {
        Path max = cgroup.resolve("memory.max");
        Path current = cgroup.resolve("memory.current");
        if (!Files.isReadable(max) || !Files.isReadable(current)) {
            return null;
        }
        String limit = Files.readString(max).trim();
        if (limit.equals("max") || Double.parseDouble(limit) >= machine) {
            return null;
        }
        double cache = 0;
        Path stat = cgroup.resolve("memory.stat");
        if (Files.isReadable(stat)) {
            for (String line : Files.readAllLines(stat, StandardCharsets.US_ASCII)) {
                if (line.startsWith("inactive_file ")) {
                    cache = Double.parseDouble(line.substring(14).trim());
                }
            }
        }
        double used = Double.parseDouble(Files.readString(current).trim()) - cache;
        return new Memory(Double.parseDouble(limit), Math.max(0, used));
    }

    Load load() throws IOException {
        String[] field = lines("loadavg").getFirst().trim().split("\\s+");
        int cores = (int) lines("stat").stream()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count();
        return new Load(
                Double.parseDouble(field[0]),
                Double.parseDouble(field[1]),
                Double.parseDouble(field[2]),
                Math.max(1, cores));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(proc.resolve(file), StandardCharsets.UTF_8);
    }

    void close() {
        thread.shutdownNow();
    }
}
