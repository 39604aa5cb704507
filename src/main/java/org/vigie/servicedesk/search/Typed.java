package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody types to find a ticket.
 *
 * @param number where it is a number alone
 */
record Typed(@Nullable Long number, List<Wanted> words) {
    /** More than a person types; a pasted mail is sought by its beginning. */
    static final int MOST = 12;

    private static final Pattern NUMBER = Pattern.compile("#?\\s*(\\d{1,18})");

    Typed {
        words = List.copyOf(words);
    }

    /**
     * One of the words.
     *
     * @param ways it is found in any of these ways, each of which is all of its words
     */
    record Wanted(String word, List<List<String>> ways) {
        Wanted {
            ways = ways.stream().map(List::copyOf).toList();
        }

        static Wanted of(String word) {
            return new Wanted(word, List.of(List.of(word)));
        }

        Wanted or(List<String> others) {
            var all = new ArrayList<>(ways);
            others.forEach(other -> all.add(List.of(other)));
            return new Wanted(word, all);
        }
    }

    static Typed of(String text) {
        Matcher number = NUMBER.matcher(text.strip());
        var words = new ArrayList<Wanted>();
        int end = 0;
        for (TextWords.Word word : TextWords.of(text)) {
            if (word.from() < end
                    || words.stream().anyMatch(known -> known.word().equals(word.folded()))) {
                continue;
            }
            if (words.size() == MOST) {
                break;
            }
            boolean isTogether = !word.parts().isEmpty();
            words.add(isTogether ? together(word) : Wanted.of(word.folded()));
            end = isTogether ? word.to() : end;
        }
        return new Typed(number.matches() ? Long.valueOf(number.group(1)) : null, words);
    }

    /** The parts of an address of numbers stand in many others; those of "wi-fi" may be written apart. */
    private static Wanted together(TextWords.Word word) {
        boolean isNumbers = word.folded().chars().allMatch(Character::isDigit);
        return isNumbers
                ? Wanted.of(word.folded())
                : new Wanted(word.folded(), List.of(List.of(word.folded()), word.parts()));
    }
}
