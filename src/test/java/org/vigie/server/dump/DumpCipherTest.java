package org.vigie.server.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.server.dump.UnreadableDump.Why;
import org.vigie.shared.MasterKey;

class DumpCipherTest {
    private static final MasterKey KEY = MasterKey.parse("11".repeat(32));
    private static final int HEAD = 13 + 8 + 8;
    private static final int FRAME = 1 + 8 + 4 + 65_536 + 16;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void opensWhatItSealed(int length) throws IOException {
        byte[] clear = random(length);
        assertThat(open(KEY, seal(clear))).isEqualTo(clear);
    }

    @Test
    void tellsAnotherMasterKeyFromAnAlteredFile() throws IOException {
        byte[] sealed = seal(random(10));
        assertThatThrownBy(() -> open(MasterKey.parse("22".repeat(32)), sealed))
                .isInstanceOfSatisfying(UnreadableDump.class, e -> {
                    assertThat(e.why()).isEqualTo(Why.OTHER_KEY);
                    assertThat(e.detail()).isEqualTo(KEY.fingerprint());
                });
    }

    /** Also exactly after the second chunk, and one byte before the end. */
    @ParameterizedTest
    @ValueSource(ints = {HEAD - 1, HEAD, HEAD + 1, 65_000, HEAD + 2 * FRAME, HEAD + 2 * FRAME + 1, 200_000})
    void refusesAFileCutShort(int kept) throws IOException {
        byte[] sealed = seal(random(200_000));
        assertThatThrownBy(() -> open(KEY, Arrays.copyOf(sealed, kept)))
                .isInstanceOfSatisfying(
                        UnreadableDump.class, e -> assertThat(e.why()).isEqualTo(Why.CUT_SHORT));
    }

    @Test
    void refusesAnAlteredByteAnywhere() throws IOException {
        byte[] sealed = seal(random(100));
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> open(KEY, altered)).as("byte " + at).isInstanceOf(UnreadableDump.class);
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() throws IOException {
        byte[] sealed = seal(random(100));
        assertThatThrownBy(() -> open(KEY, Arrays.copyOf(sealed, sealed.length + 1)))
                .isInstanceOfSatisfying(
                        UnreadableDump.class, e -> assertThat(e.why()).isEqualTo(Why.ALTERED));
    }

    @Test
    void saysHowFarItHasComeToWhoHasNoKey() throws IOException {
        var frames = new DumpFrames(new ByteArrayInputStream(MadeDump.sealed(KEY, random(100_000), 42)));
        assertThat(frames.fingerprint()).isEqualTo(KEY.fingerprint());
        assertThat(frames.next().last()).isFalse();
        var end = frames.next();
        assertThat(end.last()).isTrue();
        assertThat(end.rows()).isEqualTo(42);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] seal(byte[] clear) throws IOException {
        return MadeDump.sealed(KEY, clear, 7);
    }

    private static byte[] open(MasterKey key, byte[] file) throws IOException {
        return DumpCipher.opening(key, new ByteArrayInputStream(file)).readAllBytes();
    }
}
