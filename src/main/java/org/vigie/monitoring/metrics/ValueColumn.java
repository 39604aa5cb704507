package org.vigie.monitoring.metrics;

import java.util.Arrays;

/**
 * The values of a block. Most measurements are decimals with few digits: scaled to whole numbers they are written as
 * differences (of order 0, 1 or 2, whichever is shortest) in variable-length integers. What is no such decimal
 * (NaN, infinity, minus zero) is kept beside as an exception, bit by bit; a column with too many of them is XOR-ed
 * with the value before and split into byte planes.
 */
final class ValueColumn {
    private static final int CONSTANT = 0;
    private static final int DECIMAL = 1;
    private static final int XOR = 2;
    private static final int MOST_DIGITS = 12;
    private static final double LARGEST_EXACT = 0x1p52;
    private static final double[] POWERS = new double[MOST_DIGITS + 1];

    static {
        double power = 1;
        for (int i = 0; i <= MOST_DIGITS; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private ValueColumn() {}

    static void write(ByteWriter out, long[] bits, int count) {
        if (allAlike(bits, count)) {
            out.octet(CONSTANT);
            out.fixed(count == 0 ? 0 : bits[0]);
            return;
        }
        int digits = digits(bits, count);
        if (digits < 0) {
            writeXor(out, bits, count);
        } else {
            writeDecimal(out, bits, count, digits);
        }
    }

    static long[] read(ByteReader in, int count) {
        var bits = new long[count];
        switch (in.octet()) {
            case CONSTANT -> Arrays.fill(bits, in.fixed());
            case DECIMAL -> readDecimal(in, bits, count);
            case XOR -> {
                in.planes(bits, count);
                for (int i = 1; i < count; i++) {
                    bits[i] ^= bits[i - 1];
                }
            }
            default -> throw new IllegalStateException("a column written in an unknown way");
        }
        return bits;
    }

    /** The digits after the point with which all values but a few are exact, or -1. */
    static int digits(long[] bits, int count) {
        int digits = 0;
        int exceptions = 0;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(bits[i]);
            if (isScaled(value, bits[i], digits)) {
                continue;
            }
            int finer = digits + 1;
            while (finer <= MOST_DIGITS && !isScaled(value, bits[i], finer)) {
                finer++;
            }
            if (finer <= MOST_DIGITS) {
                digits = finer;
            } else if (++exceptions > 4 + count / 16) {
                return -1;
            }
        }
        int outgrown = 0;
        for (int i = 0; i < count; i++) {
            if (!isScaled(Double.longBitsToDouble(bits[i]), bits[i], digits)) {
                outgrown++;
            }
        }
        return outgrown > 4 + count / 16 ? -1 : digits;
    }

    /** Moves a computed value to the nearest decimal with so many digits. */
    static double snap(double value, int digits) {
        double scaled = Math.rint(value * POWERS[digits]);
        return Math.abs(scaled) < LARGEST_EXACT ? scaled / POWERS[digits] : value;
    }

    private static boolean isScaled(double value, long bits, int digits) {
        double scaled = Math.rint(value * POWERS[digits]);
        return Math.abs(scaled) < LARGEST_EXACT
                && Double.doubleToRawLongBits((double) (long) scaled / POWERS[digits]) == bits;
    }

    private static void writeDecimal(ByteWriter out, long[] bits, int count, int digits) {
        var scaled = new long[count];
        var exceptions = new ByteWriter(16);
        int exceptional = 0;
        int lastException = 0;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(bits[i]);
            if (isScaled(value, bits[i], digits)) {
                scaled[i] = (long) Math.rint(value * POWERS[digits]);
            } else {
                scaled[i] = i == 0 ? 0 : scaled[i - 1];
                exceptions.varint(i - lastException);
                exceptions.fixed(bits[i]);
                lastException = i;
                exceptional++;
            }
        }
        int order = shortestOrder(scaled, count);
        out.octet(DECIMAL);
        out.octet(digits);
        out.octet(order);
        out.varint(exceptional);
        for (int i = 0; i < exceptions.size(); i++) {
            out.octet(exceptions.array()[i]);
        }
        long base = order == 0 ? least(scaled, count) : 0;
        out.zigzag(base);
        long before = 0;
        long deltaBefore = 0;
        for (int i = 0; i < count; i++) {
            long delta = scaled[i] - before;
            switch (order) {
                case 0 -> out.varint(scaled[i] - base);
                case 1 -> out.zigzag(delta);
                default -> out.zigzag(delta - deltaBefore);
            }
            before = scaled[i];
            deltaBefore = delta;
        }
    }

    private static void readDecimal(ByteReader in, long[] bits, int count) {
        int digits = in.octet();
        int order = in.octet();
        int exceptional = (int) in.varint();
        var places = new int[exceptional];
        var exceptions = new long[exceptional];
        int place = 0;
        for (int i = 0; i < exceptional; i++) {
            place += (int) in.varint();
            places[i] = place;
            exceptions[i] = in.fixed();
        }
        long base = in.zigzag();
        long before = 0;
        long delta = 0;
        double power = POWERS[digits];
        for (int i = 0; i < count; i++) {
            switch (order) {
                case 0 -> before = in.varint() + base;
                case 1 -> before += in.zigzag();
                default -> {
                    delta += in.zigzag();
                    before += delta;
                }
            }
            bits[i] = Double.doubleToRawLongBits((double) before / power);
        }
        for (int i = 0; i < exceptional; i++) {
            bits[places[i]] = exceptions[i];
        }
    }

    private static int shortestOrder(long[] scaled, int count) {
        long base = least(scaled, count);
        long[] size = new long[3];
        long before = scaled[0];
        long deltaBefore = 0;
        for (int i = 1; i < count; i++) {
            long delta = scaled[i] - before;
            size[0] += bitsOf(scaled[i] - base);
            size[1] += bitsOf(Math.abs(delta) << 1);
            size[2] += bitsOf(Math.abs(delta - deltaBefore) << 1);
            before = scaled[i];
            deltaBefore = delta;
        }
        int shortest = size[0] < size[1] ? 0 : 1;
        return size[2] < size[shortest] ? 2 : shortest;
    }

    private static int bitsOf(long magnitude) {
        return 64 - Long.numberOfLeadingZeros(magnitude);
    }

    private static long least(long[] values, int count) {
        long least = values[0];
        for (int i = 1; i < count; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    private static boolean allAlike(long[] bits, int count) {
        for (int i = 1; i < count; i++) {
            if (bits[i] != bits[0]) {
                return false;
            }
        }
        return true;
    }

    private static void writeXor(ByteWriter out, long[] bits, int count) {
        var xor = new long[count];
        xor[0] = bits[0];
        for (int i = 1; i < count; i++) {
            xor[i] = bits[i] ^ bits[i - 1];
        }
        out.octet(XOR);
        out.planes(xor, count);
    }
}
