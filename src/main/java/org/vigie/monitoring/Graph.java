package org.vigie.monitoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check or a host measured over a time, ready to be drawn: one time axis, one value or a gap for each curve.
 *
 * @param name of the measure ("probe_duration_seconds")
 * @param unit "seconds", "ratio", "bytes", "bytes_per_second", "days", "count"
 */
public record Graph(String name, String unit, List<Instant> times, List<Curve> curves) {

    /** @param values as many as times; null is a gap: nothing was measured then */
    public record Curve(String label, List<@Nullable Double> values) {}
}
