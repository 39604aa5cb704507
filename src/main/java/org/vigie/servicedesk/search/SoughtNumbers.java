package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which tickets of the scope have the words, the newest first, with bounded work however many have them: a frequent word is
 * met among the newest tickets, a rare one is looked up whole, and one that only many older tickets have is looked up in
 * windows from the newest back.
 */
@Component
class SoughtNumbers {
    static final int FEW = 10_000;
    private static final int NEWEST = 1_000;

    private final JdbcClient jdbc;
    private final int newest;
    private final int few;

    @org.springframework.beans.factory.annotation.Autowired
    SoughtNumbers(JdbcClient jdbc) {
        this(jdbc, NEWEST, FEW);
    }

    SoughtNumbers(JdbcClient jdbc, int newest, int few) {
        this.jdbc = jdbc;
        this.newest = newest;
        this.few = few;
    }

    /** @param known how many there are, or at least are where there are more */
    record Numbers(List<Long> first, int known, boolean more) {}

    /** @param within also what colleagues say among themselves */
    Numbers find(String query, boolean within, long before, int wanted) {
        record Newest(long number, long lowest) {}
        List<Newest> walked = jdbc.sql("select * from servicedesk.sought_newest(?::tsquery, ?, ?, ?)")
                .params(query, within, before, newest)
                .query((row, index) -> new Newest(row.getLong("number"), row.getLong("lowest")))
                .list();
        boolean isAll = !walked.isEmpty() && walked.getFirst().lowest() == 0;
        if (isAll || walked.size() >= wanted) {
            List<Long> numbers = walked.stream().map(Newest::number).toList();
            return new Numbers(first(numbers, wanted), numbers.size(), !isAll);
        }
        List<Long> all = sought(query, within, 0, before);
        if (all.size() <= few) {
            return new Numbers(first(all, wanted), all.size(), false);
        }
        return new Numbers(windows(query, within, before, wanted), few, true);
    }

    private List<Long> windows(String query, boolean within, long before, int wanted) {
        var found = new ArrayList<Long>();
        long end = Math.min(before, highest() + 1);
        for (long width = few; end > 0 && found.size() < wanted; width *= 4) {
            long beginning = Math.max(0, end - width);
            window(query, within, beginning, end, wanted, found);
            end = beginning;
        }
        return first(found, wanted);
    }

    /** In halves as long as too many are in it, because an index answers in no order. */
    private void window(String query, boolean within, long beginning, long end, int wanted, List<Long> found) {
        if (found.size() >= wanted) {
            return;
        }
        List<Long> some = sought(query, within, beginning, end);
        if (some.size() <= few) {
            found.addAll(some);
            return;
        }
        long middle = (beginning + end) / 2;
        window(query, within, middle, end, wanted, found);
        window(query, within, beginning, middle, wanted, found);
    }

    private long highest() {
        return jdbc.sql("select number from servicedesk.sought order by number desc limit 1")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private List<Long> sought(String query, boolean within, long beginning, long before) {
        return jdbc
                .sql("select * from servicedesk.sought(?::tsquery, ?, ?, ?, ?)")
                .params(query, within, beginning, before, few + 1)
                .query((row, index) -> row.getLong(1))
                .list()
                .stream()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static List<Long> first(List<Long> numbers, int wanted) {
        return numbers.size() <= wanted ? numbers : numbers.subList(0, wanted);
    }

    /** Of those that a person asks for or follows, in the scope of their client; these are few. */
    Numbers ofPerson(String query, long person, long before, int wanted) {
        List<Long> all = jdbc.sql("""
                        with mine as (
                          select t.number from servicedesk.ticket t
                          where t.tenant_id = vigie.tenant() and t.requester_person = :person
                          union
                          select w.number from servicedesk.watcher w
                          where w.tenant_id = vigie.tenant() and w.person_id = :person)
                        select s.number from mine join servicedesk.sought s on s.number = mine.number
                        where s.words @@ cast(:query as tsquery) and s.number < :before order by s.number desc limit :few
                        """)
                .param("person", person)
                .param("query", query)
                .param("before", before)
                .param("few", few + 1)
                .query((row, index) -> row.getLong("number"))
                .list();
        return new Numbers(first(all, wanted), Math.min(few, all.size()), all.size() > few);
    }

    /** @param person whose it must be, where only theirs are looked for */
    boolean isThere(long number, @Nullable Long person) {
        return jdbc.sql("""
                        select exists (select from servicedesk.ticket t where t.number = :number
                          and (cast(:person as bigint) is null or t.requester_person = :person
                            or exists (select from servicedesk.watcher w where w.number = t.number and w.person_id = :person)))
                        """)
                .param("number", number)
                .param("person", person, java.sql.Types.BIGINT)
                .query(Boolean.class)
                .single();
    }
}
