package org.vigie.monitoring.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Count, minimum, maximum and sum by slot (an hour, or a day), packed as one payload. Slots count from 1970. */
final class RollUpBlock {
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;

    record Entry(long count, double minimum, double maximum, double sum) {}

    private RollUpBlock() {}

    /** The hours of the run that hold a value. */
    static SortedMap<Long, Entry> hoursOf(SampleRun run) {
        var hours = new TreeMap<Long, Entry>();
        int digits = ValueColumn.digits(run.bits, run.count);
        int i = 0;
        while (i < run.count) {
            long hour = Math.floorDiv(run.at[i], HOUR);
            var tally = new Tally();
            while (i < run.count && run.at[i] < (hour + 1) * HOUR) {
                tally.add(Double.longBitsToDouble(run.bits[i]));
                i++;
            }
            if (tally.count > 0) {
                // The sum of decimals is a decimal: nearer to what a person adds up, and shorter to keep.
                double sum = digits >= 0 ? ValueColumn.snap(tally.sum(), digits) : tally.sum();
                hours.put(hour, new Entry(tally.count, tally.minimum, tally.maximum, sum));
            }
        }
        return hours;
    }

    static SortedMap<Long, Entry> daysOf(SortedMap<Long, Entry> hours) {
        var tallies = new TreeMap<Long, Tally>();
        hours.forEach((hour, entry) -> tallies.computeIfAbsent(Math.floorDiv(hour, 24L), day -> new Tally())
                .add(entry.count(), entry.minimum(), entry.maximum(), entry.sum()));
        var days = new TreeMap<Long, Entry>();
        tallies.forEach(
                (day, tally) -> days.put(day, new Entry(tally.count, tally.minimum, tally.maximum, tally.sum())));
        return days;
    }

    static byte[] encode(SortedMap<Long, Entry> entries, Packing packing) {
        int count = entries.size();
        var out = new ByteWriter(16 * count + 64);
        out.varint(count);
        var minima = new long[count];
        var maxima = new long[count];
        var sums = new long[count];
        var counts = new long[count];
        int i = 0;
        long before = 0;
        for (Map.Entry<Long, Entry> slot : entries.entrySet()) {
            out.varint(slot.getKey() - before);
            before = slot.getKey();
            counts[i] = slot.getValue().count();
            minima[i] = Double.doubleToRawLongBits(slot.getValue().minimum());
            maxima[i] = Double.doubleToRawLongBits(slot.getValue().maximum());
            sums[i] = Double.doubleToRawLongBits(slot.getValue().sum());
            i++;
        }
        before = 0;
        for (long value : counts) {
            out.zigzag(value - before);
            before = value;
        }
        ValueColumn.write(out, minima, count);
        ValueColumn.write(out, maxima, count);
        ValueColumn.write(out, sums, count);
        return packing.packDensely(out);
    }

    static SortedMap<Long, Entry> decode(byte[] payload, Packing packing) {
        var in = packing.unpack(payload);
        int count = (int) in.varint();
        var slots = new long[count];
        long slot = 0;
        for (int i = 0; i < count; i++) {
            slot += in.varint();
            slots[i] = slot;
        }
        var counts = new long[count];
        long value = 0;
        for (int i = 0; i < count; i++) {
            value += in.zigzag();
            counts[i] = value;
        }
        long[] minima = ValueColumn.read(in, count);
        long[] maxima = ValueColumn.read(in, count);
        long[] sums = ValueColumn.read(in, count);
        var entries = new TreeMap<Long, Entry>();
        for (int i = 0; i < count; i++) {
            entries.put(
                    slots[i],
                    new Entry(
                            counts[i],
                            Double.longBitsToDouble(minima[i]),
                            Double.longBitsToDouble(maxima[i]),
                            Double.longBitsToDouble(sums[i])));
        }
        return entries;
    }
}
