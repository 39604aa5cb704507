package org.vigie.monitoring.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets go of what is older than its class: samples by the day, hourly roll-ups by the month once folded into daily
 * ones, daily roll-ups by the year. Partitions are dropped; no row is deleted one by one.
 */
final class Retention {
    private static final int SERIES_AT_ONCE = 500;

    private final MetricDatabase database;
    private final SampleStore store;
    private final SeriesRegistry registry;
    private final Holdings holdings;
    private final InstantSource clock;
    private final MetricSettings settings;
    private final Packing packing = new Packing();

    Retention(
            MetricDatabase database,
            SampleStore store,
            SeriesRegistry registry,
            Holdings holdings,
            InstantSource clock,
            MetricSettings settings) {
        this.database = database;
        this.store = store;
        this.registry = registry;
        this.holdings = holdings;
        this.clock = clock;
        this.settings = settings;
    }

    void apply() {
        for (var day : store.partitions(SampleStore.BLOCKS)) {
            if (isOver(day.plusDays(1), settings.rawKept())) {
                store.dropPartition(SampleStore.BLOCKS, day);
            }
        }
        store.forgetLateBefore(Window.millisOf(cutOff(settings.rawKept())));
        for (var month : store.partitions(SampleStore.HOURLY)) {
            if (isOver(month.plusMonths(1), settings.hourlyKept())) {
                fold(month);
                holdings.hourlyMonths.remove(month);
                store.dropPartition(SampleStore.HOURLY, month);
            }
        }
        for (var year : store.partitions(SampleStore.DAILY)) {
            if (isOver(year.plusYears(1), settings.dailyKept())) {
                store.dropPartition(SampleStore.DAILY, year);
            }
        }
    }

    private boolean isOver(LocalDate end, Duration kept) {
        return !end.isAfter(cutOff(kept));
    }

    private LocalDate cutOff(Duration kept) {
        return Window.dayOfMillis(clock.millis() - kept.toMillis());
    }

    /** Hourly roll-ups of a month become daily ones; a second time changes nothing. */
    private void fold(LocalDate month) {
        var year = month.withDayOfYear(1);
        store.openPartition(SampleStore.DAILY, year);
        int after = -1;
        while (after < Integer.MAX_VALUE) {
            int from = after;
            after = database.asStore("fold a month", sql -> foldSome(sql, month, year, from));
        }
    }

    private int foldSome(JdbcClient sql, LocalDate month, LocalDate year, int after) {
        var series = store.seriesIn(sql, SampleStore.HOURLY, month, after, SERIES_AT_ONCE);
        if (series.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        var hours = store.rollUps(sql, SampleStore.HOURLY, series, month, month, packing);
        var days = store.rollUps(sql, SampleStore.DAILY, series, year, year, packing);
        var rows = new ArrayList<SampleStore.Row>(series.size());
        hours.forEach((id, ofMonth) -> {
            var head = registry.head(id);
            if (head == null) {
                throw new IllegalStateException("roll-ups of the unknown series " + id);
            }
            var ofYear = days.getOrDefault(id, new TreeMap<>());
            ofYear.putAll(RollUpBlock.daysOf(ofMonth));
            rows.add(new SampleStore.Row(head, year, 0, RollUpBlock.encode(ofYear, packing)));
        });
        store.replace(sql, SampleStore.DAILY, rows);
        return series.getLast();
    }
}
