package org.vigie.monitoring.metrics;

import java.util.Arrays;

/**
 * The samples of one series in one window while they arrive: delta of delta for times, XOR for values (Pelkonen and
 * others, "Gorilla: a fast, scalable, in-memory time series database", VLDB 2015), in milliseconds. One thread
 * appends; readers take a copy.
 */
final class GorillaChunk {
    private final BitWriter out = new BitWriter();
    private int count;
    private long lastAt;
    private long lastDelta;
    private long lastBits;
    private int leading = -1;
    private int trailing;

    /** @param at later than every sample before */
    synchronized void append(long at, long bits) {
        if (count == 0) {
            out.write(at, 64);
            out.write(bits, 64);
        } else {
            writeTime(at);
            writeValue(bits ^ lastBits);
        }
        lastAt = at;
        lastBits = bits;
        count++;
    }

    private void writeTime(long at) {
        long delta = at - lastAt;
        long change = delta - lastDelta;
        lastDelta = delta;
        if (change == 0) {
            out.write(0, 1);
        } else if (change >= -64 && change < 64) {
            out.write(0b10, 2);
            out.write(change, 7);
        } else if (change >= -2048 && change < 2048) {
            out.write(0b110, 3);
            out.write(change, 12);
        } else if (change >= -524_288 && change < 524_288) {
            out.write(0b1110, 4);
            out.write(change, 20);
        } else {
            out.write(0b1111, 4);
            out.write(change, 64);
        }
    }

    private void writeValue(long xor) {
        if (xor == 0) {
            out.write(0, 1);
            return;
        }
        int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(xor));
        int zerosAfter = Long.numberOfTrailingZeros(xor);
        if (leading >= 0 && zerosBefore >= leading && zerosAfter >= trailing) {
            out.write(0b10, 2);
            out.write(xor >>> trailing, 64 - leading - trailing);
        } else {
            leading = zerosBefore;
            trailing = zerosAfter;
            int meaningful = 64 - leading - trailing;
            out.write(0b11, 2);
            out.write(leading, 5);
            out.write(meaningful - 1L, 6);
            out.write(xor >>> trailing, meaningful);
        }
    }

    synchronized byte[] payload() {
        byte[] bits = out.copy();
        var head = new ByteWriter(5 + bits.length);
        head.varint(count);
        byte[] payload = Arrays.copyOf(head.array(), head.size() + bits.length);
        System.arraycopy(bits, 0, payload, head.size(), bits.length);
        return payload;
    }

    static SampleRun decode(byte[] payload) {
        int at = 0;
        int count = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = payload[at++];
            count |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        var in = new BitReader(payload, at);
        var run = new SampleRun(count);
        if (count == 0) {
            return run;
        }
        long time = in.read(64);
        long bits = in.read(64);
        run.add(time, bits);
        long delta = 0;
        int leading = 0;
        int trailing = 0;
        for (int i = 1; i < count; i++) {
            delta += readChange(in);
            time += delta;
            if (in.bit()) {
                if (in.bit()) {
                    leading = (int) in.read(5);
                    int meaningful = (int) in.read(6) + 1;
                    trailing = 64 - leading - meaningful;
                }
                bits ^= in.read(64 - leading - trailing) << trailing;
            }
            run.add(time, bits);
        }
        return run;
    }

    private static long readChange(BitReader in) {
        if (!in.bit()) {
            return 0;
        }
        if (!in.bit()) {
            return signed(in.read(7), 7);
        }
        if (!in.bit()) {
            return signed(in.read(12), 12);
        }
        return in.bit() ? in.read(64) : signed(in.read(20), 20);
    }

    private static long signed(long value, int bits) {
        return value << (64 - bits) >> (64 - bits);
    }
}
