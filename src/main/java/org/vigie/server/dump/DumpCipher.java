package org.vigie.server.dump;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.vigie.server.dump.UnreadableDump.Why;
import org.vigie.shared.MasterKey;

/**
 * The sealed form of a dump: AES-256-GCM in chunks of 64 KiB, under a key derived from the master key.
 *
 * <p>The nonce is 8 random bytes of the file and the number of the chunk; the additional data says whether the chunk is
 * the last, and how many rows are written. So chunks can neither be exchanged nor left out, and a file that was cut short
 * has no last chunk.
 */
final class DumpCipher {
    private DumpCipher() {}

    /**
     * Only {@link OutputStream#close} writes the last chunk: what fails halfway must not be closed.
     *
     * @param rows how many rows are written so far, said in clear beside each chunk
     */
    static OutputStream sealing(MasterKey key, OutputStream to, LongSupplier rows) throws IOException {
        byte[] salt = new byte[DumpFrames.SALT];
        new SecureRandom().nextBytes(salt);
        to.write(DumpFrames.MAGIC);
        to.write(HexFormat.of().parseHex(key.fingerprint()));
        to.write(salt);
        SecretKey own = derived(key);
        var out = new DataOutputStream(to);
        return new OutputStream() {
            private final byte[] chunk = new byte[DumpFrames.CHUNK];
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
                    if (filled == DumpFrames.CHUNK) {
                        put(false);
                    }
                    int some = Math.min(left, DumpFrames.CHUNK - filled);
                    System.arraycopy(bytes, at, chunk, filled, some);
                    filled += some;
                    at += some;
                    left -= some;
                }
            }

            private void put(boolean last) throws IOException {
                long written = rows.getAsLong();
                byte[] sealed =
                        crypt(Cipher.ENCRYPT_MODE, own, salt, number, last, written, Arrays.copyOf(chunk, filled));
                out.writeByte(last ? 1 : 0);
                out.writeLong(written);
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
        var frames = new DumpFrames(from);
        if (!frames.fingerprint().equals(key.fingerprint())) {
            throw new UnreadableDump(Why.OTHER_KEY, frames.fingerprint());
        }
        SecretKey own = derived(key);
        byte[] salt = frames.salt();
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
                DumpFrames.Frame frame = frames.next();
                chunk = crypt(Cipher.DECRYPT_MODE, own, salt, number++, frame.last(), frame.rows(), frame.sealed());
                at = 0;
                last = frame.last();
            }
        };
    }

    private static SecretKey derived(MasterKey key) {
        return new SecretKeySpec(key.derive("dump"), "AES");
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] salt, int number, boolean last, long rows, byte[] bytes)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(salt.length + Integer.BYTES)
                    .put(salt)
                    .putInt(number)
                    .array();
            cipher.init(mode, key, new GCMParameterSpec(DumpFrames.TAG * 8, nonce));
            cipher.updateAAD(ByteBuffer.allocate(1 + Long.BYTES)
                    .put((byte) (last ? 1 : 0))
                    .putLong(rows)
                    .array());
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new UnreadableDump(Why.ALTERED);
        }
    }
}
