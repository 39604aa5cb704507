package org.vigie.probe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Adds up the time in which this process was not looking: long turns of a loop, late wake-ups, pauses of the collector.
 *
 * <p>A loop ticks on every turn and never sleeps longer than {@link #TICK_NANOS} while somebody waits, so any longer
 * gap between two ticks is our own doing. A probe compares the total before and after: when too much of its time was
 * ours, its silence says nothing about the service.
 */
final class StallWatch {
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Gaps up to this are the ordinary jitter of a busy machine. */
    private static final long TOLERATED_NANOS = 2 * TICK_NANOS;

    private final LongAdder stalled = new LongAdder();
    private long lastTick;
    private boolean ticking;

    /** One look of the loop; {@code waiting} says whether a probe was in flight since the last one. */
    void tick(long now, boolean waiting) {
        if (ticking && waiting && now - lastTick > TOLERATED_NANOS) {
            stalled.add(now - lastTick - TICK_NANOS);
        }
        lastTick = now;
        ticking = true;
    }

    /** Time lost outside the loop, such as in the queue of the worker threads. */
    void add(long nanos) {
        if (nanos > TOLERATED_NANOS) {
            stalled.add(nanos);
        }
    }

    long total() {
        return stalled.sum();
    }

    /** Whether a wait of {@code timeoutNanos}, of which we lost {@code stalledNanos}, can no longer be believed. */
    static boolean spoils(long stalledNanos, long timeoutNanos) {
        return stalledNanos > Math.max(TOLERATED_NANOS, timeoutNanos / 10);
    }
}
