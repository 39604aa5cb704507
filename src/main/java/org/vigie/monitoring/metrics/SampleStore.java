package org.vigie.monitoring.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of chunks, day blocks and roll-ups: partitions, payloads in, payloads out. */
final class SampleStore {
    static final String CHUNKS = "sample_chunks";
    static final String BLOCKS = "sample_blocks";
    static final String HOURLY = "hourly_rollups";
    static final String DAILY = "daily_rollups";

    private final MetricDatabase database;

    /** @param window the window of a chunk; unused elsewhere */
    record Row(SeriesHead head, LocalDate day, long window, byte[] payload) {}

    SampleStore(MetricDatabase database) {
        this.database = database;
    }

    /** Apart from the work that fills it: creating a partition locks the whole table until the commit. */
    void openPartition(String family, LocalDate first) {
        database.asStore(
                "open a partition",
                sql -> sql.sql("select monitoring.open_partition(:family, :first)")
                        .param("family", family)
                        .param("first", first)
                        .query(Boolean.class)
                        .single());
    }

    void dropPartition(String family, LocalDate first) {
        database.asStore(
                "drop a partition",
                sql -> sql.sql("select monitoring.drop_partition(:family, :first)")
                        .param("family", family)
                        .param("first", first)
                        .query(Boolean.class)
                        .single());
    }

    List<LocalDate> partitions(String family) {
        return database.asStore(
                "list partitions",
                sql -> sql.sql("select monitoring.partitions(:family)")
                        .param("family", family)
                        .query(LocalDate.class)
                        .list());
    }

    void insertChunks(JdbcClient sql, List<Row> rows) {
        // Not by COPY: PostgreSQL refuses it behind row-level security.
        sql.sql("""
                insert into monitoring.sample_chunks (series_id, tenant_id, day, window_no, payload)
                select series_id, tenant_id, :day, :window, payload
                  from unnest(:series, :tenants, :payloads) as filled (series_id, tenant_id, payload)
                """)
                .param("day", rows.getFirst().day())
                .param("window", rows.getFirst().window())
                .param("series", seriesOf(rows))
                .param("tenants", tenantsOf(rows))
                .param("payloads", payloadsOf(rows))
                .update();
    }

    /** Writes blocks or roll-ups of one day, month or year, in place of what was there. */
    void replace(JdbcClient sql, String family, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        sql.sql("""
                insert into monitoring.%s (series_id, tenant_id, day, payload)
                select series_id, tenant_id, :day, payload
                  from unnest(:series, :tenants, :payloads) as filled (series_id, tenant_id, payload)
                on conflict (series_id, day) do update set payload = excluded.payload
                """.formatted(family))
                .param("day", rows.getFirst().day())
                .param("series", seriesOf(rows))
                .param("tenants", tenantsOf(rows))
                .param("payloads", payloadsOf(rows))
                .update();
    }

    private Object seriesOf(List<Row> rows) {
        return database.array("int4", rows.stream().map(row -> row.head().id).toArray());
    }

    private Object tenantsOf(List<Row> rows) {
        return database.array(
                "int4", rows.stream().map(row -> row.head().tenant.value()).toArray());
    }

    private Object payloadsOf(List<Row> rows) {
        return database.array("bytea", rows.stream().map(Row::payload).toArray(byte[][]::new));
    }

    Object ids(Collection<Integer> series) {
        return database.array("int4", series.toArray());
    }

    /** Chunks, blocks and late samples of a span, in one statement, so that a compaction is seen whole or not at all. */
    Map<Integer, Layers> layers(JdbcClient sql, Collection<Integer> series, long from, long to, Packing packing) {
        var found = new HashMap<Integer, Layers>();
        sql.sql("""
                select series_id, 0 as layer, 0::bigint as at_ms, 0::bigint as value_bits, payload
                  from monitoring.sample_chunks
                 where series_id = any (:ids) and day between :first and :last
                   and window_no between :firstWindow and :lastWindow
                union all
                select series_id, 1, 0, 0, payload
                  from monitoring.sample_blocks
                 where series_id = any (:ids) and day between :first and :last
                union all
                (select series_id, 2, at_ms, value_bits, null
                   from monitoring.late_samples
                  where series_id = any (:ids) and at_ms >= :from and at_ms < :to
                  order by series_id, at_ms)
                """)
                .param("ids", ids(series))
                .param("first", Window.dayOfMillis(from))
                .param("last", Window.dayOfMillis(to - 1))
                .param("firstWindow", Window.of(from))
                .param("lastWindow", Window.of(to - 1))
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    var layers = found.computeIfAbsent(row.getInt("series_id"), id -> new Layers());
                    switch (row.getInt("layer")) {
                        case 0 -> layers.chunks.add(GorillaChunk.decode(row.getBytes("payload")));
                        case 1 -> layers.blocks.add(DayBlock.decode(row.getBytes("payload"), packing));
                        default -> layers.late.add(row.getLong("at_ms"), row.getLong("value_bits"));
                    }
                });
        return found;
    }

    /** The stored samples of one series; of two with one time the later layer wins. */
    static final class Layers {
        final List<SampleRun> chunks = new ArrayList<>();
        final List<SampleRun> blocks = new ArrayList<>();
        final SampleRun late = new SampleRun(0);

        SampleRun merged(List<SampleRun> open) {
            var all = new ArrayList<>(open);
            all.addAll(chunks);
            all.addAll(blocks);
            all.add(late);
            return SampleRun.merge(all);
        }
    }

    /** Roll-ups of the rows between two first days (inclusive): slot to entry, by series. */
    Map<Integer, SortedMap<Long, RollUpBlock.Entry>> rollUps(
            JdbcClient sql,
            String family,
            Collection<Integer> series,
            LocalDate first,
            LocalDate last,
            Packing packing) {
        var found = new HashMap<Integer, SortedMap<Long, RollUpBlock.Entry>>();
        sql.sql("""
                select series_id, payload from monitoring.%s
                 where series_id = any (:ids) and day between :first and :last
                """.formatted(family))
                .param("ids", ids(series))
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    found.computeIfAbsent(row.getInt("series_id"), id -> new TreeMap<>())
                            .putAll(RollUpBlock.decode(row.getBytes("payload"), packing));
                });
        return found;
    }

    /** Takes the late samples of a day out of the side table, to be merged in the same transaction. */
    Map<Integer, SampleRun> takeLate(JdbcClient sql, Collection<Integer> series, LocalDate day) {
        var found = new HashMap<Integer, SampleRun>();
        sql.sql("""
                with taken as (
                  delete from monitoring.late_samples
                   where series_id = any (:ids) and at_ms >= :from and at_ms < :to
                  returning series_id, at_ms, value_bits)
                select * from taken order by series_id, at_ms
                """)
                .param("ids", ids(series))
                .param("from", Window.millisOf(day))
                .param("to", Window.millisOf(day.plusDays(1)))
                .query(row -> {
                    found.computeIfAbsent(row.getInt("series_id"), id -> new SampleRun(16))
                            .add(row.getLong("at_ms"), row.getLong("value_bits"));
                });
        return found;
    }

    /** The next series after one that have something to merge on the day. */
    List<Integer> seriesToCompact(JdbcClient sql, LocalDate day, int after, int most) {
        return sql.sql("""
                (select distinct series_id from monitoring.sample_chunks
                  where day = :day and series_id > :after order by 1 limit :most)
                union
                (select distinct series_id from monitoring.late_samples
                  where at_ms >= :from and at_ms < :to and series_id > :after order by 1 limit :most)
                order by 1 limit :most
                """)
                .param("day", day)
                .param("from", Window.millisOf(day))
                .param("to", Window.millisOf(day.plusDays(1)))
                .param("after", after)
                .param("most", most)
                .query((row, number) -> row.getInt("series_id"))
                .list();
    }

    List<LocalDate> daysWithLate() {
        return database.asStore(
                "find late samples",
                sql -> sql.sql("""
                select distinct at_ms / 86400000 from monitoring.late_samples order by 1
                """).query(Long.class).list().stream()
                        .map(LocalDate::ofEpochDay)
                        .toList());
    }

    void forgetLateBefore(long millis) {
        database.asStore(
                "forget late samples",
                sql -> sql.sql("delete from monitoring.late_samples where at_ms < :before")
                        .param("before", millis)
                        .update());
    }

    List<Integer> seriesIn(JdbcClient sql, String family, LocalDate day, int after, int most) {
        return sql.sql("""
                select series_id from monitoring.%s where day = :day and series_id > :after order by 1 limit :most
                """.formatted(family))
                .param("day", day)
                .param("after", after)
                .param("most", most)
                .query((row, number) -> row.getInt("series_id"))
                .list();
    }
}
