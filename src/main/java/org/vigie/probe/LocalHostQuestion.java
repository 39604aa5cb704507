package org.vigie.probe;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at the machine under our own feet; usage and rates are taken between two looks one second apart. */
final class LocalHostQuestion extends Question {
    private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Reads something of the kernel. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private final LocalHostSpec spec;

    LocalHostQuestion(ProbeSite site, LocalHostSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
    }

    @Override
    void ask() {
        HostMetrics host = site.host();
        if (!host.isReadable()) {
            answer(Outcome.UNKNOWN, Finding.of("own.not-linux"));
            return;
        }
        switch (spec.what()) {
            case CPU -> twice(host::cpu, this::judgeCpu);
            case MEMORY -> once(host::memory, this::judgeMemory);
            case LOAD -> once(host::load, this::judgeLoad);
            case DISKS -> once(() -> HostDisks.read(host.proc(), spec.only()), this::judgeDisks);
            case NETWORK -> twice(() -> HostInterfaces.read(host.proc(), spec.only()), this::judgeNetwork);
        }
    }

    private <T> void once(Reading<T> reading, Consumer<T> then) {
        boolean taken = site.host().run(() -> {
            try {
                T read = reading.read();
                later(() -> then.accept(read));
            } catch (NoSuchFileException missing) {
                later(() -> answer(Outcome.CRITICAL, Finding.of("host.missing", missing.getFile())));
            } catch (IOException | RuntimeException unreadable) {
                later(() ->
                        answer(Outcome.UNKNOWN, Finding.of("own.unreadable", String.valueOf(unreadable.getMessage()))));
            }
        });
        if (!taken) {
            answer(Outcome.UNKNOWN, Finding.of("own.overloaded"));
        }
    }

    private void later(Runnable step) {
        site.loop().post(() -> {
            if (!isAnswered()) {
                step.run();
            }
        });
    }

    /** What a reading was, and when. */
    private record Look<T>(T seen, long atNanos) {}

    /** What two readings were, and how far apart. */
    private record Span<T>(T before, T after, double seconds) {}

    private <T> void twice(Reading<T> reading, Consumer<Span<T>> then) {
        Reading<Look<T>> look = () -> new Look<>(reading.read(), System.nanoTime());
        once(
                look,
                first -> site.loop().timers.at(System.nanoTime() + Math.min(GAP_NANOS, timeout.toNanos() / 2), () -> {
                    if (!isAnswered()) {
                        once(
                                look,
                                second -> then.accept(
                                        new Span<>(first.seen, second.seen, (second.atNanos - first.atNanos) / 1e9)));
                    }
                }));
    }

    private void judgeCpu(Span<HostMetrics.Cpu> span) {
        double possible = span.after.possible() - span.before.possible();
        double used = possible <= 0 ? 0 : Math.clamp((span.after.used() - span.before.used()) / possible, 0, 1);
        measures.add(Measure.of("host_cpu_usage_ratio", "ratio", used));
        span.after.byMode().forEach((mode, ticks) -> {
            double share = possible <= 0 ? 0 : (ticks - span.before.byMode().getOrDefault(mode, 0.0)) / possible;
            measures.add(Measure.of("host_cpu_mode_ratio", "ratio", "mode", mode, Math.max(0, share)));
        });
        answer(spec.levels().judge(used), Finding.of("host.cpu", used * 100));
    }

    private void judgeMemory(HostMetrics.Memory memory) {
        double ratio = memory.totalBytes() > 0 ? memory.usedBytes() / memory.totalBytes() : 0;
        measures.add(Measure.of("host_memory_total_bytes", "bytes", memory.totalBytes()));
        measures.add(Measure.of("host_memory_used_bytes", "bytes", memory.usedBytes()));
        measures.add(Measure.of("host_memory_used_ratio", "ratio", ratio));
        answer(spec.levels().judge(ratio), Finding.of("host.memory", ratio * 100));
    }

    private void judgeLoad(HostMetrics.Load load) {
        measures.add(Measure.of("host_load1", "", load.one()));
        measures.add(Measure.of("host_load5", "", load.five()));
        measures.add(Measure.of("host_load15", "", load.fifteen()));
        measures.add(Measure.of("host_cpu_cores", "", load.cores()));
        answer(spec.levels().judge(load.one() / load.cores()), Finding.of("host.load", load.one(), load.cores()));
    }

    private void judgeDisks(java.util.List<HostDisks.Disk> disks) {
        HostDisks.Disk fullest = null;
        for (HostDisks.Disk disk : disks) {
            measures.add(Measure.of("host_disk_total_bytes", "bytes", "mount", disk.mount(), disk.totalBytes()));
            measures.add(Measure.of("host_disk_used_bytes", "bytes", "mount", disk.mount(), disk.usedBytes()));
            measures.add(Measure.of("host_disk_used_ratio", "ratio", "mount", disk.mount(), disk.usedRatio()));
            if (fullest == null || disk.usedRatio() > fullest.usedRatio()) {
                fullest = disk;
            }
        }
        if (fullest == null) {
            answer(Outcome.UNKNOWN, Finding.of("host.disks-none"));
        } else {
            answer(
                    spec.levels().judge(fullest.usedRatio()),
                    Finding.of("host.disks", fullest.mount(), fullest.usedRatio() * 100));
        }
    }

    private void judgeNetwork(Span<SortedMap<String, HostInterfaces.Counters>> span) {
        String busiest = null;
        double most = -1;
        var rates = new TreeMap<String, double[]>();
        for (Map.Entry<String, HostInterfaces.Counters> face : span.after.entrySet()) {
            HostInterfaces.Counters now = face.getValue();
            HostInterfaces.Counters then = span.before.getOrDefault(face.getKey(), now);
            String name = face.getKey();
            double in = rate(then.received(), now.received(), span.seconds);
            double out = rate(then.sent(), now.sent(), span.seconds);
            rates.put(name, new double[] {in, out});
            measures.add(perSecond("host_network_receive_bytes_per_second", name, in));
            measures.add(perSecond("host_network_transmit_bytes_per_second", name, out));
            measures.add(Measure.of("host_network_errors_total", "", "interface", name, now.errors()));
            measures.add(Measure.of("host_network_drops_total", "", "interface", name, now.dropped()));
            if (Math.max(in, out) > most) {
                most = Math.max(in, out);
                busiest = name;
            }
        }
        if (busiest == null) {
            answer(Outcome.UNKNOWN, Finding.of("host.network-none"));
            return;
        }
        double[] rate = rates.getOrDefault(busiest, new double[2]);
        answer(
                spec.levels().judge(most),
                Finding.of("host.network", busiest, Math.round(rate[0]), Math.round(rate[1])));
    }

    /** A counter that went back was reset: no rate can be told. */
    private static double rate(double before, double after, double seconds) {
        return after < before || seconds <= 0 ? 0 : (after - before) / seconds;
    }

    private static Measure perSecond(String name, String face, double value) {
        return Measure.of(name, "bytes_per_second", "interface", face, value);
    }

    /** Our own kernel that does not answer in time is our own trouble. */
    @Override
    void onSilence() {
        answer(Outcome.UNKNOWN, Finding.of("own.unreadable", spec.what()));
    }

    /** Nothing is held: a reading under way ends by itself. */
    @Override
    void release() {}
}
