package org.vigie.shared;

/** Texts that are longer than there is room for. */
public final class Cut {
    private Cut() {}

    /** At most so many characters, never half of one; what was left out is an ellipsis. */
    public static String to(int longest, String text) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
