package org.vigie.monitoring;

import java.time.Instant;

/**
 * One value of one series. Stamp the scheduled time, not the arrival: jitter costs bytes.
 *
 * @param series as {@link Metrics#series(SeriesKey)} gave it
 * @param at kept to the millisecond
 * @param value any double; {@link #STALE} says that the series ended or that there was no answer
 */
public record Sample(int series, Instant at, double value) {

    /** The stale marker of Prometheus: a NaN with its own bits, drawn as a gap. */
    public static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    public static Sample stale(int series, Instant at) {
        return new Sample(series, at, STALE);
    }
}
