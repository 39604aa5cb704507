package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.shared.MasterKey;

class DumpCipherTest {
    private static final MasterKey KEY = MasterKey.parse("11".repeat(32));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void opensWhatItSealed(int length) throws IOException {
        byte[] clear = random(length);
        assertThat(open(KEY, seal(clear))).isEqualTo(clear);
    }

    @Test
    void refusesAnotherMasterKey() {
        assertThatThrownBy(() -> open(MasterKey.parse("22".repeat(32)), seal(random(10))))
                .isInstanceOf(DumpCipher.Unreadable.class)
                .hasMessageContaining("master key");
    }

    /** 131135 is exactly the end of the second chunk: what is missing is whole chunks. */
    @ParameterizedTest
    @ValueSource(ints = {5, 21, 22, 65_000, 131_135, 131_136, 200_000})
    void refusesAFileCutShort(int kept) throws IOException {
        byte[] sealed = seal(random(200_000));
        assertThatThrownBy(() -> open(KEY, Arrays.copyOf(sealed, kept))).isInstanceOf(DumpCipher.Unreadable.class);
    }

    @Test
    void refusesAnAlteredByteAnywhere() throws IOException {
        byte[] sealed = seal(random(100));
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> open(KEY, altered)).isInstanceOf(DumpCipher.Unreadable.class);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] seal(byte[] clear) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var out = DumpCipher.sealing(KEY, file)) {
            out.write(clear);
        }
        return file.toByteArray();
    }

    private static byte[] open(MasterKey key, byte[] file) throws IOException {
        return DumpCipher.opening(key, new ByteArrayInputStream(file)).readAllBytes();
    }
}
