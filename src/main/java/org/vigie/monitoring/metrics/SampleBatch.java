package org.vigie.monitoring.metrics;

import java.util.Arrays;

/** Samples of many series in the order of arrival, column by column. */
final class SampleBatch {
    private SeriesHead[] heads;
    private long[] at;
    private long[] bits;
    private int size;

    SampleBatch(int expected) {
        heads = new SeriesHead[expected];
        at = new long[expected];
        bits = new long[expected];
    }

    void add(SeriesHead head, long time, long value) {
        if (size == at.length) {
            int room = Math.max(64, size * 2);
            heads = Arrays.copyOf(heads, room);
            at = Arrays.copyOf(at, room);
            bits = Arrays.copyOf(bits, room);
        }
        heads[size] = head;
        at[size] = time;
        bits[size] = value;
        size++;
    }

    void addAll(SampleBatch other) {
        for (int i = 0; i < other.size; i++) {
            add(other.heads[i], other.at[i], other.bits[i]);
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    SeriesHead head(int index) {
        return heads[index];
    }

    long at(int index) {
        return at[index];
    }

    long bits(int index) {
        return bits[index];
    }
}
