package org.vigie.monitoring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * Which series are meant. It only narrows what the scope may see.
 *
 * @param tenant one client, or null for all that the scope sees
 * @param name the exact name of the metric, or null for every name
 * @param labels labels that the series must have, with exactly these values; others are free
 */
public record SeriesSelector(
        @Nullable TenantId tenant, @Nullable String name, Map<String, String> labels) {

    public SeriesSelector {
        labels = Map.copyOf(labels);
    }

    public static SeriesSelector named(String name) {
        return new SeriesSelector(null, name, Map.of());
    }

    public static SeriesSelector of(TenantId tenant) {
        return new SeriesSelector(tenant, null, Map.of());
    }

    public static SeriesSelector withLabels(Map<String, String> labels) {
        return new SeriesSelector(null, null, labels);
    }
}
