package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Marks the words that were looked for in texts, by their stems. Pure text: whoever shows it escapes it as any other. */
final class Excerpts {
    private static final int BEFORE = 50;
    private static final int LENGTH = 180;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final List<Set<String>> wanted;
    private final Map<String, List<String>> stems;

    /** @param stems of the words of the texts, those that may be found at least */
    Excerpts(List<Set<String>> wanted, Map<String, List<String>> stems) {
        this.wanted = List.copyOf(wanted);
        this.stems = Map.copyOf(stems);
    }

    private record Mark(int from, int to, BitSet which) {}

    private List<Mark> marks(String text) {
        var marks = new ArrayList<Mark>();
        for (TextWords.Word word : TextWords.of(text)) {
            Collection<String> found = stems.getOrDefault(word.folded(), List.of());
            BitSet which = new BitSet();
            for (int i = 0; i < wanted.size(); i++) {
                if (!Collections.disjoint(wanted.get(i), found)) {
                    which.set(i);
                }
            }
            if (!which.isEmpty()) {
                marks.add(new Mark(word.from(), word.to(), which));
            }
        }
        return marks;
    }

    /** Which of the words stand in it. */
    BitSet met(String text) {
        BitSet all = new BitSet();
        marks(text).forEach(mark -> all.or(mark.which()));
        return all;
    }

    List<Piece> whole(String text) {
        return pieces(text, 0, text.length(), marks(text));
    }

    /** The place with most of the words, and some text on both sides of it. */
    List<Piece> around(String text) {
        List<Mark> marks = marks(text);
        int start = 0;
        int most = 0;
        for (int i = 0; i < marks.size(); i++) {
            BitSet met = new BitSet();
            for (int j = i;
                    j < marks.size() && marks.get(j).to() <= marks.get(i).from() + LENGTH - BEFORE;
                    j++) {
                met.or(marks.get(j).which());
            }
            if (met.cardinality() > most) {
                most = met.cardinality();
                start = marks.get(i).from();
            }
        }
        int from = atSpace(text, Math.max(0, start - BEFORE), start);
        int to = Math.min(text.length(), from + LENGTH);
        int end = to == text.length() ? to : Math.max(text.lastIndexOf(' ', to), from + LENGTH / 2);
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end++;
        }
        var pieces = new ArrayList<Piece>();
        if (from > 0) {
            pieces.add(new Piece("… ", false));
        }
        pieces.addAll(pieces(text, from, end, marks));
        if (end < text.length()) {
            pieces.add(new Piece(" …", false));
        }
        return pieces;
    }

    /** The beginning of a word, so that none is cut in two. */
    private static int atSpace(String text, int from, int start) {
        if (from == 0) {
            return 0;
        }
        for (int i = from; i < start; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return start;
    }

    private static List<Piece> pieces(String text, int from, int to, List<Mark> marks) {
        var pieces = new ArrayList<Piece>();
        int at = from;
        for (Mark mark : marks) {
            // The parts of what is written together stand within it.
            if (mark.from() < at || mark.to() > to) {
                continue;
            }
            add(pieces, text.substring(at, mark.from()), false);
            add(pieces, text.substring(mark.from(), mark.to()), true);
            at = mark.to();
        }
        add(pieces, text.substring(at, Math.max(at, to)), false);
        return pieces;
    }

    private static void add(List<Piece> pieces, String text, boolean found) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(SPACES.matcher(text).replaceAll(" "), found));
        }
    }
}
