package org.vigie.servicedesk;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Refused;

/**
 * Finds tickets by a part of their title or by their number. Behind the fence LIKE may filter rows and never lead an
 * index (it is not leakproof), so a function that keeps the fence itself is asked first. Where it finds few, the list is
 * made of those; where it finds many, some are soon met while walking the list in its order.
 */
@Component
class TitleSearch {
    /** Fetching so many rows one by one costs about as much as walking past those that do not match. */
    static final int FEW = 3_000;

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

    private List<@Nullable Long> titled(String pattern) {
        return jdbc.sql("select * from servicedesk.titled(?, ?)")
                .params(pattern, FEW + 1)
                .query(Long.class)
                .list();
    }
}
