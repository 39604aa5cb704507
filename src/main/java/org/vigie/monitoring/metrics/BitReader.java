package org.vigie.monitoring.metrics;

/** Reads bits, highest first. */
final class BitReader {
    private final byte[] bytes;
    private int at;

    BitReader(byte[] bytes, int firstByte) {
        this.bytes = bytes;
        this.at = firstByte * 8;
    }

    boolean bit() {
        boolean set = (bytes[at >>> 3] >>> (7 - (at & 7)) & 1) != 0;
        at++;
        return set;
    }

    long read(int count) {
        long value = 0;
        int left = count;
        while (left > 0) {
            int free = 8 - (at & 7);
            int take = Math.min(free, left);
            long part = ((bytes[at >>> 3] & 0xFF) >>> (free - take)) & ((1L << take) - 1);
            value = value << take | part;
            at += take;
            left -= take;
        }
        return value;
    }
}
