package org.vigie.probe;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One number that a probe brought back, named as OpenMetrics would and in base units. */
public record Measure(String name, String unit, SortedMap<String, String> labels, double value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public Measure {
        if (!NAME.matcher(name).matches()) {
            throw InvalidProbe.because("measure.name", "probe.rule.measure");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    static Measure seconds(String name, double seconds) {
        return new Measure(name, "seconds", new TreeMap<>(), seconds);
    }

    static Measure of(String name, String unit, double value) {
        return new Measure(name, unit, new TreeMap<>(), value);
    }

    static Measure of(String name, String unit, String label, String labelValue, double value) {
        return new Measure(name, unit, new TreeMap<>(Map.of(label, labelValue)), value);
    }
}
