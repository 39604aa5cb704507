package org.vigie.monitoring;

import java.time.Instant;
import java.util.Arrays;

/** Times and values of one series, oldest first. A gap is a point whose value is NaN; no value is ever invented. */
public final class Points {
    private final long[] millis;
    private final double[] values;

    /** Takes the arrays over: the caller forgets them. */
    public Points(long[] millis, double[] values) {
        if (millis.length != values.length) {
            throw new IllegalArgumentException(millis.length + " times and " + values.length + " values");
        }
        this.millis = millis;
        this.values = values;
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

    public double value(int index) {
        return values[index];
    }

    public boolean isGap(int index) {
        return Double.isNaN(values[index]);
    }

    @Override
    public String toString() {
        return Arrays.toString(millis) + " " + Arrays.toString(values);
    }
}
