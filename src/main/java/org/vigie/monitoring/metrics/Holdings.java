package org.vigie.monitoring.metrics;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which days still lie in chunks and which months in hourly roll-ups, so that a reader knows where to look. */
final class Holdings {
    final NavigableSet<LocalDate> chunkDays = new ConcurrentSkipListSet<>();
    final NavigableSet<LocalDate> hourlyMonths = new ConcurrentSkipListSet<>();

    void load(SampleStore store) {
        chunkDays.addAll(store.partitions(SampleStore.CHUNKS));
        hourlyMonths.addAll(store.partitions(SampleStore.HOURLY));
    }

    /** The millisecond from which on hourly roll-ups are kept; before, only daily ones. */
    long hourlySince() {
        var oldest = hourlyMonths.isEmpty() ? null : hourlyMonths.first();
        return oldest == null ? Long.MIN_VALUE : Window.millisOf(oldest);
    }
}
