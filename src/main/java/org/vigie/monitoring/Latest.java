package org.vigie.monitoring;

import java.time.Instant;

/** The newest sample of a series, by its time; NaN when the series ended or did not answer. */
public record Latest(int series, Instant at, double value) {
    public boolean isGap() {
        return Double.isNaN(value);
    }
}
