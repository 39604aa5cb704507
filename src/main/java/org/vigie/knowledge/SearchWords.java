package org.vigie.knowledge;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is typed and what is searched, cut into words alike: letters and digits without accents, in lower case. So
 * "l’imprimante" and "l'imprimante" are two words each, an address is its numbers, and no sign of the search language is
 * ever among them.
 */
final class SearchWords {
    /** More than a person types; a pasted mail is sought by its beginning. */
    static final int MOST = 12;

    private static final int LONGEST = 60;

    /** Shorter beginnings fit too much. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchWords() {}

    static String folded(String text) {
        String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss");
        return OTHERS.matcher(bare).replaceAll(" ").strip();
    }

    static List<String> of(String typed) {
        String beginning = typed.length() > MOST * LONGEST ? typed.substring(0, MOST * LONGEST) : typed;
        return Arrays.stream(folded(beginning).split(" ", -1))
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** For {@code to_tsquery}: all of the words, the last as far as it is typed. */
    static String query(List<String> words) {
        var parts = new ArrayList<>(words);
        if (!parts.isEmpty() && parts.getLast().length() >= SHORTEST_BEGINNING) {
            parts.set(parts.size() - 1, parts.getLast() + ":*");
        }
        return String.join(" & ", parts);
    }

    /** For {@code to_tsquery}: any of the words; blank where none is long enough to mean something. */
    static String any(List<String> words) {
        return words.stream()
                .filter(word -> word.length() >= SHORTEST_BEGINNING)
                .collect(Collectors.joining(" | "));
    }
}
