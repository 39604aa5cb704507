package org.vigie.servicedesk.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is typed and what is searched, cut into words alike: letters and digits in lower case, without accents. What is
 * written together with a hyphen or dots is its parts and, besides, one word: so "wifi" is in "Wi-Fi", and an address is
 * one thing.
 */
final class TextWords {
    static final int LONGEST = 60;

    /** What is beyond is a log that nobody reads to its end. A row holds a megabyte: these, twice stemmed, and another text. */
    static final int MOST_DIFFERENT = 6_000;

    private static final String JOINS = "-\u2010\u2011._@";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TextWords() {}

    /**
     * @param from where it begins in the text
     * @param parts of what is written together; empty for a plain word
     */
    record Word(String folded, int from, int to, List<String> parts) {}

    /** In their order; what is written together stands before its parts. One walk: nobody can make it long by what they write. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        var run = new ArrayList<Word>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfLetters(text, at);
            if (end == at) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            run.add(new Word(end - at > 4 * LONGEST ? "" : folded(text.substring(at, end)), at, end, List.of()));
            boolean goesOn = end + 1 < text.length()
                    && JOINS.indexOf(text.charAt(end)) >= 0
                    && endOfLetters(text, end + 1) > end + 1;
            if (!goesOn) {
                add(run, words);
                run.clear();
            }
            at = end + 1;
        }
        return words;
    }

    private static int endOfLetters(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int one = text.codePointAt(at);
            int type = Character.getType(one);
            boolean isMark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
            if (!Character.isLetterOrDigit(one) && !isMark) {
                break;
            }
            at += Character.charCount(one);
        }
        return at;
    }

    private static void add(List<Word> run, List<Word> words) {
        List<Word> parts = run.stream().filter(part -> isWord(part.folded())).toList();
        if (run.size() > 1 && run.getLast().to() - run.getFirst().from() <= 2 * LONGEST) {
            String whole = run.stream().map(Word::folded).collect(Collectors.joining());
            if (isWord(whole)) {
                words.add(new Word(
                        whole,
                        run.getFirst().from(),
                        run.getLast().to(),
                        parts.stream().map(Word::folded).toList()));
            }
        }
        words.addAll(parts);
    }

    /** One letter says nothing: the "l" of "l'imprimante", the drive "C:". */
    private static boolean isWord(String folded) {
        return folded.length() > 1 && folded.length() <= LONGEST;
    }

    static String folded(String word) {
        String bare = MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss");
        return OTHERS.matcher(bare).replaceAll("");
    }

    static Set<String> different(Collection<String> texts) {
        var words = new LinkedHashSet<String>();
        for (String text : texts) {
            for (Word word : of(text)) {
                if (words.size() == MOST_DIFFERENT) {
                    return words;
                }
                words.add(word.folded());
            }
        }
        return words;
    }
}
