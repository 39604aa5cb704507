package org.vigie.monitoring.metrics;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses a payload: one byte says how, then the unpacked length, then the bytes. Each method stays readable for
 * ever. Not for several threads at once.
 */
final class Packing {
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;
    private static final int DEFLATE = 2;

    private static final ConcurrentLinkedDeque<Packing> IDLE = new ConcurrentLinkedDeque<>();

    private final ZstdJavaCompressor zstd = new ZstdJavaCompressor();
    private final ZstdJavaDecompressor unzstd = new ZstdJavaDecompressor();
    private final Deflater deflater = new Deflater(6, true);
    private final Inflater inflater = new Inflater(true);
    private byte[] scratch = new byte[4096];

    /** Lends a packing for the time of the work: its native buffers are worth keeping, one a virtual thread is not. */
    static <T> T using(Function<Packing, T> work) {
        var idle = IDLE.poll();
        var packing = idle == null ? new Packing() : idle;
        try {
            return work.apply(packing);
        } finally {
            IDLE.push(packing);
        }
    }

    /** For large payloads that are written once and soon thrown away. */
    byte[] packQuickly(ByteWriter plain) {
        int needed = zstd.maxCompressedLength(plain.size());
        if (scratch.length < needed) {
            scratch = new byte[needed];
        }
        int size = zstd.compress(plain.array(), 0, plain.size(), scratch, 0, scratch.length);
        return smaller(ZSTD, plain, size);
    }

    /** For blocks of a few thousand bytes that are kept: Deflate is as dense on them and has no tables to set up. */
    byte[] packDensely(ByteWriter plain) {
        int needed = plain.size() + plain.size() / 8 + 64;
        if (scratch.length < needed) {
            scratch = new byte[needed];
        }
        deflater.reset();
        deflater.setInput(plain.array(), 0, plain.size());
        deflater.finish();
        int size = deflater.deflate(scratch, 0, scratch.length);
        return smaller(DEFLATE, plain, deflater.finished() ? size : Integer.MAX_VALUE);
    }

    private byte[] smaller(int method, ByteWriter plain, int packedSize) {
        boolean keepPlain = packedSize >= plain.size();
        byte[] body = keepPlain ? plain.array() : scratch;
        int size = keepPlain ? plain.size() : packedSize;
        var head = new ByteWriter(16);
        head.octet(keepPlain ? PLAIN : method);
        head.varint(plain.size());
        byte[] packed = Arrays.copyOf(head.array(), head.size() + size);
        System.arraycopy(body, 0, packed, head.size(), size);
        return packed;
    }

    ByteReader unpack(byte[] packed) {
        int method = packed[0];
        int at = 1;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = packed[at++];
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        byte[] plain = new byte[length];
        int got = switch (method) {
            case PLAIN -> {
                System.arraycopy(packed, at, plain, 0, length);
                yield length;
            }
            case ZSTD -> unzstd.decompress(packed, at, packed.length - at, plain, 0, length);
            case DEFLATE -> inflate(packed, at, plain);
            default -> throw new IllegalStateException("a payload packed in an unknown way: " + method);
        };
        if (got != length) {
            throw new IllegalStateException("a payload of " + length + " bytes gave " + got);
        }
        return new ByteReader(plain);
    }

    private int inflate(byte[] packed, int from, byte[] plain) {
        inflater.reset();
        inflater.setInput(packed, from, packed.length - from);
        try {
            return inflater.inflate(plain);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a damaged payload", e);
        }
    }
}
