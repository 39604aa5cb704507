package org.vigie.monitoring.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts a series together again from memory, chunks, blocks, late samples and roll-ups. */
final class SampleReader {
    private final SampleStore store;
    private final TakeIn takeIn;
    private final Holdings holdings;

    SampleReader(SampleStore store, TakeIn takeIn, Holdings holdings) {
        this.store = store;
        this.takeIn = takeIn;
        this.holdings = holdings;
    }

    /** The samples from (inclusive) to (exclusive) of each series. */
    Map<Integer, SampleRun> samples(
            JdbcClient sql, Collection<SeriesHead> series, long from, long to, Packing packing) {
        // Memory first, then the tables: a window that closes in between is seen twice and merged, never missed.
        var open = new HashMap<Integer, List<SampleRun>>();
        for (var head : series) {
            open.put(head.id, head.openRuns(from, to));
        }
        var stored = store.layers(sql, open.keySet(), from, to, packing);
        var found = new HashMap<Integer, SampleRun>();
        open.forEach((id, runs) -> {
            var layers = stored.get(id);
            var run = layers == null ? SampleRun.merge(runs) : layers.merged(runs);
            found.put(id, run.between(from, to));
        });
        return found;
    }

    /** The hours of each series from (inclusive) to (exclusive), both whole hours, as far back as hours are kept. */
    Map<Integer, SortedMap<Long, RollUpBlock.Entry>> hours(
            JdbcClient sql, Collection<SeriesHead> series, long from, long to, Packing packing) {
        var byId = new HashMap<Integer, SeriesHead>();
        series.forEach(head -> byId.put(head.id, head));
        // Open windows first, then chunk days: a window that closes in between is found among the latter.
        var unfinished = new TreeSet<Long>();
        takeIn.openWindows().forEach(window -> unfinished.add(Math.floorDiv(window, (long) Window.PER_DAY)));
        holdings.chunkDays.forEach(day -> unfinished.add(day.toEpochDay()));
        var toRecount = new TreeMap<Long, TreeSet<Integer>>();
        for (long day : unfinished) {
            if ((day + 1) * RollUpBlock.DAY > from && day * RollUpBlock.DAY < to) {
                toRecount.put(day, new TreeSet<>(byId.keySet()));
            }
        }
        lateDays(sql, byId.keySet(), from, to)
                .forEach((day, ids) ->
                        toRecount.computeIfAbsent(day, none -> new TreeSet<>()).addAll(ids));
        var found = store.rollUps(
                sql,
                SampleStore.HOURLY,
                byId.keySet(),
                Window.dayOfMillis(from).withDayOfMonth(1),
                Window.dayOfMillis(to - 1),
                packing);
        toRecount.forEach((day, ids) -> recount(sql, day, ids, byId, found, packing));
        found.replaceAll((id, hours) -> hours.subMap(
                Math.floorDiv(from, RollUpBlock.HOUR),
                Math.max(Math.floorDiv(from, RollUpBlock.HOUR), Math.floorDiv(to, RollUpBlock.HOUR))));
        return found;
    }

    /** A day that is not compacted yet, or that has late samples waiting, is counted from its samples. */
    private void recount(
            JdbcClient sql,
            long day,
            Collection<Integer> ids,
            Map<Integer, SeriesHead> heads,
            Map<Integer, SortedMap<Long, RollUpBlock.Entry>> found,
            Packing packing) {
        var some = new ArrayList<SeriesHead>();
        for (int id : ids) {
            var head = heads.get(id);
            if (head != null) {
                some.add(head);
            }
        }
        samples(sql, some, day * RollUpBlock.DAY, (day + 1) * RollUpBlock.DAY, packing)
                .forEach((id, run) -> {
                    if (run.count > 0) {
                        var hours = found.computeIfAbsent(id, none -> new TreeMap<>());
                        hours.subMap(day * 24, day * 24 + 24).clear();
                        hours.putAll(RollUpBlock.hoursOf(run));
                    }
                });
    }

    private Map<Long, TreeSet<Integer>> lateDays(JdbcClient sql, Collection<Integer> ids, long from, long to) {
        var days = new TreeMap<Long, TreeSet<Integer>>();
        sql.sql("""
                select distinct at_ms / 86400000 as day, series_id from monitoring.late_samples
                 where series_id = any (:ids) and at_ms >= :from and at_ms < :to
                """)
                .param("ids", store.ids(ids))
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    days.computeIfAbsent(row.getLong("day"), none -> new TreeSet<>())
                            .add(row.getInt("series_id"));
                });
        return days;
    }

    /** The UTC days of each series: from hours while they are kept, from daily roll-ups before. */
    Map<Integer, SortedMap<Long, RollUpBlock.Entry>> days(
            JdbcClient sql, Collection<SeriesHead> series, long from, long to, Packing packing) {
        long border = Math.clamp(holdings.hourlySince(), from, Math.max(from, to));
        var found = new HashMap<Integer, SortedMap<Long, RollUpBlock.Entry>>();
        if (from < border) {
            var ids = series.stream().map(head -> head.id).toList();
            var first = Window.dayOfMillis(from).withDayOfYear(1);
            store.rollUps(sql, SampleStore.DAILY, ids, first, Window.dayOfMillis(border - 1), packing)
                    .forEach((id, days) -> found.put(
                            id, new TreeMap<>(days.subMap(from / RollUpBlock.DAY, border / RollUpBlock.DAY))));
        }
        if (border < to) {
            hours(sql, series, border, to, packing)
                    .forEach((id, hours) ->
                            found.computeIfAbsent(id, none -> new TreeMap<>()).putAll(RollUpBlock.daysOf(hours)));
        }
        return found;
    }
}
