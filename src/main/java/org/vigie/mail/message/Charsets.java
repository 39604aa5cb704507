package org.vigie.mail.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to text by the name that the sender gave, and without one by what the bytes look like. Names mean what mail programs mean
 * by them and not what they say: Latin-1 is Windows-1252, GB 2312 is GB 18030 (WHATWG Encoding, 4.2).
 */
final class Charsets {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Charsets() {}

    static String decode(byte[] bytes, @Nullable String name) {
        String wanted =
                name == null ? "" : name.strip().toLowerCase(Locale.ROOT).replaceAll("[\"';\\s].*$", "");
        if (wanted.equals("utf-7") || wanted.equals("unicode-1-1-utf-7")) {
            return utf7(bytes);
        }
        Charset charset = find(wanted);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            return guessed(bytes);
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            return guessed(bytes);
        }
        return new String(bytes, charset);
    }

    private static @Nullable Charset find(String name) {
        return switch (name) {
            case "" -> null;
            case "iso-8859-1", "latin1", "l1", "iso_8859-1", "iso8859-1" -> WINDOWS;
            case "gb2312", "gbk", "gb_2312-80", "x-gbk" -> Charset.forName("GB18030");
            case "ks_c_5601-1987", "euc-kr" -> Charset.forName("x-windows-949");
            case "shift_jis", "sjis", "x-sjis" -> Charset.forName("windows-31j");
            case "utf8" -> StandardCharsets.UTF_8;
            case "cp-850" -> Charset.forName("IBM850");
            default -> supported(name);
        };
    }

    private static @Nullable Charset supported(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : null;
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }

    /** UTF-8 can hardly be met by chance; what is not UTF-8 is most often the Windows of the West. */
    static String guessed(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, WINDOWS);
        }
    }

    /** RFC 2152; Java has none. */
    private static String utf7(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        var decoded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '+') {
                decoded.append(c);
                continue;
            }
            int end = at;
            while (end < text.length() && isBase64(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                decoded.append('+');
            } else {
                String run = text.substring(at, end);
                // A single character left over cannot be a byte.
                byte[] units =
                        Base64.getDecoder().decode(run.length() % 4 == 1 ? run.substring(0, run.length() - 1) : run);
                decoded.append(new String(units, 0, units.length & ~1, StandardCharsets.UTF_16BE));
            }
            at = end < text.length() && text.charAt(end) == '-' ? end + 1 : end;
        }
        return decoded.toString();
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
