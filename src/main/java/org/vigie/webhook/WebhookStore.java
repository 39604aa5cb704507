package org.vigie.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of webhooks themselves; in the scope of everything. */
@Repository
class WebhookStore {
    /** Sealed, as they are kept. */
    record Secrets(
            String present,
            @Nullable String earlier,
            @Nullable Instant earlierUntil) {
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    private final JdbcClient db;

    WebhookStore(JdbcClient db) {
        this.db = db;
    }

    List<Webhook> all() {
        return db.sql("select * from webhook.webhook order by lower(name), id")
                .query(WebhookStore::webhook)
                .list();
    }

    Optional<Webhook> find(String key) {
        return db.sql("select * from webhook.webhook where key = ?")
                .param(key)
                .query(WebhookStore::webhook)
                .optional();
    }

    /** Until the transaction ends nobody else changes it. */
    Optional<Webhook> hold(String key) {
        return db.sql("select * from webhook.webhook where key = ? for update")
                .param(key)
                .query(WebhookStore::webhook)
                .optional();
    }

    Secrets secrets(long id) {
        return db.sql("select secret, earlier_secret, earlier_until from webhook.webhook where id = ?")
                .param(id)
                .query((row, n) -> new Secrets(
                        row.getString("secret"), row.getString("earlier_secret"), SqlTime.find(row, "earlier_until")))
                .single();
    }

    void create(WebhookDraft draft, String secret, Instant now) {
        db.sql("""
                        insert into webhook.webhook (key, name, url, client, events, internal, secret, active, changed_at)
                        values (:key, :name, :url, :client, :events, :internal, :secret, :active, :now)
                        """)
                .param("key", draft.key())
                .param("name", draft.name().strip())
                .param("url", draft.url())
                .param("client", draft.client() == null ? null : draft.client().value())
                .param("events", draft.events().toArray(String[]::new))
                .param("internal", draft.internal())
                .param("secret", secret)
                .param("active", draft.active())
                .param("now", SqlTime.of(now))
                .update();
    }

    /** Switching it on again forgets what had gone wrong. */
    void change(long id, WebhookDraft draft, Instant now) {
        db.sql("""
                        update webhook.webhook
                           set name = :name, url = :url, client = :client, events = :events, internal = :internal,
                               failing_since = case when :active and not active then null else failing_since end,
                               switched_off = case when :active then null else switched_off end,
                               active = :active, changed_at = :now, version = version + 1
                         where id = :id
                        """)
                .param("id", id)
                .param("name", draft.name().strip())
                .param("url", draft.url())
                .param("client", draft.client() == null ? null : draft.client().value())
                .param("events", draft.events().toArray(String[]::new))
                .param("internal", draft.internal())
                .param("active", draft.active())
                .param("now", SqlTime.of(now))
                .update();
    }

    /** Once more within the change-over: the receivers still know the one before both, so that one stays. */
    void renew(long id, String secret, Instant earlierUntil, Instant now) {
        db.sql("""
                        update webhook.webhook
                           set earlier_secret = case when earlier_until > :now then earlier_secret else secret end,
                               earlier_until = :until, secret = :secret, changed_at = :now,
                               version = version + 1
                         where id = :id
                        """)
                .param("id", id)
                .param("secret", secret)
                .param("until", SqlTime.of(earlierUntil))
                .param("now", SqlTime.of(now))
                .update();
    }

    void remove(long id) {
        db.sql("delete from webhook.webhook where id = ?").param(id).update();
    }

    /** Those that have something due; the index of what is planned is asked once for each webhook. */
    List<Webhook> due(Instant now) {
        return db.sql("""
                        select * from webhook.webhook w
                         where w.active and exists (
                           select from webhook.delivery d
                            where d.webhook_id = w.id and d.status = 'planned' and d.next_attempt_at <= ?)
                        """).param(SqlTime.of(now)).query(WebhookStore::webhook).list();
    }

    void arrived(long id) {
        db.sql("update webhook.webhook set failing_since = null where id = ? and failing_since is not null")
                .param(id)
                .update();
    }

    void failing(long id, Instant now) {
        db.sql("update webhook.webhook set failing_since = ? where id = ? and failing_since is null")
                .params(SqlTime.of(now), id)
                .update();
    }

    /** Answers those that it switched off. */
    List<Webhook> switchOff(Instant failingBefore, Words why, Instant now) {
        return db.sql("""
                        update webhook.webhook
                           set active = false, switched_off = cast(:why as jsonb), changed_at = :now, version = version + 1
                         where active and failing_since < :before
                        returning *
                        """)
                .param("why", Json.of(why))
                .param("before", SqlTime.of(failingBefore))
                .param("now", SqlTime.of(now))
                .query(WebhookStore::webhook)
                .list();
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        Integer client = row.getObject("client", Integer.class);
        String off = row.getString("switched_off");
        return new Webhook(
                row.getLong("id"),
                row.getString("key"),
                row.getString("name"),
                URI.create(row.getString("url")),
                client == null ? null : new TenantId(client),
                List.of((String[]) row.getArray("events").getArray()),
                row.getBoolean("internal"),
                row.getBoolean("active"),
                SqlTime.find(row, "earlier_until"),
                SqlTime.find(row, "failing_since"),
                off == null ? null : Json.words(off),
                row.getLong("version"));
    }
}
