package org.vigie.mail.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a structured header and its parameters: plain, with encoded words (forbidden, and everywhere), in several
 * pieces or with a charset (RFC 2231).
 */
record Parameters(String value, Map<String, String> named) {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^;]*)", Pattern.DOTALL);
    private static final Pattern PIECE = Pattern.compile("([^*]+)(?:\\*(\\d{1,3}))?(\\*)?");

    /** @param raw one character for each byte */
    static Parameters of(String raw) {
        String unfolded = raw.replaceAll("\\r?\\n[ \\t]*", " ").replaceAll("[\\r\\n]", " ");
        int end = unfolded.indexOf(';');
        String value = (end < 0 ? unfolded : unfolded.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        var plain = new TreeMap<String, String>();
        var pieces = new TreeMap<String, TreeMap<Integer, String>>();
        Matcher parameter = PARAMETER.matcher(unfolded);
        while (parameter.find()) {
            Matcher piece = PIECE.matcher(parameter.group(1).toLowerCase(Locale.ROOT));
            if (!piece.matches()) {
                continue;
            }
            String given = unquoted(parameter.group(2).strip());
            if (piece.group(2) == null && piece.group(3) == null) {
                plain.putIfAbsent(piece.group(1), EncodedWords.decode(given));
            } else {
                int number = piece.group(2) == null ? 0 : Integer.parseInt(piece.group(2));
                pieces.computeIfAbsent(piece.group(1), name -> new TreeMap<>())
                        .putIfAbsent(number, (piece.group(3) == null ? "p" : "e") + given);
            }
        }
        // What says its charset is meant for those who understand it, and goes before the other.
        pieces.forEach((name, parts) -> plain.put(name, joined(parts)));
        return new Parameters(value, plain);
    }

    private static String joined(TreeMap<Integer, String> parts) {
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        for (var part : parts.entrySet()) {
            boolean encoded = part.getValue().startsWith("e");
            String text = part.getValue().substring(1);
            if (encoded && charset == null && text.matches("[^']*'[^']*'.*")) {
                charset = text.substring(0, text.indexOf('\''));
                text = text.substring(text.indexOf('\'', charset.length() + 1) + 1);
            }
            bytes.writeBytes(encoded ? percent(text) : text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return Charsets.decode(bytes.toByteArray(), charset);
    }

    private static byte[] percent(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String unquoted(String given) {
        return given.length() > 1 && given.startsWith("\"") && given.endsWith("\"")
                ? given.substring(1, given.length() - 1).replaceAll("\\\\(.)", "$1")
                : given;
    }

    @Nullable
    String get(String name) {
        String found = named.get(name);
        return found == null || found.isBlank() ? null : found;
    }
}
