package org.vigie.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret that Vigie's other secrets are sealed with: 32 bytes, kept outside the database.
 *
 * <p>AES-256-GCM with a random nonce of 96 bits. Each purpose has a key of its own, derived by HKDF with SHA-256
 * (RFC 5869), so that what was sealed for one can never be opened for another.
 */
public final class MasterKey {
    private static final int LENGTH = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /** Names the key and the method, for the day on which either changes. */
    private static final String VERSION = "v1";

    private static final SecureRandom random = new SecureRandom();

    private final SecretKey key;
    private final SecretKey sealing;

    private MasterKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("the master key has " + key.length + " bytes and must have " + LENGTH);
        }
        this.key = new SecretKeySpec(key, "HKDF");
        this.sealing = new SecretKeySpec(derive("seal " + VERSION), "AES");
    }

    /** From 64 hexadecimal digits or from base64, ordinary or for URLs, as in {@code VIGIE_MASTER_KEY}. */
    public static MasterKey parse(String text) {
        String key = text.strip();
        if (key.matches("[0-9a-fA-F]{64}")) {
            return new MasterKey(HexFormat.of().parseHex(key));
        }
        try {
            return new MasterKey(
                    Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalArgumentException(
                    "the master key must be 32 bytes, as 64 hexadecimal digits or in base64");
        }
    }

    /** From a file that only its owner may read, made with a new key when it is missing. */
    public static MasterKey inFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[LENGTH];
            random.nextBytes(key);
            write(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        return parse(Files.readString(file));
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Whole or not at all: half a key would lock everything that is sealed later.
        Path fresh = Files.createTempFile(
                folder,
                "master.key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, text);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was first, and its key is as good.
            return;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Seals a text so that it can be kept in the database.
     *
     * @param context what the secret belongs to, for instance {@code remote.credential/42}; opening it under another
     *     context fails, so that a sealed text cannot be moved to another row
     */
    public String seal(String clear, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(clear.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return VERSION + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Opens what {@link #seal} made under the same context; refuses anything else. */
    public String open(String sealed, String context) {
        if (!sealed.startsWith(VERSION + ".")) {
            throw new IllegalArgumentException("not sealed by this version of Vigie");
        }
        byte[] all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length() + 1));
        if (all.length < NONCE + TAG_BITS / 8) {
            throw new IllegalArgumentException("the sealed text is cut short");
        }
        byte[] nonce = Arrays.copyOf(all, NONCE);
        try {
            byte[] clear = cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(all, NONCE, all.length - NONCE);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException(
                    "cannot be opened: sealed with another master key, for something else, or altered", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening failed", e);
        }
    }

    /** A key of 32 bytes for one purpose, always the same for the same master key. */
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(key)
                            .thenExpand(("vigie " + purpose).getBytes(StandardCharsets.UTF_8), LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HKDF in this Java", e);
        }
    }

    /** 16 hexadecimal digits by which two keys can be told apart; it says nothing about the key itself. */
    public String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint"), 0, 8);
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((VERSION + " " + context).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
