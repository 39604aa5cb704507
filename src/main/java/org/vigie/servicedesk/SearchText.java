package org.vigie.servicedesk;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is typed and what is searched, made alike: lower case, no accents, single spaces. */
final class SearchText {
    /** A trigram index answers from three letters on. */
    static final int SHORTEST = 3;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SearchText() {}

    static String folded(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return SPACES.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    /** For LIKE: the text anywhere; its own wildcards are letters like others. */
    static String pattern(String text) {
        return "%" + folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
