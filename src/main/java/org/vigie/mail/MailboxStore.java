package org.vigie.mail;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.mail.Mailbox.Afterwards;
import org.vigie.mail.Mailbox.MailServer;
import org.vigie.mail.Mailbox.OAuth;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailbox.Watched;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of mailboxes; in the scope of everything. */
@Repository
class MailboxStore {
    /** Sealed, as they are kept. */
    record Secrets(
            @Nullable String password,
            @Nullable String oauthSecret,
            @Nullable String refreshToken) {
        boolean hasOAuth() {
            return oauthSecret != null || refreshToken != null;
        }

        @Override
        public String toString() {
            return "Secrets";
        }
    }

    /** How far a mailbox was read; without a validity it never was. */
    record Position(
            @Nullable Long validity, long last, @Nullable Instant began) {}

    private final JdbcClient db;

    MailboxStore(JdbcClient db) {
        this.db = db;
    }

    List<Mailbox> all() {
        return db.sql("select * from mail.mailbox order by lower(name), id")
                .query(MailboxStore::mailbox)
                .list();
    }

    Optional<Mailbox> find(long id) {
        return db.sql("select * from mail.mailbox where id = ?")
                .param(id)
                .query(MailboxStore::mailbox)
                .optional();
    }

    Optional<Mailbox> find(String key) {
        return db.sql("select * from mail.mailbox where key = ?")
                .param(key)
                .query(MailboxStore::mailbox)
                .optional();
    }

    boolean isAddressTaken(String address, String butOf) {
        return db.sql("select exists (select from mail.mailbox where address_folded = lower(?) and key <> ?)")
                .params(address, butOf)
                .query(Boolean.class)
                .single();
    }

    boolean isAddressOfOne(String address) {
        return db.sql("select exists (select from mail.mailbox where address_folded = lower(?))")
                .param(address)
                .query(Boolean.class)
                .single();
    }

    Secrets secrets(long id) {
        return db.sql("select password, oauth_secret, refresh_token from mail.mailbox where id = ?")
                .param(id)
                .query((row, n) -> new Secrets(
                        row.getString("password"), row.getString("oauth_secret"), row.getString("refresh_token")))
                .single();
    }

    /** Unless somebody typed another one meanwhile, or moved the mailbox. */
    void refreshToken(long id, String former, String sealed) {
        db.sql("update mail.mailbox set refresh_token = ? where id = ? and refresh_token = ?")
                .params(sealed, id, former)
                .update();
    }

    /**
     * Answers the id. Secrets are kept as they are where the new ones are null.
     *
     * @param forget unless they were for other servers
     */
    long write(MailboxDraft draft, Secrets secrets, boolean forget, Instant now) {
        long id = db.sql("""
                        insert into mail.mailbox (key, name, address, client, imap_host, imap_port, imap_tls, folder,
                          smtp_host, smtp_port, smtp_tls, login, sign_in, password, token_url, oauth_client, oauth_secret,
                          oauth_secret_expires, oauth_scope, refresh_token, strangers, acknowledges, afterwards,
                          silent_after_hours, watched_client, watched_asset, active, changed_at)
                        values (:key, :name, :address, :client, :imapHost, :imapPort, :imapTls, :folder,
                          :smtpHost, :smtpPort, :smtpTls, :login, :signIn, :password, :tokenUrl, :oauthClient,
                          :oauthSecret, :expires, :scope, :refresh, :strangers, :acknowledges, :afterwards,
                          :silent, :watchedClient, :watchedAsset, :active, :now)
                        on conflict (key) do update
                        set name = excluded.name, address = excluded.address, client = excluded.client,
                          imap_host = excluded.imap_host, imap_port = excluded.imap_port, imap_tls = excluded.imap_tls,
                          folder = excluded.folder, smtp_host = excluded.smtp_host, smtp_port = excluded.smtp_port,
                          smtp_tls = excluded.smtp_tls, login = excluded.login, sign_in = excluded.sign_in,
                          password = coalesce(excluded.password, case when not :forget then mailbox.password end),
                          token_url = excluded.token_url, oauth_client = excluded.oauth_client,
                          oauth_secret = coalesce(excluded.oauth_secret, case when not :forget then mailbox.oauth_secret end),
                          oauth_secret_expires = excluded.oauth_secret_expires, oauth_scope = excluded.oauth_scope,
                          refresh_token = coalesce(excluded.refresh_token, case when not :forget then mailbox.refresh_token end),
                          strangers = excluded.strangers, acknowledges = excluded.acknowledges,
                          afterwards = excluded.afterwards, silent_after_hours = excluded.silent_after_hours,
                          watched_client = excluded.watched_client, watched_asset = excluded.watched_asset,
                          active = excluded.active, changed_at = excluded.changed_at, version = mailbox.version + 1
                        returning id
                        """)
                .param("forget", forget)
                .param("key", draft.key())
                .param("name", draft.name())
                .param("address", draft.address())
                .param("client", draft.client() == null ? null : draft.client().value())
                .param("imapHost", draft.imapHost())
                .param("imapPort", draft.imapPort())
                .param("imapTls", draft.imapTls())
                .param("folder", draft.folder())
                .param("smtpHost", draft.smtpHost())
                .param("smtpPort", draft.smtpHost() == null ? null : draft.smtpPort())
                .param("smtpTls", draft.smtpHost() == null ? null : draft.smtpTls())
                .param("login", draft.login())
                .param("signIn", draft.oauth2() ? "oauth2" : "password")
                .param("password", secrets.password())
                .param("tokenUrl", draft.tokenUrl())
                .param("oauthClient", draft.oauthClient())
                .param("oauthSecret", secrets.oauthSecret())
                .param("expires", draft.oauthSecretExpires())
                .param("scope", draft.oauthScope())
                .param("refresh", secrets.refreshToken())
                .param("strangers", lower(draft.strangers()))
                .param("acknowledges", draft.acknowledges())
                .param("afterwards", lower(draft.afterwards()))
                .param("silent", draft.silentAfterHours())
                .param(
                        "watchedClient",
                        draft.watched() == null
                                ? null
                                : draft.watched().client().value())
                .param(
                        "watchedAsset",
                        draft.watched() == null ? null : draft.watched().asset())
                .param("active", draft.active())
                .param("now", SqlTime.of(now))
                .query(Long.class)
                .single();
        db.sql("insert into mail.reading (mailbox_id) values (?) on conflict do nothing")
                .param(id)
                .update();
        return id;
    }

    boolean hasMail(long id) {
        return db.sql("select exists (select from mail.arrival where mailbox_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    void remove(long id) {
        db.sql("delete from mail.mailbox where id = ?").param(id).update();
    }

    Position position(long id) {
        return db.sql("select uid_validity, last_uid, began_at from mail.reading where mailbox_id = ?")
                .param(id)
                .query((row, n) -> new Position(
                        row.getObject("uid_validity", Long.class),
                        row.getLong("last_uid"),
                        SqlTime.find(row, "began_at")))
                .single();
    }

    void began(long id, Instant now) {
        db.sql("update mail.reading set began_at = coalesce(began_at, ?) where mailbox_id = ?")
                .params(SqlTime.of(now), id)
                .update();
    }

    void read(long id, long validity, long uid) {
        db.sql("update mail.reading set uid_validity = ?, last_uid = ? where mailbox_id = ?")
                .params(validity, uid, id)
                .update();
    }

    void arrived(long id, Instant now) {
        db.sql("update mail.reading set arrived_at = ? where mailbox_id = ?")
                .params(SqlTime.of(now), id)
                .update();
    }

    void well(long id, Instant now) {
        db.sql("""
                        update mail.reading set looked_at = :now, failing_since = null, failure = null
                         where mailbox_id = :id
                        """).param("id", id).param("now", SqlTime.of(now)).update();
    }

    void failing(long id, Words why, Instant now) {
        db.sql("""
                        update mail.reading set failing_since = coalesce(failing_since, :now), failure = cast(:why as jsonb)
                         where mailbox_id = :id
                        """)
                .param("id", id)
                .param("why", Json.of(why))
                .param("now", SqlTime.of(now))
                .update();
    }

    List<MailboxHealth> health() {
        return db.sql("select mailbox_id, looked_at, arrived_at, began_at, failing_since, failure from mail.reading")
                .query((row, n) -> new MailboxHealth(
                        row.getLong("mailbox_id"),
                        SqlTime.find(row, "looked_at"),
                        SqlTime.find(row, "arrived_at"),
                        SqlTime.find(row, "began_at"),
                        SqlTime.find(row, "failing_since"),
                        row.getString("failure") == null ? null : Json.words(row.getString("failure"))))
                .list();
    }

    /** Whether this node reads the mailbox for the next while: it does already, or nobody does any more. */
    boolean hold(long id, String node, Instant now, Duration until) {
        return db.sql("""
                        update mail.reading set held_by = :node, held_until = :until
                         where mailbox_id = :id and (held_by is null or held_by = :node or held_until < :now)
                        """)
                        .param("id", id)
                        .param("node", node)
                        .param("now", SqlTime.of(now))
                        .param("until", SqlTime.of(now.plus(until)))
                        .update()
                == 1;
    }

    void letGo(String node) {
        db.sql("update mail.reading set held_by = null where held_by = ?")
                .param(node)
                .update();
    }

    static String lower(Enum<?> one) {
        return one.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String upper(String one) {
        return one.toUpperCase(java.util.Locale.ROOT);
    }

    private static Mailbox mailbox(ResultSet row, int number) throws SQLException {
        Integer client = row.getObject("client", Integer.class);
        Integer watched = row.getObject("watched_client", Integer.class);
        return new Mailbox(
                row.getLong("id"),
                row.getString("key"),
                row.getString("name"),
                row.getString("address"),
                client == null ? null : new TenantId(client),
                new MailServer(row.getString("imap_host"), row.getInt("imap_port"), row.getString("imap_tls")),
                row.getString("folder"),
                row.getString("smtp_host") == null
                        ? null
                        : new MailServer(
                                row.getString("smtp_host"), row.getInt("smtp_port"), row.getString("smtp_tls")),
                row.getString("login"),
                row.getString("sign_in").equals("password")
                        ? null
                        : new OAuth(
                                URI.create(row.getString("token_url")),
                                row.getString("oauth_client"),
                                row.getString("oauth_scope"),
                                row.getObject("oauth_secret_expires", LocalDate.class)),
                Strangers.valueOf(upper(row.getString("strangers"))),
                row.getBoolean("acknowledges"),
                Afterwards.valueOf(upper(row.getString("afterwards"))),
                row.getObject("silent_after_hours", Integer.class),
                watched == null ? null : new Watched(new TenantId(watched), row.getString("watched_asset")),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}
