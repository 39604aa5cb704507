package org.vigie.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of what goes out. */
@Repository
class OutboxStore {
    private final JdbcClient db;

    OutboxStore(JdbcClient db) {
        this.db = db;
    }

    long add(TenantId tenant, String messageId, Letter letter, Instant now) {
        return db.sql("""
                        insert into mail.outgoing (tenant_id, message_id, mailbox_id, about, part, kind, automatic, to_name,
                          to_address, language, subject, body, in_reply_to, refs, files, status, planned_at, next_attempt_at)
                        values (:tenant, :id, :mailbox, :about, :part, :kind, :automatic, :name, :address, :language, :subject,
                          :body, :reply, :refs, :files, 'planned', :now, :now)
                        returning id
                        """)
                .param("tenant", tenant.value())
                .param("id", messageId)
                .param("mailbox", letter.mailbox())
                .param("about", letter.about())
                .param("part", letter.part())
                .param("kind", letter.kind())
                .param("automatic", letter.automatic())
                .param("name", letter.toName())
                .param("address", letter.toAddress())
                .param("language", letter.language().getLanguage())
                .param("subject", letter.subject())
                .param("body", letter.body())
                .param("reply", letter.inReplyTo())
                .param("refs", letter.references().toArray(String[]::new))
                .param("files", letter.files().toArray(UUID[]::new))
                .param("now", SqlTime.of(now))
                .query(Long.class)
                .single();
    }

    /** Takes what is due; for a while nobody else will. */
    List<Outgoing> take(Instant now, Duration hold, int most) {
        return db.sql("""
                        update mail.outgoing set attempts = attempts + 1, next_attempt_at = :held
                         where id in (select id from mail.outgoing where status = 'planned' and next_attempt_at <= :now
                                       order by next_attempt_at limit :most for update skip locked)
                        returning *
                        """)
                .param("now", SqlTime.of(now))
                .param("held", SqlTime.of(now.plus(hold)))
                .param("most", most)
                .query(OutboxStore::outgoing)
                .list();
    }

    void sent(long id, Instant now) {
        db.sql("""
                        update mail.outgoing set status = 'sent', sent_at = ?, failure = null, next_attempt_at = null
                         where id = ? and status = 'planned'
                        """).params(SqlTime.of(now), id).update();
    }

    void failed(long id, Words why, @Nullable Instant again) {
        db.sql("""
                        update mail.outgoing
                           set failure = cast(:why as jsonb), next_attempt_at = :again,
                               status = case when cast(:again as timestamptz) is null then 'failed' else 'planned' end
                         where id = :id and status = 'planned'
                        """)
                .param("id", id)
                .param("why", Json.of(why))
                .param("again", SqlTime.orNull(again))
                .update();
    }

    /** Answers whether that is news. */
    boolean bounced(long id, Words why) {
        return db.sql("""
                        update mail.outgoing set status = 'bounced', failure = cast(? as jsonb), next_attempt_at = null
                         where id = ? and status <> 'bounced'
                        """).params(Json.of(why), id).update() == 1;
    }

    List<Outgoing> about(String about) {
        return db.sql("select * from mail.outgoing where about = ? order by id limit 2000")
                .param(about)
                .query(OutboxStore::outgoing)
                .list();
    }

    List<Outbox.Sent> namesAbout(String about) {
        return db.sql("select message_id, to_address from mail.outgoing where about = ? order by id")
                .param(about)
                .query((row, n) -> new Outbox.Sent(row.getString("message_id"), row.getString("to_address")))
                .list();
    }

    /** In the scope of everything: whose letters these are is what is asked. */
    List<Outgoing> byMessageIds(Collection<String> ids) {
        return db.sql("select * from mail.outgoing where message_id = any(?)")
                .param(ids.toArray(String[]::new))
                .query(OutboxStore::outgoing)
                .list();
    }

    int countTo(String address, String kind, Instant since) {
        return db.sql("select count(*) from mail.outgoing where to_address = ? and planned_at >= ? and kind = ?")
                .params(address, SqlTime.of(since), kind)
                .query(Integer.class)
                .single();
    }

    private static Outgoing outgoing(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure");
        return new Outgoing(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString("message_id"),
                new Letter(
                        row.getObject("mailbox_id", Long.class),
                        row.getString("about"),
                        row.getObject("part", Long.class),
                        row.getString("kind"),
                        row.getBoolean("automatic"),
                        row.getString("to_name"),
                        row.getString("to_address"),
                        Locale.of(row.getString("language")),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("in_reply_to"),
                        List.of((String[]) row.getArray("refs").getArray()),
                        List.of((UUID[]) row.getArray("files").getArray())),
                row.getString("status"),
                row.getInt("attempts"),
                SqlTime.get(row, "planned_at"),
                SqlTime.find(row, "sent_at"),
                SqlTime.find(row, "next_attempt_at"),
                failure == null ? null : Json.words(failure));
    }
}
