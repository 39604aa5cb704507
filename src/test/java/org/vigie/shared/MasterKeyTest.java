package org.vigie.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private final MasterKey key = MasterKey.parse(HEX);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t", "mot de passe très long, avec des accents : éàü €", "\u0000\uD83D\uDE00"})
    void opensWhatItSealed(String clear) {
        assertThat(key.open(key.seal(clear, "credential/1"), "credential/1")).isEqualTo(clear);
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(key.seal("s3cr3t", "credential/1")).isNotEqualTo(key.seal("s3cr3t", "credential/1"));
    }

    @Test
    void refusesAnotherContextAnotherKeyAndAChangedText() {
        String sealed = key.seal("s3cr3t", "credential/1");
        char last = sealed.charAt(10);
        String changed = sealed.substring(0, 10) + (last == 'A' ? 'B' : 'A') + sealed.substring(11);

        assertThatThrownBy(() -> key.open(sealed, "credential/2")).hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> MasterKey.parse("ff" + HEX.substring(2)).open(sealed, "credential/1"))
                .hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> key.open(changed, "credential/1")).hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> key.open("v2" + sealed.substring(2), "credential/1"))
                .hasMessageContaining("not sealed by this version");
        assertThatThrownBy(() -> key.open("v1.AAAA", "credential/1")).hasMessageContaining("cut short");
    }

    @Test
    void readsHexadecimalAndBothBase64Alike() {
        byte[] expected = key.derive("test");
        assertThat(MasterKey.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
                        .derive("test"))
                .isEqualTo(expected);
        assertThat(MasterKey.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")
                        .derive("test"))
                .isEqualTo(expected);
    }

    @Test
    void derivesByRfc5869SoThatAnotherToolCanDoTheSame() throws Exception {
        // Recounted here from HMAC alone: extract with an empty salt, expand to one block.
        byte[] extracted = hmac(new byte[32], HexFormat.of().parseHex(HEX));
        byte[] expanded = hmac(extracted, "vigie test\u0001".getBytes("UTF-8"));
        assertThat(key.derive("test")).isEqualTo(expanded);
        assertThat(key.derive("other")).isNotEqualTo(expanded);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "AAECAwQFBgcICQoLDA0ODw==", "not base64 !", "00010203"})
    void refusesAKeyOfAnotherLengthWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> MasterKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the master key must be 32 bytes, as 64 hexadecimal digits or in base64");
    }

    @Test
    void makesItsFileOnceAndForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("master.key");
        byte[] first = MasterKey.inFile(file).derive("test");

        assertThat(MasterKey.inFile(file).derive("test")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isToldFromAnotherByItsFingerprint() {
        var one = MasterKey.parse("11".repeat(32));
        assertThat(one.fingerprint())
                .matches("[0-9a-f]{16}")
                .isEqualTo(MasterKey.parse("11".repeat(32)).fingerprint())
                .isNotEqualTo(MasterKey.parse("12".repeat(32)).fingerprint());
    }
}
