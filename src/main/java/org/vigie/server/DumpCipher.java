package org.vigie.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.vigie.shared.MasterKey;

/**
 * The sealed form of a dump: AES-256-GCM in chunks of 64 KiB.
 *
 * <p>The nonce is 8 random bytes of the file and the number of the chunk; the additional data says whether the chunk is
 * the last. So chunks can neither be exchanged nor left out, and a file that was cut short has no last chunk.
 */
final class DumpCipher {
    private static final byte[] MAGIC = "VIGIE-DUMP-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 64 * 1024;
    private static final int TAG = 16;

    private DumpCipher() {}

    /** Not from this master key, altered, or cut short. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Only {@link OutputStream#close} writes the last chunk: what fails halfway must not be closed. */
    static OutputStream sealing(MasterKey key, OutputStream to) throws IOException {
        byte[] salt = new byte[8];
        new SecureRandom().nextBytes(salt);
        to.write(MAGIC);
        to.write(salt);
        var out = new DataOutputStream(to);
        return new OutputStream() {
            private final byte[] chunk = new byte[CHUNK];
            private int filled;
            private int number;
            private boolean closed;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int at = from;
                int left = length;
                while (left > 0) {
                    if (filled == CHUNK) {
                        put(false);
                    }
                    int some = Math.min(left, CHUNK - filled);
                    System.arraycopy(bytes, at, chunk, filled, some);
                    filled += some;
                    at += some;
                    left -= some;
                }
            }

            private void put(boolean last) throws IOException {
                byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, salt, number, last, Arrays.copyOf(chunk, filled));
                out.writeByte(last ? 1 : 0);
                out.writeInt(sealed.length);
                out.write(sealed);
                number = Math.incrementExact(number);
                filled = 0;
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    put(true);
                    out.flush();
                }
            }
        };
    }

    static InputStream opening(MasterKey key, InputStream from) throws IOException {
        if (!Arrays.equals(from.readNBytes(MAGIC.length), MAGIC)) {
            throw new Unreadable("not a dump of Vigie");
        }
        byte[] salt = from.readNBytes(8);
        var in = new DataInputStream(from);
        return new InputStream() {
            private byte[] chunk = new byte[0];
            private int at;
            private int number;
            private boolean last;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                while (at == chunk.length && !last) {
                    next();
                }
                if (at == chunk.length) {
                    return length == 0 ? 0 : -1;
                }
                int some = Math.min(length, chunk.length - at);
                System.arraycopy(chunk, at, into, offset, some);
                at += some;
                return some;
            }

            private void next() throws IOException {
                try {
                    boolean end = in.readByte() == 1;
                    int length = in.readInt();
                    if (length < TAG || length > CHUNK + TAG) {
                        throw new Unreadable("the dump was altered");
                    }
                    byte[] sealed = new byte[length];
                    in.readFully(sealed);
                    chunk = crypt(Cipher.DECRYPT_MODE, key, salt, number++, end, sealed);
                    at = 0;
                    last = end;
                } catch (EOFException e) {
                    throw new Unreadable("the dump is cut short");
                }
            }
        };
    }

    private static byte[] crypt(int mode, MasterKey key, byte[] salt, int number, boolean last, byte[] bytes)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(12).put(salt).putInt(number).array();
            cipher.init(mode, new SecretKeySpec(key.derive("dump"), "AES"), new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new Unreadable("the dump does not open with this master key, or was altered");
        }
    }
}
