package org.vigie.probe;

/** A few harmless words of what a stranger said. */
final class Excerpt {
    private static final int LENGTH = 80;

    private Excerpt() {}

    static String of(String text) {
        String tame = text.substring(0, Math.min(text.length(), 4 * LENGTH))
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ")
                .strip();
        return tame.length() <= LENGTH ? tame : tame.substring(0, LENGTH - 1) + "…";
    }
}
