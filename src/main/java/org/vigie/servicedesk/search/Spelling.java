package org.vigie.servicedesk.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which known words somebody may have meant. */
final class Spelling {
    static final int MOST = 12;
    private static final int SHORTEST_BEGINNING = 3;
    private static final int SHORTEST_FOR_TWO = 5;

    private Spelling() {}

    /** One letter off, or begun so; where there is none, two letters off. The nearest first. */
    static List<String> meant(String typed, List<String> known) {
        List<String> close = nearest(typed, known, 1);
        if (!close.isEmpty() || typed.length() < SHORTEST_FOR_TWO) {
            return close;
        }
        return nearest(typed, known, 2);
    }

    private static List<String> nearest(String typed, List<String> known, int most) {
        record Near(String word, int off) {}
        return known.stream()
                .flatMap(word -> {
                    int off = typed.length() >= SHORTEST_BEGINNING && word.startsWith(typed) ? 1 : off(typed, word);
                    return off <= most ? Stream.of(new Near(word, off)) : Stream.of();
                })
                .sorted(Comparator.comparingInt(Near::off)
                        .thenComparingInt(near -> near.word().length())
                        .thenComparing(Near::word))
                .limit(MOST)
                .map(Near::word)
                .toList();
    }

    /**
     * Letters to add, take away, change or swap with the next one: the optimal string alignment distance (Damerau 1964,
     * without a second change of what was swapped).
     */
    static int off(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
