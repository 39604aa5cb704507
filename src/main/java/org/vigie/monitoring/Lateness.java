package org.vigie.monitoring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** How late things happened, in buckets that grow by a quarter of a power of two, from 1 µs to over an hour. */
final class Lateness {
    private static final int STEPS = 4;
    private static final int BUCKETS = 33 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void record(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos) / 1_000));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The lateness that {@code share} of all did not exceed, rounded up to the next bucket; zero when empty. */
    Duration percentile(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(upperMicros(i) * 1_000);
            }
        }
        return Duration.ZERO;
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int power = 63 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (power - 2)) & 3;
        return Math.min(BUCKETS - 1, (power - 1) * STEPS + step);
    }

    private static long upperMicros(int bucket) {
        if (bucket < STEPS) {
            return bucket + 1L;
        }
        int power = bucket / STEPS + 1;
        return (4L + bucket % STEPS + 1) << (power - 2);
    }
}
