package org.vigie.monitoring;

import java.time.Duration;
import java.util.UUID;
import org.vigie.probe.ProbeSpec;

/** One check as the wheel knows it: whom to ask, and how often. */
record CheckPlan(UUID id, ProbeSpec spec, Duration interval, Duration retryInterval, Duration timeout) {
    CheckPlan(UUID id, ProbeSpec spec, CheckRule rule) {
        this(id, spec, rule.interval(), rule.retryInterval(), rule.timeout());
    }

    CheckPlan {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || retryInterval.isNegative() || retryInterval.isZero()) {
            throw new IllegalArgumentException("interval must be at least 1 s and retryInterval positive");
        }
    }

    /**
     * Where in its interval this check has its place: the same after every restart, and spread evenly over many checks
     * (finalizer of MurmurHash3 over the id).
     */
    long phaseNanos() {
        long mixed = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return Math.floorMod(mixed, interval.toNanos());
    }

    /** How late a probe may start before it is better to say that Vigie is overloaded. */
    long patienceNanos() {
        return Math.min(interval.toNanos() / 2, Math.max(timeout.toNanos(), 1_000_000_000L));
    }
}
