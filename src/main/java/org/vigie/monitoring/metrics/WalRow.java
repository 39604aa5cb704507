package org.vigie.monitoring.metrics;

/**
 * One row of a write-ahead table: the samples of one window in one commit, in the order of arrival. Series ids and
 * times are written as differences, values as XOR with the series' value before, in byte planes, all packed as one.
 * The chain of a series begins anew with each window, so that a window can be forgotten.
 */
record WalRow(long seq, long window, byte[] payload) {

    /** The table of the window: even windows in one, odd windows in the other. */
    static String letterOf(long window) {
        return Math.floorMod(window, 2L) == 0 ? "a" : "b";
    }

    static WalRow encode(long seq, long window, SampleBatch batch, Packing packing) {
        int count = batch.size();
        var out = new ByteWriter(12 * count + 16);
        out.varint(count);
        int series = 0;
        for (int i = 0; i < count; i++) {
            out.zigzag(batch.head(i).id - series);
            series = batch.head(i).id;
        }
        long at = window * Window.MILLIS;
        var xor = new long[count];
        for (int i = 0; i < count; i++) {
            out.zigzag(batch.at(i) - at);
            at = batch.at(i);
            xor[i] = batch.head(i).chained(window, batch.bits(i));
        }
        out.planes(xor, count);
        return new WalRow(seq, window, packing.packQuickly(out));
    }

    /** Reads the row back; rows must be read in the order in which they were written. */
    SampleBatch decode(SeriesRegistry registry, Packing packing) {
        var in = packing.unpack(payload);
        int count = (int) in.varint();
        var ids = new int[count];
        int series = 0;
        for (int i = 0; i < count; i++) {
            series += (int) in.zigzag();
            ids[i] = series;
        }
        var times = new long[count];
        long at = window * Window.MILLIS;
        for (int i = 0; i < count; i++) {
            at += in.zigzag();
            times[i] = at;
        }
        var xor = new long[count];
        in.planes(xor, count);
        var batch = new SampleBatch(count);
        for (int i = 0; i < count; i++) {
            var head = registry.head(ids[i]);
            if (head == null) {
                throw new IllegalStateException("a write-ahead row names the unknown series " + ids[i]);
            }
            batch.add(head, times[i], head.unchained(window, xor[i]));
        }
        return batch;
    }
}
