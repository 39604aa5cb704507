package org.vigie.monitoring.metrics;

/** A finished day of one series: delta of delta for times, {@link ValueColumn} for values, packed as one. */
final class DayBlock {
    private DayBlock() {}

    static byte[] encode(SampleRun run, Packing packing) {
        var out = new ByteWriter(4 * run.count + 32);
        out.varint(run.count);
        long before = 0;
        long deltaBefore = 0;
        for (int i = 0; i < run.count; i++) {
            long delta = run.at[i] - before;
            out.zigzag(delta - deltaBefore);
            before = run.at[i];
            // The first difference is the distance to 1970: it says nothing about the next.
            deltaBefore = i == 0 ? 0 : delta;
        }
        ValueColumn.write(out, run.bits, run.count);
        return packing.packDensely(out);
    }

    static SampleRun decode(byte[] payload, Packing packing) {
        var in = packing.unpack(payload);
        int count = (int) in.varint();
        var run = new SampleRun(count);
        long before = 0;
        long delta = 0;
        for (int i = 0; i < count; i++) {
            delta += in.zigzag();
            before += delta;
            run.at[i] = before;
            if (i == 0) {
                delta = 0;
            }
        }
        run.bits = ValueColumn.read(in, count);
        run.count = count;
        return run;
    }
}
