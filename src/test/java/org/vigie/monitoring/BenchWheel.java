package org.vigie.monitoring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.vigie.probe.Outcome;
import org.vigie.probe.ProbeSpec;
import org.vigie.probe.Probes;

/** The wheel and the probes as the process joins them, for the benchmark. */
public final class BenchWheel implements AutoCloseable {
    public final AtomicLong good = new AtomicLong();
    public final AtomicLong bad = new AtomicLong();
    public final AtomicLong unknown = new AtomicLong();
    private final Probes probes = Probes.open(InstantSource.system());
    private final ProbeWheel wheel = new ProbeWheel(
            probes::ask,
            (check, planned, result) -> counter(result.outcome()).incrementAndGet(),
            InstantSource.system(),
            System::nanoTime,
            2_000);

    private AtomicLong counter(Outcome outcome) {
        return switch (outcome) {
            case OK -> good;
            case WARNING, CRITICAL -> bad;
            case UNKNOWN -> unknown;
        };
    }

    public void add(UUID id, ProbeSpec spec, Duration interval) {
        wheel.add(plan(id, spec, interval));
    }

    /** The place of a check in its interval, counted from the epoch. */
    public static long phaseNanos(UUID id, ProbeSpec spec, Duration interval) {
        return plan(id, spec, interval).phaseNanos();
    }

    private static CheckPlan plan(UUID id, ProbeSpec spec, Duration interval) {
        return new CheckPlan(id, spec, interval, Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    public void start() {
        wheel.start();
    }

    public String figures() {
        return wheel.figures().toString();
    }

    @Override
    public void close() {
        wheel.close();
        probes.close();
    }
}
