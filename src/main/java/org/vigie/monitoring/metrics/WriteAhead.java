package org.vigie.monitoring.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.monitoring.MetricStoreUnavailable;

/**
 * The SQL of taking in: the pair of write-ahead tables, the side table of late samples, and the row that says who
 * writes. A process that took over has raised the epoch: the one before can commit no more.
 */
final class WriteAhead {
    private final MetricDatabase database;
    private long epoch;
    private long seq;

    WriteAhead(MetricDatabase database) {
        this.database = database;
    }

    /**
     * Becomes the writer, once the last commit of the one before has ended.
     *
     * @return the last window that is closed for good
     */
    long takeOver(long closedIfNew) {
        return database.asStore("take over", sql -> {
            epoch = sql.sql("update monitoring.metric_writer set epoch = epoch + 1 returning epoch")
                    .query(Long.class)
                    .single();
            seq = sql.sql("""
                    select greatest((select coalesce(max(seq), 0) from monitoring.samples_wal_a),
                                    (select coalesce(max(seq), 0) from monitoring.samples_wal_b))
                    """).query(Long.class).single();
            return sql.sql("""
                    update monitoring.metric_writer
                       set closed_through = coalesce(closed_through, :closed)
                    returning closed_through
                    """).param("closed", closedIfNew).query(Long.class).single();
        });
    }

    List<WalRow> rows() {
        return database.asStore(
                "replay",
                sql -> sql.sql("""
                select seq, window_no, payload from monitoring.samples_wal_a
                union all
                select seq, window_no, payload from monitoring.samples_wal_b
                order by seq
                """)
                        .query((row, number) ->
                                new WalRow(row.getLong("seq"), row.getLong("window_no"), row.getBytes("payload")))
                        .list());
    }

    /** A sample of the side table may be newer than all in the window: what follows must be past it. */
    void raiseFloors(SeriesRegistry registry, long fromMillis) {
        database.asStore("replay late samples", sql -> {
            sql.sql("""
                    select series_id, at_ms, value_bits from monitoring.late_samples
                     where at_ms >= :from order by series_id, at_ms
                    """).param("from", fromMillis).query(row -> {
                var head = registry.head(row.getInt("series_id"));
                if (head != null) {
                    head.raiseFloor(row.getLong("at_ms"), row.getLong("value_bits"));
                    head.sidestep(row.getLong("at_ms"), row.getLong("value_bits"));
                }
            });
            return true;
        });
    }

    long nextSeq() {
        return ++seq;
    }

    void commit(List<WalRow> rows, SampleBatch late) {
        database.asStore("take in", sql -> {
            // Acknowledged means on disk, whatever the server's default is.
            sql.sql("""
                    select set_config('synchronous_commit', 'on', true)
                     where current_setting('synchronous_commit') in ('off', 'local')
                    """).query(String.class).optional();
            if (rows.isEmpty()) {
                requireEpoch(sql);
            }
            for (var row : rows) {
                write(sql, row);
            }
            if (!late.isEmpty()) {
                writeLate(sql, late);
            }
            return true;
        });
    }

    private void write(JdbcClient sql, WalRow row) {
        int written = sql.sql("""
                insert into monitoring.samples_wal_%s (seq, window_no, payload)
                select :seq, :window, :payload
                  from (select from monitoring.metric_writer where epoch = :epoch for share) as writer
                on conflict (seq) do nothing
                """.formatted(WalRow.letterOf(row.window())))
                .param("seq", row.seq())
                .param("window", row.window())
                .param("payload", row.payload())
                .param("epoch", epoch)
                .update();
        if (written == 0) {
            // Either a retry of a commit that had succeeded unheard, or somebody else writes now.
            requireEpoch(sql);
        }
    }

    void requireEpoch(JdbcClient sql) {
        var ours = sql.sql("select 1 from monitoring.metric_writer where epoch = :epoch for share")
                .param("epoch", epoch)
                .query(Integer.class)
                .optional();
        if (ours.isEmpty()) {
            throw new MetricStoreUnavailable("another process has taken over the metric store", null);
        }
    }

    private void writeLate(JdbcClient sql, SampleBatch late) {
        // One statement may not touch a row twice: of one series and time only the last is written.
        var last = new LinkedHashMap<List<Long>, Integer>();
        for (int i = 0; i < late.size(); i++) {
            last.put(List.of((long) late.head(i).id, late.at(i)), i);
        }
        var chosen = new ArrayList<>(last.values());
        sql.sql("""
                insert into monitoring.late_samples (series_id, at_ms, tenant_id, value_bits)
                select * from unnest(:series, :at, :tenants, :bits)
                on conflict (series_id, at_ms) do update set value_bits = excluded.value_bits
                """)
                .param(
                        "series",
                        database.array(
                                "int4",
                                chosen.stream().map(i -> late.head(i).id).toArray()))
                .param(
                        "at",
                        database.array("int8", chosen.stream().map(late::at).toArray()))
                .param(
                        "tenants",
                        database.array(
                                "int4",
                                chosen.stream()
                                        .map(i -> late.head(i).tenant.value())
                                        .toArray()))
                .param(
                        "bits",
                        database.array("int8", chosen.stream().map(late::bits).toArray()))
                .update();
    }

    /** In the transaction that wrote the chunks of the window: its rows are needed no more. */
    void forget(JdbcClient sql, long window) {
        requireEpoch(sql);
        var table = "monitoring.samples_wal_" + WalRow.letterOf(window);
        sql.sql("lock table " + table + " in access exclusive mode").update();
        boolean othersToo = sql.sql("select exists (select from " + table + " where window_no <> :window)")
                .param("window", window)
                .query(Boolean.class)
                .single();
        if (othersToo) {
            sql.sql("delete from " + table + " where window_no = :window")
                    .param("window", window)
                    .update();
        } else {
            sql.sql("truncate " + table).update();
        }
        sql.sql("update monitoring.metric_writer set closed_through = greatest(closed_through, :window)")
                .param("window", window)
                .update();
    }
}
