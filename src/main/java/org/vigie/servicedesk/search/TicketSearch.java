package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.shared.Refused;

/**
 * Finds tickets of the scope by their words: all of those that are typed, in title, description, conversation and files
 * together, by their stem. Who asks decides what is looked at: nobody but the staff finds what colleagues say among
 * themselves, nor is shown it.
 */
@Service
public class TicketSearch {
    static final int LONGEST = 300;

    /** Before which all tickets are. */
    private static final long FIRST = 999_999_999_999_999_999L;

    private static final Pattern CURSOR = Pattern.compile("([=~])(\\d{1,18})");

    private final SoughtNumbers numbers;
    private final Stems stems;
    private final KnownWords known;
    private final Hits hits;

    TicketSearch(SoughtNumbers numbers, Stems stems, KnownWords known, Hits hits) {
        this.numbers = numbers;
        this.stems = stems;
        this.known = known;
        this.hits = hits;
    }

    /** Among all tickets of the scope; for who does not see them all, among those that they ask for or follow. */
    @Transactional(readOnly = true)
    public TicketsFound find(Viewer viewer, String typed, @Nullable String cursor, int limit) {
        if (viewer.may(Permission.SEE_TICKETS)) {
            return found(new Question(viewer.role().isStaff(), null), typed, cursor, limit);
        }
        return viewer.person() == null ? TicketsFound.NONE : findOf(viewer.person(), typed, cursor, limit);
    }

    /** Among the tickets that a person asks for or follows, as that person reads them; in the scope of their client. */
    @Transactional(readOnly = true)
    public TicketsFound findOf(long person, String typed, @Nullable String cursor, int limit) {
        return found(new Question(false, person), typed, cursor, limit);
    }

    /**
     * @param within also what colleagues say among themselves
     * @param person whose tickets alone
     */
    private record Question(boolean within, @Nullable Long person) {}

    private TicketsFound found(Question question, String text, @Nullable String cursor, int limit) {
        if (text.length() > LONGEST) {
            throw Refused.field("q", "refusal.search.long", LONGEST);
        }
        Typed typed = Typed.of(text);
        Long number =
                typed.number() != null && numbers.isThere(typed.number(), question.person()) ? typed.number() : null;
        if (cursor != null) {
            return following(question, typed, number, cursor, limit);
        }
        TicketsFound exact = page(question, typed.words(), number, null, limit);
        if (!exact.hits().isEmpty()) {
            return exact;
        }
        List<Typed.Wanted> meant = meant(question, typed.words());
        return meant.equals(typed.words()) ? exact : nearly(page(question, meant, null, null, limit));
    }

    private TicketsFound following(Question question, Typed typed, @Nullable Long number, String cursor, int limit) {
        Matcher after = CURSOR.matcher(cursor);
        if (!after.matches()) {
            throw Refused.field("cursor", "refusal.cursor");
        }
        long before = Long.parseLong(after.group(2));
        return after.group(1).equals("~")
                ? nearly(page(question, meant(question, typed.words()), null, before, limit))
                : page(question, typed.words(), number, before, limit);
    }

    private static TicketsFound nearly(TicketsFound found) {
        String next = found.next() == null ? null : found.next().replace('=', '~');
        return new TicketsFound(
                found.hits(), next, found.known(), found.more(), !found.hits().isEmpty());
    }

    /**
     * @param number of a ticket that stands before all others, and so on no later page
     * @param after the last one of the page before
     */
    private TicketsFound page(
            Question question, List<Typed.Wanted> words, @Nullable Long number, @Nullable Long after, int limit) {
        long before = after == null ? FIRST : after;
        StemQuery query = StemQuery.all(words, stems.of(all(words)));
        var some = query.isEmpty()
                ? new SoughtNumbers.Numbers(List.of(), 0, false)
                : ask(question, query, before, limit + 2);
        var rest = new ArrayList<>(some.first());
        boolean isAmong = number != null && rest.remove(number);
        boolean leads = number != null && after == null;
        int room = leads ? limit - 1 : limit;
        var shown = new ArrayList<>(rest.subList(0, Math.min(room, rest.size())));
        long last = shown.isEmpty() ? FIRST : shown.getLast();
        if (leads) {
            shown.addFirst(number);
        }
        return new TicketsFound(
                hits.of(shown, leads ? number : null, query, question.within()),
                rest.size() > room ? "=" + last : null,
                some.known() + (leads && !isAmong ? 1 : 0),
                some.more(),
                false);
    }

    private SoughtNumbers.Numbers ask(Question question, StemQuery query, long before, int wanted) {
        return question.person() == null
                ? numbers.find(query.text(), question.within(), before, wanted)
                : numbers.ofPerson(query.text(), question.person(), before, wanted);
    }

    private static List<String> all(List<Typed.Wanted> words) {
        return words.stream()
                .flatMap(word -> word.ways().stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Words that stand in no ticket of the scope, with those that may have been meant. */
    private List<Typed.Wanted> meant(Question question, List<Typed.Wanted> words) {
        Map<String, List<String>> stemmed = stems.of(all(words));
        return words.stream()
                .map(word -> {
                    StemQuery alone = StemQuery.all(List.of(word), stemmed);
                    boolean isThere = alone.isEmpty()
                            || !ask(question, alone, FIRST, 1).first().isEmpty();
                    return isThere ? word : word.or(known.near(word.word()));
                })
                .toList();
    }
}
