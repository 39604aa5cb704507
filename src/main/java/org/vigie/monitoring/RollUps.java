package org.vigie.monitoring;

import java.time.Instant;

/**
 * Count, minimum, maximum and sum of one series by UTC hour or day, oldest first. An hour without a value has no
 * entry: it is a gap.
 */
public final class RollUps {
    private final Series series;
    private final long[] millis;
    private final long[] counts;
    private final double[] minima;
    private final double[] maxima;
    private final double[] sums;

    /** Takes the arrays over: the caller forgets them. */
    public RollUps(Series series, long[] millis, long[] counts, double[] minima, double[] maxima, double[] sums) {
        this.series = series;
        this.millis = millis;
        this.counts = counts;
        this.minima = minima;
        this.maxima = maxima;
        this.sums = sums;
    }

    public Series series() {
        return series;
    }

    public int size() {
        return millis.length;
    }

    public Instant at(int index) {
        return Instant.ofEpochMilli(millis[index]);
    }

    public long millis(int index) {
        return millis[index];
    }

    public long count(int index) {
        return counts[index];
    }

    public double minimum(int index) {
        return minima[index];
    }

    public double maximum(int index) {
        return maxima[index];
    }

    public double sum(int index) {
        return sums[index];
    }

    public double average(int index) {
        return sums[index] / counts[index];
    }
}
