package org.vigie.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/**
 * Lists of articles: the last changed first, or the best answer to some words first. Words are found by their stem in
 * title and text; where nothing has all of them, titles whose words are nearly these are found instead.
 */
@Component
class ArticleSearch {
    /** Nobody reads on after so many answers to a few words. */
    private static final int DEEPEST = 1_000;

    private static final Pattern AFTER = Pattern.compile("(\\d{1,18}):(\\d{1,18})");
    private static final Pattern RANKED = Pattern.compile("([=~])(\\d{1,4})");

    /** Marks in an excerpt; characters that no text of ours has. */
    private static final String MARKS = "\uE000\uE001";

    private static final String SHOWN = """
            select a.id, a.state, a.audience, a.client, a.owner_name, a.review_by, a.changed_at, a.version, w.language, w.title,
              %s as excerpt,
              (select string_agg(o.language, ' ' order by o.language desc)
               from knowledge.wording o where o.article_id = a.id and o.current) as languages
            """;

    private static final String BEGINNING = "left(regexp_replace(w.body, '[#*`\\s]+', ' ', 'g'), 200)";

    private final JdbcClient db;

    ArticleSearch(JdbcClient db) {
        this.db = db;
    }

    Page<ArticleRow> list(
            ArticleFilter filter,
            Sight sight,
            Language preferred,
            LocalDate today,
            @Nullable String cursor,
            int limit) {
        var params = new HashMap<String, @Nullable Object>(sight.params());
        params.put("preferred", preferred.code());
        params.put("today", today);
        params.put("limit", limit + 1);
        String where = sight.clause();
        if (filter.state() != null) {
            where += " and a.state = :state";
            params.put("state", filter.state().ordinal());
        } else {
            where += " and a.state < 2";
        }
        if (filter.due()) {
            where += " and a.review_by <= :today";
        }
        String wording = "w.current";
        if (filter.language() != null) {
            wording += " and w.language = :language";
            params.put("language", filter.language().code());
        }
        if (filter.q().isBlank()) {
            return newest(where, wording, params, today, cursor, limit);
        }
        List<String> words = SearchWords.of(filter.q());
        if (words.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        params.put("query", SearchWords.query(words));
        params.put("words", words.toArray(String[]::new));
        return ranked(where, wording, params, today, cursor, limit);
    }

    private Page<ArticleRow> newest(
            String where,
            String wording,
            Map<String, @Nullable Object> params,
            LocalDate today,
            @Nullable String cursor,
            int limit) {
        if (cursor != null) {
            var after = AFTER.matcher(cursor);
            if (!after.matches()) {
                throw Refused.field("cursor", "refusal.cursor");
            }
            long micros = Long.parseLong(after.group(1));
            params.put("at", SqlTime.of(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000)));
            params.put("id", Long.valueOf(after.group(2)));
            where += " and (a.changed_at, a.id) < (:at, :id)";
        }
        List<ArticleRow> rows = db.sql(SHOWN.formatted(BEGINNING) + """
                        from knowledge.article a
                        cross join lateral (select w.* from knowledge.wording w where w.article_id = a.id and %s
                          order by w.language = :preferred desc, w.language desc limit 1) w
                        where %s order by a.changed_at desc, a.id desc limit :limit
                        """.formatted(wording, where))
                .params(params)
                .query((row, number) -> row(row, today))
                .list();
        return Page.cut(rows, limit, last -> micros(last.changedAt()) + ":" + last.id());
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private Page<ArticleRow> ranked(
            String where,
            String wording,
            Map<String, @Nullable Object> params,
            LocalDate today,
            @Nullable String cursor,
            int limit) {
        boolean alike = false;
        int from = 0;
        if (cursor != null) {
            var after = RANKED.matcher(cursor);
            if (!after.matches()) {
                throw Refused.field("cursor", "refusal.cursor");
            }
            alike = after.group(1).equals("~");
            from = Integer.parseInt(after.group(2));
        }
        params.put("from", from);
        List<ArticleRow> rows = alike ? List.of() : exact(where, wording, params, today);
        if (rows.isEmpty() && from == 0 || alike) {
            alike = true;
            rows = alike(where, wording, params, today);
        }
        Page<ArticleRow> page = Page.cut(rows, limit, last -> "");
        int next = from + page.items().size();
        return new Page<>(page.items(), page.next() == null || next >= DEEPEST ? null : (alike ? "~" : "=") + next);
    }

    private List<ArticleRow> exact(
            String where, String wording, Map<String, @Nullable Object> params, LocalDate today) {
        // Marked are only the rows that are shown: it costs more than to find them.
        String marked = """
                ts_headline(case w.language when 'fr' then 'vigie.words_fr'::regconfig else 'vigie.words_en'::regconfig end,
                  translate(regexp_replace(w.body, '[#*`\\s]+', ' ', 'g'), '%1$s', ''), w.query,
                  'StartSel=%2$s, StopSel=%3$s, MaxWords=32, MinWords=14')
                """.formatted(MARKS, MARKS.substring(0, 1), MARKS.substring(1));
        return db.sql("""
                        with asked as (select to_tsquery('vigie.words_fr', :query) as fr, to_tsquery('vigie.words_en', :query) as en),
                        met as (
                          select w.article_id, w.language, w.title, w.body, w.words, asked.fr as query
                          from knowledge.wording w, asked where %1$s and w.language = 'fr' and w.words @@ asked.fr
                          union all
                          select w.article_id, w.language, w.title, w.body, w.words, asked.en
                          from knowledge.wording w, asked where %1$s and w.language = 'en' and w.words @@ asked.en),
                        best as (
                          select distinct on (w.article_id) w.*, ts_rank_cd(w.words, w.query) as rank from met w
                          order by w.article_id, w.language = :preferred desc),
                        w as (
                          select best.* from best join knowledge.article a on a.id = best.article_id where %2$s
                          order by best.rank desc, best.article_id desc offset :from limit :limit)
                        """.formatted(wording, where) + SHOWN.formatted(marked) + """
                        from w join knowledge.article a on a.id = w.article_id order by w.rank desc, w.article_id desc
                        """)
                .params(params)
                .query((row, number) -> row(row, today))
                .list();
    }

    private List<ArticleRow> alike(
            String where, String wording, Map<String, @Nullable Object> params, LocalDate today) {
        return db.sql("""
                        with best as (
                          select distinct on (w.article_id) w.*, knowledge.likeness(:words, w.folded_title) as rank
                          from knowledge.wording w where %s and knowledge.likeness(:words, w.folded_title) > 0.5
                          order by w.article_id, w.language = :preferred desc)
                        """.formatted(wording) + SHOWN.formatted(BEGINNING) + """
                        from best w join knowledge.article a on a.id = w.article_id where %s
                        order by w.rank desc, w.article_id desc offset :from limit :limit
                        """.formatted(where))
                .params(params)
                .query((row, number) -> row(row, today))
                .list();
    }

    /** For one client: an article for another one's people is not for an answer here. */
    List<Fitting> fitting(Sight sight, Language preferred, TenantId client, String text, int most) {
        String query = SearchWords.any(SearchWords.of(text));
        if (query.isEmpty()) {
            return List.of();
        }
        var params = new HashMap<String, @Nullable Object>(sight.params());
        params.put("query", query);
        params.put("preferred", preferred.code());
        params.put("client", client.value());
        params.put("most", most);
        return db.sql("""
                        with asked as (select to_tsquery('vigie.words_fr', :query) as fr, to_tsquery('vigie.words_en', :query) as en),
                        met as (
                          select w.article_id, w.words, asked.fr as query
                          from knowledge.wording w, asked where w.current and w.language = 'fr' and w.words @@ asked.fr
                          union all
                          select w.article_id, w.words, asked.en
                          from knowledge.wording w, asked where w.current and w.language = 'en' and w.words @@ asked.en),
                        best as (select article_id, max(ts_rank(words, query)) as rank from met group by article_id)
                        select a.id, a.audience, w.language, w.title, w.body
                        from best join knowledge.article a on a.id = best.article_id
                        cross join lateral (select w.* from knowledge.wording w where w.article_id = a.id and w.current
                          order by w.language = :preferred desc limit 1) w
                        where a.state = 1 and (a.audience <> 1 or a.client = :client) and %s
                        order by best.rank desc, a.id desc limit :most
                        """.formatted(sight.clause()))
                .params(params)
                .query((row, number) -> new Fitting(
                        row.getLong("id"),
                        new Wording(
                                Language.of(row.getString("language")), row.getString("title"), row.getString("body")),
                        Audience.values()[row.getInt("audience")] == Audience.STAFF))
                .list();
    }

    private static ArticleRow row(ResultSet row, LocalDate today) throws SQLException {
        LocalDate reviewBy = row.getObject("review_by", LocalDate.class);
        ArticleState state = ArticleState.values()[row.getInt("state")];
        return new ArticleRow(
                row.getLong("id"),
                row.getString("title"),
                Language.of(row.getString("language")),
                Arrays.stream(row.getString("languages").split(" ", -1))
                        .map(Language::of)
                        .toList(),
                state,
                Audience.values()[row.getInt("audience")],
                ArticleStore.client(row),
                row.getString("owner_name"),
                reviewBy,
                state != ArticleState.WITHDRAWN && reviewBy != null && !reviewBy.isAfter(today),
                SqlTime.get(row, "changed_at"),
                row.getLong("version"),
                pieces(row.getString("excerpt")));
    }

    static List<ArticleRow.Piece> pieces(String marked) {
        var pieces = new ArrayList<ArticleRow.Piece>();
        boolean found = false;
        for (String text : marked.split("[" + MARKS + "]", -1)) {
            if (!text.isEmpty()) {
                pieces.add(new ArticleRow.Piece(text, found));
            }
            found = !found;
        }
        return pieces;
    }
}
