package org.vigie.server.dump;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.vigie.server.dump.UnreadableDump.Why;

/**
 * The outside of a dump, which needs no key: the fingerprint of the key that opens it, then one sealed frame after the
 * other. Whoever copies a dump sees how far it has come, and whether its end has arrived.
 */
public final class DumpFrames {
    static final byte[] MAGIC = "VIGIE-DUMP-1\n".getBytes(StandardCharsets.US_ASCII);
    static final int FINGERPRINT = 8;
    static final int SALT = 8;
    static final int CHUNK = 64 * 1024;
    static final int TAG = 16;

    private final DataInputStream in;
    private final byte[] fingerprint;
    private final byte[] salt;
    private boolean ended;

    /**
     * @param last after this one the file ends
     * @param rows how many rows are written up to here
     */
    public record Frame(boolean last, long rows, byte[] sealed) {}

    public DumpFrames(InputStream from) throws IOException {
        if (!Arrays.equals(from.readNBytes(MAGIC.length), MAGIC)) {
            throw new UnreadableDump(Why.NOT_A_DUMP);
        }
        in = new DataInputStream(from);
        try {
            fingerprint = exactly(FINGERPRINT);
            salt = exactly(SALT);
        } catch (EOFException e) {
            throw new UnreadableDump(Why.CUT_SHORT);
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Of the master key that opens the dump. */
    public String fingerprint() {
        return HexFormat.of().formatHex(fingerprint);
    }

    byte[] salt() {
        return salt.clone();
    }

    /** The next frame; refuses a file that stops before its last one, or goes on after it. */
    public Frame next() throws IOException {
        if (ended) {
            throw new IllegalStateException("nothing comes after the last frame");
        }
        try {
            int kind = in.readUnsignedByte();
            long rows = in.readLong();
            int length = in.readInt();
            if (kind > 1 || length < TAG || length > CHUNK + TAG) {
                throw new UnreadableDump(Why.ALTERED);
            }
            byte[] sealed = exactly(length);
            ended = kind == 1;
            if (ended && in.read() >= 0) {
                throw new UnreadableDump(Why.ALTERED);
            }
            return new Frame(ended, rows, sealed);
        } catch (EOFException e) {
            throw new UnreadableDump(Why.CUT_SHORT);
        }
    }
}
