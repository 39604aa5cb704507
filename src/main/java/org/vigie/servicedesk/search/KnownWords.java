package org.vigie.servicedesk.search;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.shared.Crossing;

/** Words that stand in tickets, whoever's: what a mistyped word is compared with. Nobody is ever shown one of them. */
@Component
class KnownWords {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 30;
    private static final int AT_ONCE = 500;
    private static final int CANDIDATES = 50;

    private final JdbcClient jdbc;
    private final Crossing crossing;

    KnownWords(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    /** Those that somebody may have meant. */
    List<String> near(String typed) {
        if (!isLearnt(typed)) {
            return List.of();
        }
        List<String> known = jdbc.sql("select * from servicedesk.words_near(?, ?)")
                .params(typed, CANDIDATES)
                .query((row, index) -> row.getString(1))
                .list();
        return Spelling.meant(typed, known);
    }

    static String[] worthLearning(Set<String> words) {
        return words.stream().filter(KnownWords::isLearnt).toArray(String[]::new);
    }

    /** Numbers are not mistyped but others. */
    private static boolean isLearnt(String word) {
        return word.length() >= SHORTEST
                && word.length() <= LONGEST
                && word.codePoints().allMatch(Character::isLetter);
    }

    /**
     * Takes in what was written last; answers whether there may be more. Here and not with the words themselves: two who
     * write the same new word would wait for one another, and in another order for ever.
     */
    boolean learn() {
        return crossing.write(
                        "learn the words of tickets",
                        () -> jdbc.sql("""
                        with fresh as (
                          delete from servicedesk.fresh_words
                          where id in (select id from servicedesk.fresh_words order by id limit ? for update skip locked)
                          returning words),
                        learnt as (
                          insert into servicedesk.known_word (word)
                          select distinct word from fresh, unnest(fresh.words) as word order by word
                          on conflict do nothing)
                        select count(*) from fresh
                        """).param(AT_ONCE).query(Integer.class).single())
                == AT_ONCE;
    }
}
