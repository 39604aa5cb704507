package org.vigie.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** {@link ChecksTargets} in its process, and what it wrote down: the only counter that a comparison may use. */
final class Simulator implements AutoCloseable {
    private final Path file;
    private final Process process;
    private final BufferedReader said;
    final int tcpPort;
    final boolean countsEchoes;

    Simulator() throws IOException {
        file = Files.createTempFile("arrivals", ".bin");
        process = new ProcessBuilder(
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
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] ready = said.readLine().split(" ");
        tcpPort = Integer.parseInt(ready[0]);
        countsEchoes = Boolean.parseBoolean(ready[2]);
    }

    /** How many different targets were probed so far. */
    int met() throws IOException {
        process.getOutputStream().write('?');
        process.getOutputStream().flush();
        return Integer.parseInt(said.readLine());
    }

    /** @param probes all that arrived within the window, @param inSlot those that one planned for each slot asks for */
    record Count(int probes, int inSlot) {}

    /**
     * Ends the simulator and counts the window: probes of one target nearer than half an interval are one probe (a
     * packet sent twice is no second check), and a target fills at most as many slots as there were.
     */
    Count count(Peer.Load load, long fromMicros, long toMicros, int slots) throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
        long apart = load.intervalSeconds() * 500_000L;
        long[][] last = new long[2][load.hosts()];
        int[][] met = new int[2][load.hosts()];
        int probes = 0;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file) / 8; left > 0; left--) {
                long arrival = in.readLong();
                int kind = (int) (arrival >> 16) & 3;
                int host = (int) arrival & 0xffff;
                long at = arrival >> 18;
                if (kind <= ChecksTargets.TCP && host < load.hosts() && at >= fromMicros && at < toMicros) {
                    if (last[kind][host] == 0 || at - last[kind][host] >= apart) {
                        last[kind][host] = at;
                        met[kind][host]++;
                        probes++;
                    }
                }
            }
        }
        int inSlot = Arrays.stream(met)
                .flatMapToInt(Arrays::stream)
                .map(times -> Math.min(times, slots))
                .sum();
        return new Count(probes, inSlot);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(file);
    }
}
