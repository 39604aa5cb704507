package org.vigie.monitoring.metrics;

import java.util.Arrays;

/** Appends bits, highest first. */
final class BitWriter {
    private byte[] bytes = new byte[32];
    private int bits;

    void write(long value, int count) {
        int needed = ((bits + count + 7) >>> 3) + 1;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
        int left = count;
        while (left > 0) {
            int free = 8 - (bits & 7);
            int take = Math.min(free, left);
            long part = (value >>> (left - take)) & ((1L << take) - 1);
            bytes[bits >>> 3] |= (byte) (part << (free - take));
            bits += take;
            left -= take;
        }
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, (bits + 7) >>> 3);
    }
}
