package org.vigie.monitoring.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The newest stored sample of series that have none in memory since the start. */
final class LatestLookup {
    private final SampleStore store;

    LatestLookup(SampleStore store) {
        this.store = store;
    }

    void remember(JdbcClient sql, Collection<SeriesHead> heads, Packing packing) {
        var byId = new HashMap<Integer, SeriesHead>();
        heads.forEach(head -> byId.put(head.id, head));
        Map<Integer, SampleRun> newest = new HashMap<>();
        sql.sql("""
                select distinct on (series_id) series_id, payload from monitoring.sample_blocks
                 where series_id = any (:ids) order by series_id, day desc
                """).param("ids", store.ids(byId.keySet())).query(row -> {
            keepNewer(newest, row.getInt("series_id"), DayBlock.decode(row.getBytes("payload"), packing));
        });
        sql.sql("""
                select distinct on (series_id) series_id, payload from monitoring.sample_chunks
                 where series_id = any (:ids) order by series_id, day desc, window_no desc
                """).param("ids", store.ids(byId.keySet())).query(row -> {
            keepNewer(newest, row.getInt("series_id"), GorillaChunk.decode(row.getBytes("payload")));
        });
        sql.sql("""
                select distinct on (series_id) series_id, at_ms, value_bits from monitoring.late_samples
                 where series_id = any (:ids) order by series_id, at_ms desc
                """).param("ids", store.ids(byId.keySet())).query(row -> {
            var late = new SampleRun(1);
            late.add(row.getLong("at_ms"), row.getLong("value_bits"));
            keepNewer(newest, row.getInt("series_id"), late);
        });
        byId.forEach((id, head) -> {
            var run = newest.get(id);
            if (run == null) {
                head.remember(Long.MIN_VALUE, 0);
            } else {
                head.remember(run.last(), run.bits[run.count - 1]);
            }
        });
    }

    /** At the same time the one asked later wins: blocks override nothing, late samples override both. */
    private static void keepNewer(Map<Integer, SampleRun> newest, int id, SampleRun run) {
        if (run.count > 0) {
            newest.merge(id, run, (one, other) -> other.last() >= one.last() ? other : one);
        }
    }
}
