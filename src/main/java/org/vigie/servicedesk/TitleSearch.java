package org.vigie.servicedesk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/**
 * Finds tickets by a part of their title or by their number. Behind the fence LIKE may filter rows and never lead an
 * index (it is not leakproof), so a function that keeps the fence itself is asked for the few that match. A word that
 * many titles have is soon met while walking the list in its order; the newest tickets tell which of the two it is.
 */
@Component
class TitleSearch {
    /** Fetching so many rows one by one costs about as much as walking past those that do not match. */
    static final int FEW = 12_000;

    /** So many of the newest are looked at; where one in fifty matches, a page is met within a few thousand. */
    private static final int SAMPLE = 500;

    /** A rare word taken for a common one costs a walk of everything; the other mistake costs little. */
    private static final int COMMON = SAMPLE / 50;

    /** A word that hardly any of the sample has leads the look-up alone: beside common words it is found much later. */
    private static final int RARE = 1;

    private static final int MOST_WORDS = 6;

    private static final Pattern NUMBER = Pattern.compile("#?\\s*(\\d{1,18})");

    private final JdbcClient jdbc;

    TitleSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void narrow(ListWhere where, String text, boolean onlyOpen) {
        var number = NUMBER.matcher(text.strip());
        boolean isNumber = number.matches();
        String folded = SearchText.folded(text);
        boolean hasWord = folded.length() >= SearchText.SHORTEST;
        if (!isNumber && !hasWord) {
            throw Refused.field("q", "refusal.search.short", SearchText.SHORTEST);
        }
        var numbers = new ArrayList<@Nullable Long>();
        if (isNumber) {
            numbers.add(Long.valueOf(number.group(1)));
        }
        if (hasWord) {
            String pattern = SearchText.pattern(text);
            Sampled sampled = sample(pattern, words(folded), onlyOpen);
            List<@Nullable Long> found = sampled.isCommon()
                    ? List.of()
                    : titled(sampled.lead() == null ? pattern : sampled.lead(), pattern, onlyOpen);
            if (sampled.isCommon() || found.size() > FEW) {
                // Not LIKE: behind the fence that is estimated without statistics, at next to nothing, and a plan is
                // made
                // that collects and sorts all that match. This is taken for a third.
                String titled = "strpos(t.title_folded, ?) > 0";
                // A ticket is found by its number even where many titles have these digits.
                where.and(isNumber ? "(" + titled + " or t.number = " + number.group(1) + ")" : titled, folded);
                return;
            }
            numbers.addAll(found);
        }
        where.numbers(numbers);
    }

    /** @param lead the pattern of the rarest word, when one is rare enough to be looked up alone */
    private record Sampled(boolean isCommon, @Nullable String lead) {}

    private static List<String> words(String folded) {
        return Arrays.stream(folded.split(" "))
                .filter(word -> word.length() >= SearchText.SHORTEST)
                .distinct()
                .limit(MOST_WORDS)
                .map(SearchText::pattern)
                .toList();
    }

    private Sampled sample(String pattern, List<String> words, boolean onlyOpen) {
        String counts = "count(*) filter (where s.title_folded like ?)"
                + ", count(*) filter (where s.title_folded like ?)".repeat(words.size());
        var patterns = new ArrayList<Object>(List.of(pattern));
        patterns.addAll(words);
        int[] met = jdbc.sql("select " + counts + " from (" + newest(onlyOpen) + ") s")
                .params(patterns)
                .query((row, index) -> {
                    int[] each = new int[patterns.size()];
                    for (int i = 0; i < each.length; i++) {
                        each[i] = row.getInt(i + 1);
                    }
                    return each;
                })
                .single();
        String lead = IntStream.range(0, words.size())
                .filter(i -> met[i + 1] <= RARE)
                .boxed()
                // Of two that were not met, the longer one is the rarer.
                .min(Comparator.<Integer>comparingInt(i -> met[i + 1])
                        .thenComparingInt(i -> -words.get(i).length()))
                .map(words::get)
                .orElse(null);
        return new Sampled(met[0] >= common(), lead);
    }

    /** Each client is walked until its own page is full, so for many of them a word must be met far sooner. */
    private static int common() {
        return Scope.current() instanceof Scope.Many(var tenants)
                ? Math.max(COMMON, COMMON * tenants.size() / 8)
                : COMMON;
    }

    private static String newest(boolean onlyOpen) {
        // A word of many tickets may be none of the open ones, and the other way round.
        String newest = "select t.title_folded from servicedesk.ticket t where %s"
                + (onlyOpen ? " and t.state <= 2" : "")
                + " order by t.opened_at desc limit %d";
        return switch (Scope.current()) {
            case Scope.Nothing() -> newest.formatted("false", 1);
            case Scope.One ignored -> newest.formatted("t.tenant_id = vigie.tenant()", SAMPLE);
            case Scope.Across ignored -> newest.formatted("true", SAMPLE);
            case Scope.Many(var tenants) ->
                "select x.title_folded from unnest(vigie.tenants()) as scope (tenant) cross join lateral (%s) x"
                        .formatted(newest.formatted(
                                "t.tenant_id = scope.tenant", 1 + SAMPLE / Math.max(1, tenants.size())));
        };
    }

    private List<@Nullable Long> titled(String lead, String pattern, boolean onlyOpen) {
        return jdbc.sql("select * from servicedesk.titled(?, ?, ?, ?)")
                .params(lead, pattern, onlyOpen, FEW + 1)
                .query(Long.class)
                .list();
    }
}
