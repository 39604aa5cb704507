package org.vigie.servicedesk.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By what words are found: PostgreSQL's stems in both languages, the same for what is typed and what is searched. */
@Component
class Stems {
    private final JdbcClient jdbc;

    Stems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty for a word that stands everywhere. */
    Map<String, List<String>> of(Collection<String> words) {
        Map<String, List<String>> stems = new HashMap<>();
        if (words.isEmpty()) {
            return stems;
        }
        jdbc.sql("select word, servicedesk.stems(word) as stems from unnest(?::text[]) as word")
                .param(words.toArray(String[]::new))
                .query((row, index) -> stems.put(row.getString("word"), List.of((String[])
                        row.getArray("stems").getArray())))
                .list();
        return stems;
    }
}
