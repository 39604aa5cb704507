package org.vigie.mail.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Header texts (RFC 2047), as they come: a character cut in two by neighbouring words, words glued to other text, unknown charsets,
 * bytes that should not be there at all.
 */
final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?]*?)\\?=");

    private EncodedWords() {}

    /** @param raw one character for each byte */
    static String decode(String raw) {
        String unfolded = raw.replaceAll("\\r?\\n[ \\t]*", " ").replaceAll("[\\r\\n]", " ");
        var text = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        Matcher word = WORD.matcher(unfolded);
        int at = 0;
        while (word.find()) {
            String between = unfolded.substring(at, word.start());
            boolean follows = charset != null && between.isBlank();
            if (!follows || !word.group(1).equalsIgnoreCase(charset)) {
                flush(text, bytes, charset);
            }
            if (!follows) {
                text.append(plain(between));
            }
            charset = word.group(1);
            bytes.writeBytes(
                    word.group(2).toLowerCase(Locale.ROOT).equals("b")
                            ? base64(word.group(3))
                            : quotedPrintable(word.group(3)));
            at = word.end();
        }
        flush(text, bytes, charset);
        return text.append(plain(unfolded.substring(at))).toString().strip();
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream bytes, @Nullable String charset) {
        if (bytes.size() > 0) {
            text.append(Charsets.decode(bytes.toByteArray(), charset));
            bytes.reset();
        }
    }

    private static String plain(String raw) {
        return Charsets.guessed(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] base64(String encoded) {
        String clean = encoded.replaceAll("[^A-Za-z0-9+/]", "");
        return Base64.getDecoder().decode(clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean);
    }

    private static byte[] quotedPrintable(String encoded) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '_') {
                bytes.write(' ');
            } else if (c == '=' && i + 2 < encoded.length() && hex(encoded, i) >= 0) {
                bytes.write(hex(encoded, i));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
