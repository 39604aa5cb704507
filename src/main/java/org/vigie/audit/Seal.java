package org.vigie.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A batch of entries in the chain. The first link is made from the previous seal's digest, the number and the time; each
 * entry adds one; the last link is the digest of the seal.
 */
record Seal(long number, Instant at, byte[] previous, List<Long> entryIds, byte[] links, byte[] digest) {
    static final int LINK = 32;
    static final byte[] BEGINNING = new byte[LINK];

    static Seal over(long number, Instant at, byte[] previous, List<SealedEntry> entries) {
        byte[] link = firstLink(number, at, previous);
        var links = ByteBuffer.allocate(entries.size() * LINK);
        for (SealedEntry entry : entries) {
            link = entry.linkAfter(link);
            links.put(link);
        }
        return new Seal(
                number, at, previous, entries.stream().map(SealedEntry::id).toList(), links.array(), link);
    }

    byte[] firstLink() {
        return firstLink(number, at, previous);
    }

    private static byte[] firstLink(long number, Instant at, byte[] previous) {
        var digest = SealedEntry.sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(20)
                .putLong(number)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array());
        return digest.digest();
    }

    byte[] link(int position) {
        return Arrays.copyOfRange(links, position * LINK, (position + 1) * LINK);
    }

    String head() {
        return number + ":" + HexFormat.of().formatHex(digest);
    }
}
