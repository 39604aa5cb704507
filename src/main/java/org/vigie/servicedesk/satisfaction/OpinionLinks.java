package org.vigie.servicedesk.satisfaction;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The links that answer a question, as they come back in what people quote: whoever works on a ticket must not find there how to
 * answer in its requester's name.
 */
public final class OpinionLinks {
    /** What a mail's source puts anywhere into a long line. */
    private static final String BREAK = "(?:=\\r?\\n)?";

    private static final Pattern SECRET = Pattern.compile(
            "(" + loose("opinion") + "(?:\\?|%3F|=3F|&#63;)" + BREAK + loose("token") + "(?:=3D|%3D|&#61;|=)" + BREAK
                    + ")(?:[A-Za-z0-9_-]" + BREAK + "){" + Questions.SECRET_LENGTH + "}");

    private OpinionLinks() {}

    /** The same without what makes them work. */
    public static String veiled(String text) {
        return SECRET.matcher(text).replaceAll("$1…");
    }

    /** The same for a mail as it came; a part that is written in base64 keeps what it says. */
    public static byte[] veiled(byte[] source) {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        String veiled = SECRET.matcher(text).replaceAll("$1...");
        return veiled.equals(text) ? source : veiled.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String loose(String word) {
        return word.chars().mapToObj(Character::toString).collect(Collectors.joining(BREAK, "", BREAK));
    }
}
