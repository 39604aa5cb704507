package org.vigie.monitoring.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Samples of one series, oldest first, as times in milliseconds and the bits of the values. */
final class SampleRun {
    long[] at;
    long[] bits;
    int count;

    SampleRun(int expected) {
        at = new long[expected];
        bits = new long[expected];
    }

    void add(long time, long value) {
        if (count == at.length) {
            at = Arrays.copyOf(at, Math.max(16, count * 2));
            bits = Arrays.copyOf(bits, at.length);
        }
        at[count] = time;
        bits[count] = value;
        count++;
    }

    /** The part from (inclusive) to (exclusive). */
    SampleRun between(long from, long to) {
        int first = firstAtOrAfter(from);
        int end = firstAtOrAfter(to);
        if (first == 0 && end == count) {
            return this;
        }
        var part = new SampleRun(0);
        part.at = Arrays.copyOfRange(at, first, Math.max(first, end));
        part.bits = Arrays.copyOfRange(bits, first, Math.max(first, end));
        part.count = part.at.length;
        return part;
    }

    private int firstAtOrAfter(long time) {
        int found = Arrays.binarySearch(at, 0, count, time);
        return found >= 0 ? found : -found - 1;
    }

    /**
     * One run of many, each in order. Where two hold the same time the later in the list wins: blocks override the
     * chunks that they were made of, and late samples override both.
     */
    static SampleRun merge(List<SampleRun> layers) {
        var runs = layers.stream().filter(run -> run.count > 0).toList();
        if (runs.size() == 1) {
            return runs.getFirst();
        }
        var inTime = runs.stream()
                .sorted((one, other) -> Long.compare(one.at[0], other.at[0]))
                .toList();
        int total = 0;
        boolean apart = true;
        for (int i = 0; i < inTime.size(); i++) {
            total += inTime.get(i).count;
            apart = apart && (i == 0 || inTime.get(i - 1).last() < inTime.get(i).at[0]);
        }
        var merged = new SampleRun(total);
        if (apart) {
            for (var run : inTime) {
                System.arraycopy(run.at, 0, merged.at, merged.count, run.count);
                System.arraycopy(run.bits, 0, merged.bits, merged.count, run.count);
                merged.count += run.count;
            }
        } else {
            var byTime = new TreeMap<Long, Long>();
            for (var run : runs) {
                for (int i = 0; i < run.count; i++) {
                    byTime.put(run.at[i], run.bits[i]);
                }
            }
            byTime.forEach(merged::add);
        }
        return merged;
    }

    long last() {
        return at[count - 1];
    }
}
