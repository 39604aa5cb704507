package org.vigie.monitoring.metrics;

import java.util.Arrays;

/** Grows as it is written: variable-length integers (7 bits a byte, low first) and big-endian longs. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void varint(long value) {
        room(10);
        while ((value & ~0x7FL) != 0) {
            bytes[size++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[size++] = (byte) value;
    }

    /** Small numbers of either sign in few bytes: 0, -1, 1, -2 … as 0, 1, 2, 3 … */
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** The eight byte planes of the values, highest first: alike bytes come to lie side by side. */
    void planes(long[] values, int count) {
        room(8 * count);
        for (int shift = 56; shift >= 0; shift -= 8) {
            for (int i = 0; i < count; i++) {
                bytes[size++] = (byte) (values[i] >>> shift);
            }
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }
}
