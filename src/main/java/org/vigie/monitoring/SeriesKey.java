package org.vigie.monitoring;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.vigie.shared.TenantId;

/**
 * What a series is called: the client, the name of the metric and its labels, in one canonical form. An empty label
 * value means no label, as in Prometheus.
 */
public record SeriesKey(TenantId tenant, String name, SortedMap<String, String> labels) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE = 2048;
    private static final int MOST_LABELS = 64;

    public SeriesKey {
        if (name.isBlank() || name.length() > LONGEST_NAME || holdsNul(name)) {
            throw new IllegalArgumentException("a metric name has 1 to " + LONGEST_NAME + " characters");
        }
        var canonical = new TreeMap<String, String>();
        labels.forEach((label, value) -> {
            if (label.isBlank() || label.length() > LONGEST_NAME || holdsNul(label)) {
                throw new IllegalArgumentException("a label name has 1 to " + LONGEST_NAME + " characters");
            }
            if (value.length() > LONGEST_VALUE || holdsNul(value)) {
                throw new IllegalArgumentException("a label value has at most " + LONGEST_VALUE + " characters");
            }
            if (!value.isEmpty()) {
                canonical.put(label, value);
            }
        });
        if (canonical.size() > MOST_LABELS) {
            throw new IllegalArgumentException("a series has at most " + MOST_LABELS + " labels");
        }
        labels = Collections.unmodifiableSortedMap(canonical);
    }

    public static SeriesKey of(TenantId tenant, String name, Map<String, String> labels) {
        return new SeriesKey(tenant, name, new TreeMap<>(labels));
    }

    /** Name and labels as text, labels in order: {@code disk_used{host="web-1",mount="/"}}. */
    public String canonical() {
        var text = new StringBuilder(name).append('{');
        labels.forEach((label, value) -> {
            if (text.charAt(text.length() - 1) != '{') {
                text.append(',');
            }
            text.append(label).append("=\"");
            text.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        });
        return text.append('}').toString();
    }

    private static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
