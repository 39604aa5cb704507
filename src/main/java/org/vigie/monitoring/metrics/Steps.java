package org.vigie.monitoring.metrics;

import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.Points;

/** The steps of a range: each collects what falls into it, and one that collects nothing is a gap. */
final class Steps {
    private final long from;
    private final long step;
    private final Tally[] tallies;

    Steps(long from, long to, long step, int most) {
        if (step <= 0) {
            throw new IllegalArgumentException("a step is longer than nothing");
        }
        long count = to <= from ? 0 : (to - from + step - 1) / step;
        if (count > most) {
            throw new IllegalArgumentException(count + " points at once; ask for a longer step, or for less time");
        }
        this.from = from;
        this.step = step;
        tallies = new Tally[(int) count];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = new Tally();
        }
    }

    boolean areWholeDays() {
        return step % RollUpBlock.DAY == 0 && from % RollUpBlock.DAY == 0;
    }

    void add(SampleRun run) {
        for (int i = 0; i < run.count; i++) {
            tallies[(int) ((run.at[i] - from) / step)].add(Double.longBitsToDouble(run.bits[i]));
        }
    }

    void add(long at, RollUpBlock.Entry entry) {
        tallies[(int) ((at - from) / step)].add(entry.count(), entry.minimum(), entry.maximum(), entry.sum());
    }

    Points points(Aggregate aggregate) {
        var millis = new long[tallies.length];
        var values = new double[tallies.length];
        for (int i = 0; i < tallies.length; i++) {
            millis[i] = from + i * step;
            values[i] = value(tallies[i], aggregate);
        }
        return new Points(millis, values);
    }

    private static double value(Tally tally, Aggregate aggregate) {
        if (tally.count == 0) {
            return Double.NaN;
        }
        return switch (aggregate) {
            case AVERAGE -> tally.sum() / tally.count;
            case MINIMUM -> tally.minimum;
            case MAXIMUM -> tally.maximum;
            case SUM -> tally.sum();
            case COUNT -> tally.count;
            case LAST -> tally.last;
        };
    }
}
