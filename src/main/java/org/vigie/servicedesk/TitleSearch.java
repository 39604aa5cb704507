package org.vigie.servicedesk;

import java.util.List;
import java.util.regex.Pattern;
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
    static final int FEW = 3_000;

    /** So many of the newest are looked at; where one in a hundred matches, fifty are met within thousands. */
    private static final int SAMPLE = 2_000;

    private static final int COMMON = SAMPLE / 100;

    private static final Pattern NUMBER = Pattern.compile("#?\\s*(\\d{1,18})");

    private final JdbcClient jdbc;

    TitleSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void narrow(ListWhere where, String text) {
        var number = NUMBER.matcher(text.strip());
        boolean isNumber = number.matches();
        boolean hasWord = SearchText.folded(text).length() >= SearchText.SHORTEST;
        if (!isNumber && !hasWord) {
            throw Refused.field("q", "refusal.search.short", SearchText.SHORTEST);
        }
        String pattern = SearchText.pattern(text);
        if (hasWord && !isNumber && isCommon(pattern)) {
            where.and("t.title_folded like ?", pattern);
            return;
        }
        List<@Nullable Long> found = hasWord ? titled(pattern) : List.of();
        if (found.size() > FEW) {
            where.and("t.title_folded like ?", pattern);
            return;
        }
        var numbers = new java.util.ArrayList<@Nullable Long>(found);
        if (isNumber) {
            numbers.add(Long.valueOf(number.group(1)));
        }
        where.and("t.number = any(?)", (Object) numbers.toArray(Long[]::new));
    }

    private boolean isCommon(String pattern) {
        String newest = "select t.title_folded from servicedesk.ticket t where %s order by t.opened_at desc limit %d";
        String sample = switch (Scope.current()) {
            case Scope.Nothing() -> newest.formatted("false", 1);
            case Scope.One ignored -> newest.formatted("t.tenant_id = vigie.tenant()", SAMPLE);
            case Scope.Across ignored -> newest.formatted("true", SAMPLE);
            case Scope.Many(var tenants) ->
                "select x.title_folded from unnest(vigie.tenants()) as scope (tenant) cross join lateral (%s) x"
                        .formatted(newest.formatted(
                                "t.tenant_id = scope.tenant", 1 + SAMPLE / Math.max(1, tenants.size())));
        };
        return jdbc.sql("select count(*) from (" + sample + ") s where s.title_folded like ?")
                        .param(pattern)
                        .query(Integer.class)
                        .single()
                >= COMMON;
    }

    private List<@Nullable Long> titled(String pattern) {
        return jdbc.sql("select * from servicedesk.titled(?, ?)")
                .params(pattern, FEW + 1)
                .query(Long.class)
                .list();
    }
}
