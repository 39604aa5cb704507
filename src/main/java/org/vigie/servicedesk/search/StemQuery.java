package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is typed, as the database is asked for it.
 *
 * @param text a tsquery
 * @param words the stems of each word; a text that has one of them has the word
 */
record StemQuery(String text, List<Set<String>> words) {
    StemQuery {
        words = words.stream().map(Set::copyOf).toList();
    }

    /** All of the words, but for those that stand everywhere. */
    static StemQuery all(List<Typed.Wanted> wanted, Map<String, List<String>> stems) {
        return joined(wanted, stems, " & ");
    }

    /** Any of them. */
    static StemQuery any(List<Typed.Wanted> wanted, Map<String, List<String>> stems) {
        return joined(wanted, stems, " | ");
    }

    private static StemQuery joined(List<Typed.Wanted> wanted, Map<String, List<String>> stems, String by) {
        var parts = new ArrayList<String>();
        var words = new ArrayList<Set<String>>();
        for (Typed.Wanted one : wanted) {
            var ways = new ArrayList<String>();
            var all = new LinkedHashSet<String>();
            for (List<String> way : one.ways()) {
                List<List<String>> found = way.stream()
                        .map(word -> stems.getOrDefault(word, List.of()))
                        .filter(some -> !some.isEmpty())
                        .toList();
                if (!found.isEmpty()) {
                    ways.add(found.stream().map(StemQuery::either).collect(Collectors.joining(" & ", "(", ")")));
                    found.forEach(all::addAll);
                }
            }
            if (!ways.isEmpty()) {
                parts.add(ways.stream().distinct().collect(Collectors.joining(" | ", "(", ")")));
                words.add(all);
            }
        }
        return new StemQuery(String.join(by, parts), words);
    }

    /** Stems are letters and digits; quoted, none is taken for a sign of the query. */
    private static String either(List<String> stems) {
        return stems.stream().map(stem -> "'" + stem + "'").collect(Collectors.joining(" | ", "(", ")"));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }
}
