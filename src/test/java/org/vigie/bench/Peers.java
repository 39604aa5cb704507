package org.vigie.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Vigie beside the distribution's own: {@code ./vigie bench checks --peers}. Same targets, same interval, one system at
 * a time on the same machine, its database counted with it, and the simulator alone counts. A load is valid when 99 % of
 * its slots were filled; loads double until one is not, so the whole takes up to 50 minutes ({@code
 * --peers=vigie,icinga2} runs these only, {@code --load=6000} that many checks a minute only, {@code --most=96000} ends
 * the doubling).
 */
final class Peers {
    private static final int INTERVAL = 20;
    private static final int SLOTS = 2;
    private static final double VALID = 0.99;
    private static final int FIRST_LOAD = 12_000;
    private static final int MOST_LOAD = 192_000;
    private static final Duration START_AT_MOST = Duration.ofMinutes(15);
    private static final Duration WARM_UP_AT_MOST = Duration.ofMinutes(3);
    private static final Duration STILL = Duration.ofSeconds(30);

    private static final List<Peer> ALL =
            List.of(new VigiePeer(), new Icinga2Peer(), new ZabbixPeer(), new BlackboxPeer(), new Nagios4Peer());

    /** @param share of the slots that were filled */
    private record Trial(int perMinute, double share, double probesPerSecond, double cpuPerMillion, long peakMib) {
        boolean valid() {
            return share >= VALID;
        }
    }

    private record Standing(String name, Trial best) {}

    private final PrintStream out;
    private final int first;
    private final int most;

    private Peers(PrintStream out, int first, int most) {
        this.out = out;
        this.first = first;
        this.most = most;
    }

    static void run(PrintStream out, List<String> args) throws Exception {
        List<String> wanted = List.of();
        int first = FIRST_LOAD;
        int most = MOST_LOAD;
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            if (arg.startsWith("--peers=")) {
                wanted = List.of(value.split(","));
            } else if (arg.startsWith("--load=")) {
                first = Integer.parseInt(value);
                most = first;
            } else if (arg.startsWith("--most=")) {
                most = Integer.parseInt(value);
            } else if (!arg.equals("--peers")) {
                out.println("Unknown option " + arg + "; there are --peers[=NAMES], --load=N, --most=N");
                return;
            }
        }
        var peers = new Peers(out, first, most);
        var standings = new ArrayList<Standing>();
        out.printf("Half ICMP, half TCP, each target every %d s, %d processors%n", INTERVAL, processors());
        for (Peer peer : ALL) {
            if (wanted.isEmpty() || wanted.contains(peer.name())) {
                peers.search(peer, standings);
            }
        }
        peers.table(standings);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void search(Peer peer, List<Standing> standings) throws Exception {
        if (!install(peer)) {
            return;
        }
        peer.prepare();
        Trial best = null;
        for (int load = first; load <= most; load *= 2) {
            Trial trial;
            try {
                trial = measure(peer, load);
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    throw e;
                }
                out.println(peer.name() + " at " + load + " a minute could not be run: " + e.getMessage());
                break;
            }
            out.printf(
                    Locale.ROOT,
                    "%s, %d a minute: %.2f %% in their slot, %.0f probes a second, %.0f CPU s a million, peak %d MiB%s%n",
                    peer.name(),
                    load,
                    100 * trial.share,
                    trial.probesPerSecond,
                    trial.cpuPerMillion,
                    trial.peakMib,
                    trial.valid() ? "" : ": not valid");
            if (!trial.valid()) {
                break;
            }
            best = trial;
        }
        if (best != null) {
            standings.add(new Standing(peer.name(), best));
        }
    }

    private boolean install(Peer peer) throws IOException, InterruptedException {
        if (isThere(peer)) {
            return true;
        }
        Path log = Files.createTempFile("install", ".log");
        for (String packages : peer.packages()) {
            // One by one: releases split these differently, and a name that is not known would refuse the rest.
            Process apt = new ProcessBuilder("apt-get", "install", "-y", "-q", "--no-install-recommends", packages)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!apt.waitFor(Duration.ofMinutes(5))) {
                apt.destroyForcibly();
            }
        }
        if (!isThere(peer)) {
            out.println(peer.name() + " is left out: it could not be installed, see " + log);
            return false;
        }
        Files.delete(log);
        return true;
    }

    private static boolean isThere(Peer peer) {
        return peer.programs().stream().allMatch(Files::exists);
    }

    private Trial measure(Peer peer, int perMinute) throws Exception {
        Path folder = Files.createTempDirectory("peer-" + peer.name() + "-");
        // A database or a daemon that gave up being root must reach what is its own.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var tree = new ProcessTree();
        var stop = new Thread(() -> stop(tree));
        Runtime.getRuntime().addShutdownHook(stop);
        boolean kept = true;
        try (var simulator = new Simulator()) {
            if (!simulator.countsEchoes) {
                throw new IOException("this system does not allow raw sockets");
            }
            var load = new Peer.Load(perMinute * INTERVAL / 60 / 2, simulator.tcpPort, INTERVAL);
            peer.start(folder, load, tree);
            warmUp(tree, simulator, load, folder);
            Trial trial = watch(tree, simulator, load, perMinute);
            kept = trial.share() < VALID / 2;
            return trial;
        } catch (IllegalStateException failed) {
            throw new IOException(failed.getMessage(), failed);
        } finally {
            tree.stop();
            Runtime.getRuntime().removeShutdownHook(stop);
            if (!kept) {
                delete(folder);
            }
        }
    }

    /** Until each target was met, or nothing new for a while: then what it does is all that it can do. */
    private static void warmUp(ProcessTree tree, Simulator simulator, Peer.Load load, Path folder) throws Exception {
        long start = System.nanoTime();
        long began = 0;
        long grew = start;
        int met = 0;
        while (System.nanoTime() - start < START_AT_MOST.toNanos()) {
            Thread.sleep(500);
            if (!tree.isAlive()) {
                throw new IllegalStateException("a process ended by itself, see " + folder);
            }
            int now = simulator.met();
            if (now > met) {
                grew = System.nanoTime();
            }
            met = now;
            // A few strays do not mean that it has begun.
            if (began == 0 && met >= load.checks() / 20) {
                began = System.nanoTime();
            }
            if (began != 0
                    && (met >= load.checks()
                            || System.nanoTime() - grew > STILL.toNanos()
                            || System.nanoTime() - began > WARM_UP_AT_MOST.toNanos())) {
                break;
            }
        }
        if (began == 0) {
            throw new IllegalStateException("hardly a probe arrived, see " + folder);
        }
        Thread.sleep(Duration.ofSeconds(INTERVAL / 2));
    }

    /** A tenth longer than the slots, so that a steady rhythm fills each of them whatever its phase. */
    private static Trial watch(ProcessTree tree, Simulator simulator, Peer.Load load, int perMinute) throws Exception {
        long from = micros();
        double cpu = tree.cpuSeconds();
        long peak = 0;
        int seconds = SLOTS * INTERVAL * 21 / 20;
        for (int second = 0; second < seconds; second++) {
            Thread.sleep(1_000);
            if (second % 10 == 5) {
                peak = Math.max(peak, tree.memoryKib());
            }
        }
        double used = tree.cpuSeconds() - cpu;
        long to = micros();
        var count = simulator.count(load, from, to, SLOTS);
        return new Trial(
                perMinute,
                (double) count.inSlot() / (SLOTS * load.checks()),
                count.probes() * 1e6 / (to - from),
                used * 1e6 / Math.max(1, count.probes()),
                peak >> 10);
    }

    private void table(List<Standing> standings) {
        Trial vigie = standings.stream()
                .filter(standing -> standing.name.equals("vigie"))
                .map(Standing::best)
                .findFirst()
                .orElse(null);
        out.println();
        out.println(
                "| system | largest valid load a minute | probes a second | CPU s a million | peak MiB | Vigie does per CPU second |");
        out.println("|---|---|---|---|---|---|");
        for (Standing standing : standings) {
            Trial best = standing.best;
            out.printf(
                    Locale.ROOT,
                    "| %s | %s%d | %.0f | %.0f | %d | %s |%n",
                    standing.name,
                    best.perMinute * 2 > most ? "at least " : "",
                    best.perMinute,
                    best.probesPerSecond,
                    best.cpuPerMillion,
                    best.peakMib,
                    vigie == null
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f times", best.cpuPerMillion / vigie.cpuPerMillion));
        }
    }

    private static long micros() {
        Instant now = InstantSource.system().instant();
        return (now.getEpochSecond() % 100_000) * 1_000_000 + now.getNano() / 1_000;
    }

    private static void stop(ProcessTree tree) {
        try {
            tree.stop();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** As root the peers give up being it and must own what they write; else everything is ours anyway. */
    static void giveTo(String user, Path file) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            UserPrincipal owner =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            Files.setOwner(file, owner);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
