package org.vigie.monitoring.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns a finished day into one block a series and its hours into roll-ups. Doing it again is harmless: what a block
 * holds overrides the chunks it came from, and late samples override the block.
 */
final class DayCompaction {
    private static final int SERIES_AT_ONCE = 500;

    private final MetricDatabase database;
    private final SampleStore store;
    private final WriteAhead writeAhead;
    private final SeriesRegistry registry;
    private final Holdings holdings;
    private final Packing packing = new Packing();

    DayCompaction(
            MetricDatabase database,
            SampleStore store,
            WriteAhead writeAhead,
            SeriesRegistry registry,
            Holdings holdings) {
        this.database = database;
        this.store = store;
        this.writeAhead = writeAhead;
        this.registry = registry;
        this.holdings = holdings;
    }

    /** Merges chunks and late samples of the day, all windows of which are closed. */
    void compact(LocalDate day) {
        var month = day.withDayOfMonth(1);
        store.openPartition(SampleStore.BLOCKS, day);
        store.openPartition(SampleStore.HOURLY, month);
        holdings.hourlyMonths.add(month);
        int after = -1;
        while (after < Integer.MAX_VALUE) {
            int from = after;
            after = database.asStore("compact a day", sql -> compactSome(sql, day, month, from));
        }
        if (holdings.chunkDays.contains(day)) {
            store.dropPartition(SampleStore.CHUNKS, day);
            holdings.chunkDays.remove(day);
        }
    }

    /** @return the last series done, or {@link Integer#MAX_VALUE} when there are no more */
    private int compactSome(JdbcClient sql, LocalDate day, LocalDate month, int after) {
        writeAhead.requireEpoch(sql);
        var series = store.seriesToCompact(sql, day, after, SERIES_AT_ONCE);
        if (series.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long from = Window.millisOf(day);
        var late = store.takeLate(sql, series, day);
        var stored = store.layers(sql, series, from, from + RollUpBlock.DAY, packing);
        var hours = store.rollUps(sql, SampleStore.HOURLY, series, month, month, packing);
        var blocks = new ArrayList<SampleStore.Row>(series.size());
        var rollUps = new ArrayList<SampleStore.Row>(series.size());
        for (int id : series) {
            var head = registry.head(id);
            if (head == null) {
                throw new IllegalStateException("samples of the unknown series " + id);
            }
            var layers = stored.getOrDefault(id, new SampleStore.Layers());
            var lateOfSeries = late.get(id);
            var runs = new ArrayList<SampleRun>(List.of(layers.merged(List.of())));
            if (lateOfSeries != null) {
                runs.add(lateOfSeries);
            }
            var wholeDay = SampleRun.merge(runs);
            blocks.add(new SampleStore.Row(head, day, 0, DayBlock.encode(wholeDay, packing)));
            var ofMonth = replaceDay(hours.getOrDefault(id, new TreeMap<>()), from, RollUpBlock.hoursOf(wholeDay));
            rollUps.add(new SampleStore.Row(head, month, 0, RollUpBlock.encode(ofMonth, packing)));
        }
        store.replace(sql, SampleStore.BLOCKS, blocks);
        store.replace(sql, SampleStore.HOURLY, rollUps);
        return series.size() < SERIES_AT_ONCE ? Integer.MAX_VALUE : series.getLast();
    }

    private static SortedMap<Long, RollUpBlock.Entry> replaceDay(
            SortedMap<Long, RollUpBlock.Entry> ofMonth, long from, Map<Long, RollUpBlock.Entry> ofDay) {
        long firstHour = from / RollUpBlock.HOUR;
        ofMonth.subMap(firstHour, firstHour + 24).clear();
        ofMonth.putAll(ofDay);
        return ofMonth;
    }
}
