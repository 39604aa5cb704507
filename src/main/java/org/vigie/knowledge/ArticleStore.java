package org.vigie.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.identity.Viewer;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** The rows of one article and its versions. */
@Component
class ArticleStore {
    private final JdbcClient db;

    ArticleStore(JdbcClient db) {
        this.db = db;
    }

    record Request(long article, String digest) {}

    Optional<Article> find(long id, Sight sight) {
        var params = new HashMap<>(sight.params());
        params.put("id", id);
        return db.sql("select a.* from knowledge.article a where a.id = :id and " + sight.clause())
                .params(params)
                .query((row, number) -> article(row, wordings(id, row.getLong("version"))))
                .optional();
    }

    Optional<Article> find(long id, long version) {
        return db.sql("""
                        select r.article_id as id, r.version, r.state, r.audience, r.client, r.owner_name, r.review_by,
                          r.at as changed_at, r.by_name as changed_by
                        from knowledge.revision r where r.article_id = ? and r.version = ?
                        """)
                .params(id, version)
                .query((row, number) -> article(row, wordings(id, version)))
                .optional();
    }

    List<Revision> history(long id) {
        return db.sql("select * from knowledge.revision where article_id = ? order by version desc limit 500")
                .param(id)
                .query((row, number) -> new Revision(
                        row.getLong("version"),
                        SqlTime.get(row, "at"),
                        row.getString("by_name"),
                        ArticleState.values()[row.getInt("state")],
                        Audience.values()[row.getInt("audience")]))
                .list();
    }

    private List<Wording> wordings(long id, long version) {
        return db.sql("""
                        select language, title, body from knowledge.wording where article_id = ? and version = ?
                        order by language desc
                        """)
                .params(id, version)
                .query((row, number) -> new Wording(
                        Language.of(row.getString("language")), row.getString("title"), row.getString("body")))
                .list();
    }

    /** The version that is there now, held until the transaction ends. */
    long lock(long id) {
        return db.sql("select version from knowledge.article where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
    }

    long add(ArticleDraft draft, Viewer writer, Instant now) {
        long id =
                db.sql("""
                        insert into knowledge.article
                          (state, audience, client, owner_account, owner_name, review_by, changed_at, changed_by)
                        values (:state, :audience, :client, :account, :name, :review, :now, :name) returning id
                        """).params(params(draft, writer, now)).query(Long.class).single();
        keepVersion(id, draft, writer, now);
        return id;
    }

    void change(long id, ArticleDraft draft, Viewer writer, Instant now) {
        var params = params(draft, writer, now);
        params.put("id", id);
        params.put("mine", draft.mine());
        db.sql("""
                        update knowledge.article set state = :state, audience = :audience, client = :client,
                          review_by = :review, changed_at = :now, changed_by = :name, version = version + 1,
                          owner_account = case when :mine then :account else owner_account end,
                          owner_name = case when :mine then :name else owner_name end
                        where id = :id
                        """).params(params).update();
        db.sql("""
                        update knowledge.wording set current = false, words = null, folded_title = null
                        where article_id = ? and current
                        """).param(id).update();
        keepVersion(id, draft, writer, now);
    }

    private void keepVersion(long id, ArticleDraft draft, Viewer writer, Instant now) {
        long version = db.sql("""
                        insert into knowledge.revision
                          (article_id, version, state, audience, client, owner_name, review_by, at, by_account, by_name)
                        select id, version, state, audience, client, owner_name, review_by, :now, :account, :name
                        from knowledge.article where id = :id returning version
                        """)
                .param("now", SqlTime.of(now))
                .param("account", writer.accountId())
                .param("name", writer.name())
                .param("id", id)
                .query(Long.class)
                .single();
        for (Wording one : draft.wordings()) {
            db.sql("""
                            insert into knowledge.wording
                              (article_id, version, language, title, body, current, folded_title, words)
                            values (:id, :version, :language, :title, :body, true, :folded,
                              setweight(to_tsvector(cast(:config as regconfig), :folded), 'A')
                              || setweight(to_tsvector(cast(:config as regconfig), :text), 'C'))
                            """)
                    .param("id", id)
                    .param("version", version)
                    .param("language", one.language().code())
                    .param("title", one.title().strip())
                    .param("body", one.body())
                    .param("folded", SearchWords.folded(one.title()))
                    .param("text", SearchWords.folded(one.body()))
                    .param("config", "vigie.words_" + one.language().code())
                    .update();
        }
    }

    private static HashMap<String, @Nullable Object> params(ArticleDraft draft, Viewer writer, Instant now) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("state", draft.state().ordinal());
        params.put("audience", draft.audience().ordinal());
        params.put("client", draft.client() == null ? null : draft.client().value());
        params.put("account", writer.accountId());
        params.put("name", writer.name());
        params.put("review", draft.reviewBy());
        params.put("now", SqlTime.of(now));
        return params;
    }

    void forgetRequests(Instant before) {
        db.sql("""
                        update knowledge.article set request_key = null, request_digest = null
                        where request_key is not null and request_at < ?
                        """).param(SqlTime.of(before)).update();
    }

    Optional<Request> request(long account, String key) {
        return db.sql("""
                        select id, request_digest from knowledge.article where request_account = ? and request_key = ?
                        """)
                .params(account, key)
                .query((row, number) -> new Request(row.getLong("id"), row.getString("request_digest")))
                .optional();
    }

    void keepRequest(long id, long account, String key, String digest, Instant now) {
        db.sql("""
                        update knowledge.article set request_account = :account, request_key = :key,
                          request_digest = :digest, request_at = :now where id = :id
                        """)
                .params(Map.of("account", account, "key", key, "digest", digest, "now", SqlTime.of(now), "id", id))
                .update();
    }

    private static Article article(ResultSet row, List<Wording> wordings) throws SQLException {
        return new Article(
                row.getLong("id"),
                ArticleState.values()[row.getInt("state")],
                Audience.values()[row.getInt("audience")],
                client(row),
                row.getString("owner_name"),
                row.getObject("review_by", LocalDate.class),
                SqlTime.get(row, "changed_at"),
                row.getString("changed_by"),
                wordings,
                row.getLong("version"));
    }

    static @Nullable TenantId client(ResultSet row) throws SQLException {
        int client = row.getInt("client");
        return row.wasNull() ? null : new TenantId(client);
    }
}
