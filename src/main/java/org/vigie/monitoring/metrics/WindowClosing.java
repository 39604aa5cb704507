package org.vigie.monitoring.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends a window of two hours: one chunk row a series, and the write-ahead rows forgotten in the same transaction, so
 * that a crash leaves either all of the one or all of the other.
 */
final class WindowClosing {
    private static final int ROWS_AT_ONCE = 5_000;

    private final MetricDatabase database;
    private final SampleStore store;
    private final WriteAhead writeAhead;
    private final SeriesRegistry registry;
    private final TakeIn takeIn;
    private final Holdings holdings;

    WindowClosing(
            MetricDatabase database,
            SampleStore store,
            WriteAhead writeAhead,
            SeriesRegistry registry,
            TakeIn takeIn,
            Holdings holdings) {
        this.database = database;
        this.store = store;
        this.writeAhead = writeAhead;
        this.registry = registry;
        this.takeIn = takeIn;
        this.holdings = holdings;
    }

    /** @return the last window that is closed, empty ones counted */
    long closeAllOver() {
        long sealedThrough = takeIn.seal();
        for (long window : List.copyOf(takeIn.openWindows().headSet(sealedThrough, true))) {
            close(window);
        }
        return sealedThrough;
    }

    private void close(long window) {
        var day = Window.dayOf(window);
        store.openPartition(SampleStore.CHUNKS, day);
        holdings.chunkDays.add(day);
        var heads = registry.all();
        database.asStore("close a window", sql -> {
            var rows = new ArrayList<SampleStore.Row>(ROWS_AT_ONCE);
            for (var head : heads) {
                byte[] payload = head.payloadOf(window);
                if (payload != null) {
                    rows.add(new SampleStore.Row(head, day, window, payload));
                }
                if (rows.size() == ROWS_AT_ONCE) {
                    store.insertChunks(sql, rows);
                    rows.clear();
                }
            }
            if (!rows.isEmpty()) {
                store.insertChunks(sql, rows);
            }
            writeAhead.forget(sql, window);
            return true;
        });
        // Only now: a reader who looks at memory first and then at the tables finds the samples at least once.
        heads.forEach(head -> head.drop(window));
        takeIn.openWindows().remove(window);
    }
}
