package org.vigie.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;

/** Entity tags (RFC 9110, 8.8.3), and the If-Match that brings them back. */
public final class Tags {
    private Tags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** For what has no version of its own. */
    public static String of(String representation) {
        return "\"" + digest(representation).substring(0, 32) + "\"";
    }

    public static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Refuses as stale when If-Match is given and does not name this tag. A missing object has no tag. */
    public static void match(@Nullable String ifMatch, @Nullable String tag) {
        if (ifMatch == null) {
            return;
        }
        boolean good = ifMatch.strip().equals("*")
                ? tag != null
                : tag != null && listed(ifMatch).contains(tag);
        if (!good) {
            throw Refused.stale();
        }
    }

    /** A proxy that compresses an answer weakens its tag; the object is the same. */
    private static List<String> listed(String ifMatch) {
        return Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .toList();
    }
}
