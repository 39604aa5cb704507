package org.vigie.bench;

import static org.vigie.bench.ChecksTargets.HTTP;
import static org.vigie.bench.ChecksTargets.ICMP;
import static org.vigie.bench.ChecksTargets.TCP;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.vigie.monitoring.BenchWheel;
import org.vigie.probe.HttpSpec;
import org.vigie.probe.IcmpSpec;
import org.vigie.probe.ProbeSpec;
import org.vigie.probe.TcpSpec;

/**
 * How many checks a minute, how late, at what cost. The targets live in a process of their own, which writes down when
 * each probe arrived; lateness is that time against the place of the check in its minute, not the wheel's own figure.
 */
public final class ChecksBench {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final long MINUTE = 60_000_000;
    private static final int WARM_UP = 8;

    /** A run: how many checks of each kind a minute, and how many seconds are measured. */
    private record Load(String name, int icmp, int tcp, int http, int seconds) {}

    private static final List<Load> LOADS = List.of(
            new Load("50 000 ICMP", 50_000, 0, 0, 20),
            new Load("50 000 ICMP + 50 000 TCP", 50_000, 50_000, 0, 40),
            new Load("20 000 HTTP", 0, 0, 20_000, 30),
            new Load("all three together", 50_000, 50_000, 20_000, 40));

    private final PrintStream out;

    private ChecksBench(PrintStream out) {
        this.out = out;
    }

    /** With {@code --peers} (or {@code --peers=zabbix,icinga2}) beside what the distribution has: see {@link Peers}. */
    static void run(PrintStream out, String[] args) throws Exception {
        for (String arg : args) {
            if (arg.equals("--peers") || arg.startsWith("--peers=")) {
                Peers.run(out, List.of(args));
                return;
            }
        }
        out.printf(
                "Checks: %d processors, heap at most %d MiB, %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
        var bench = new ChecksBench(out);
        for (Load load : LOADS) {
            bench.measure(load);
        }
        bench.compareWithFping();
    }

    private void measure(Load load) throws Exception {
        Path file = Files.createTempFile("arrivals", ".bin");
        Process targets = targets(file);
        try (var in = new BufferedReader(new InputStreamReader(targets.getInputStream(), StandardCharsets.UTF_8));
                var wheel = new BenchWheel()) {
            String[] ready = in.readLine().split(" ");
            if (load.icmp > 0 && !Boolean.parseBoolean(ready[2])) {
                out.println(load.name + ": left out, this system does not allow raw sockets");
                return;
            }
            fill(wheel, load, Integer.parseInt(ready[0]), Integer.parseInt(ready[1]));
            wheel.start();
            Thread.sleep(Duration.ofSeconds(WARM_UP));
            forgetPeak();
            long from = micros();
            long cpu = cpuNanos();
            Thread.sleep(Duration.ofSeconds(load.seconds));
            long to = micros();
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            long peak = peakKib();
            Thread.sleep(Duration.ofSeconds(3));
            String answers = String.format(
                    Locale.ROOT, "good %d, bad %d, unknown %d", wheel.good.get(), wheel.bad.get(), wheel.unknown.get());
            targets.getOutputStream().close();
            targets.waitFor();
            report(load, from, to, cpuSeconds, peak, answers, read(file));
        } finally {
            targets.destroy();
            Files.deleteIfExists(file);
        }
    }

    private static Process targets(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChecksTargets.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void fill(BenchWheel wheel, Load load, int tcpPort, int httpPort) {
        int[] counts = {load.icmp, load.tcp, load.http};
        for (int kind = ICMP; kind <= HTTP; kind++) {
            for (int i = 0; i < counts[kind]; i++) {
                wheel.add(id(kind, i), spec(kind, i, tcpPort, httpPort), INTERVAL);
            }
        }
    }

    private static UUID id(int kind, int index) {
        return new UUID(kind + 1L, index);
    }

    private static ProbeSpec spec(int kind, int index, int tcpPort, int httpPort) {
        String host = "127.1." + (index >> 8) + "." + (index & 0xff);
        return switch (kind) {
            case ICMP -> IcmpSpec.to(host);
            case TCP -> TcpSpec.to(host, tcpPort);
            default -> HttpSpec.get("http://" + host + ":" + httpPort + "/");
        };
    }

    private void report(
            Load load, long from, long to, double cpuSeconds, long peakKib, String answers, long[] arrivals) {
        int[] counts = {load.icmp, load.tcp, load.http};
        long[][] byCheck = new long[3][];
        for (int kind = 0; kind < 3; kind++) {
            byCheck[kind] = new long[counts[kind]];
            Arrays.fill(byCheck[kind], -1);
        }
        var slots = new long[3][];
        var planned = new boolean[3][];
        int total = 0;
        for (int kind = 0; kind < 3; kind++) {
            slots[kind] = new long[counts[kind]];
            planned[kind] = new boolean[counts[kind]];
            for (int i = 0; i < counts[kind]; i++) {
                long phase = BenchWheel.phaseNanos(id(kind, i), spec(kind, i, 1, 1), INTERVAL) / 1_000;
                slots[kind][i] = from + Math.floorMod(phase - from - WRAP, MINUTE);
                planned[kind][i] = slots[kind][i] < to;
                total += planned[kind][i] ? 1 : 0;
            }
        }
        for (long arrival : arrivals) {
            int kind = (int) (arrival >> 16) & 3;
            int index = (int) arrival & 0xffff;
            long at = arrival >> 18;
            // A clock read a moment apart may make a probe seem a little early.
            if (index < counts[kind] && planned[kind][index] && at >= slots[kind][index] - 2_000) {
                long late = Math.max(0, at - slots[kind][index]);
                if (late < MINUTE && byCheck[kind][index] < 0) {
                    byCheck[kind][index] = late;
                }
            }
        }
        long[] late = IntStream.range(0, 3)
                .mapToObj(kind -> byCheck[kind])
                .flatMapToLong(Arrays::stream)
                .filter(lateness -> lateness >= 0)
                .sorted()
                .toArray();
        out.printf(
                Locale.ROOT,
                "%s a minute, %d s: planned %d, arrived in slot %d (%.3f %%), late p50 %.1f ms, p99 %.1f ms, max %.1f ms; "
                        + "CPU %.1f s per million, %.1f %% of one core; peak RSS %d MiB; %s since the start%n",
                load.name,
                load.seconds,
                total,
                late.length,
                100.0 * late.length / total,
                at(late, 0.5),
                at(late, 0.99),
                at(late, 1),
                cpuSeconds * 1e6 / total,
                100 * cpuSeconds / load.seconds,
                peakKib >> 10,
                answers);
    }

    /** The simulator counts microseconds within 100 000 seconds, which is not a whole number of minutes. */
    private static final long WRAP =
            (InstantSource.system().instant().getEpochSecond() / 100_000 * 100_000) * 1_000_000 % MINUTE;

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e3;
    }

    private static long micros() {
        Instant now = InstantSource.system().instant();
        return (now.getEpochSecond() % 100_000) * 1_000_000 + now.getNano() / 1_000;
    }

    private static long[] read(Path file) throws IOException {
        long[] numbers = new long[(int) (Files.size(file) / 8)];
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readLong();
            }
        }
        return numbers;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void forgetPeak() throws IOException {
        Path refs = Path.of("/proc/self/clear_refs");
        if (Files.isWritable(refs)) {
            Files.writeString(refs, "5");
        }
    }

    private static long peakKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** The same echoes from the program made for nothing else. */
    private void compareWithFping() throws Exception {
        int hosts = 15_000;
        var list = new ArrayList<String>();
        for (int i = 0; i < hosts; i++) {
            list.add("127.1." + (i >> 8) + "." + (i & 0xff));
        }
        Path file = Files.write(Files.createTempFile("hosts", ".txt"), list);
        try {
            Process fping = new ProcessBuilder("fping", "-q", "-c", "1", "-i", "1", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Duration cpu = Duration.ZERO;
            while (fping.isAlive()) {
                cpu = fping.info().totalCpuDuration().orElse(cpu);
                Thread.sleep(20);
            }
            out.printf(
                    Locale.ROOT,
                    "fping, %d echoes 1 ms apart: CPU %.1f s per million%n",
                    hosts,
                    cpu.toNanos() / 1e9 * 1e6 / hosts);
        } catch (IOException absent) {
            out.println("fping is not installed: no comparison");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
