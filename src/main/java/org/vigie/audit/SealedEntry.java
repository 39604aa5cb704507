package org.vigie.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/** An entry with everything that the chain covers. */
record SealedEntry(
        long id,
        Instant at,
        @Nullable TenantId tenant,
        String actorKind,
        @Nullable Long accountId,
        String who,
        String verb,
        String subject,
        SortedMap<String, String> details) {

    AuditEntry shown() {
        return new AuditEntry(id, at, tenant, who, verb, subject, details);
    }

    /**
     * The link of the chain at this entry: SHA-256 over the previous link (32 bytes) and the entry in canonical form.
     * Each field is its length in UTF-8 bytes (4 bytes, big-endian; -1 for none) and its bytes, so that no two entries
     * have one form; details come sorted by name.
     */
    byte[] linkAfter(byte[] previous) {
        MessageDigest digest = sha256();
        digest.update(previous);
        put(digest, Long.toString(id));
        put(digest, at.toString());
        put(digest, tenant == null ? null : tenant.toString());
        put(digest, actorKind);
        put(digest, accountId == null ? null : accountId.toString());
        put(digest, who);
        put(digest, verb);
        put(digest, subject);
        details.forEach((name, value) -> {
            put(digest, name);
            put(digest, value);
        });
        return digest.digest();
    }

    private static void put(MessageDigest digest, @Nullable String field) {
        if (field == null) {
            digest.update(ByteBuffer.allocate(4).putInt(-1).array());
            return;
        }
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
