package org.vigie.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.Json;
import org.vigie.shared.SqlTime;
import org.vigie.shared.Words;

/** All SQL of what webhooks are told. */
@Repository
class DeliveryStore {
    private final JdbcClient db;

    DeliveryStore(JdbcClient db) {
        this.db = db;
    }

    /** Ids of the webhooks that hear of it; in any scope. */
    List<Long> toldOf(WebhookEvent event) {
        return db.sql("select webhook.told_of(:tenant, :event, :within)")
                .param("tenant", event.tenant().value())
                .param("event", event.name())
                .param("within", event.internal() ? "desk" : "client")
                .query((row, n) -> row.getLong(1))
                .list();
    }

    void plan(List<Long> webhooks, WebhookEvent event, String body, Instant now) {
        db.sql("""
                        insert into webhook.delivery
                          (tenant_id, uid, webhook_id, event, about, body, status, planned_at, next_attempt_at)
                        select :tenant, gen_random_uuid(), told, :event, :about, :body, 'planned', :now, :now
                          from unnest(:webhooks) told
                        """)
                .param("tenant", event.tenant().value())
                .param("webhooks", webhooks.toArray(Long[]::new))
                .param("event", event.name())
                .param("about", event.path())
                .param("body", body)
                .param("now", SqlTime.of(now))
                .update();
    }

    /** Takes what is due, the oldest first; for a while nobody else will. In the scope of everything. */
    List<Delivery> take(long webhook, Instant now, Duration hold, int most) {
        return db.sql("""
                        update webhook.delivery set attempts = attempts + 1, next_attempt_at = :held
                         where id in (select id from webhook.delivery
                                       where webhook_id = :webhook and status = 'planned' and next_attempt_at <= :now
                                       order by next_attempt_at, id limit :most for update skip locked)
                        returning *
                        """)
                .param("webhook", webhook)
                .param("now", SqlTime.of(now))
                .param("held", SqlTime.of(now.plus(hold)))
                .param("most", most)
                .query(DeliveryStore::delivery)
                .list();
    }

    void delivered(long id, int answered, Instant triedAt, int tookMs) {
        db.sql("""
                        update webhook.delivery
                           set status = 'delivered', answered = :answered, tried_at = :tried, took_ms = :took,
                               next_attempt_at = null, failure = null
                         where id = :id and status = 'planned'
                        """)
                .param("id", id)
                .param("answered", answered)
                .param("tried", SqlTime.of(triedAt))
                .param("took", tookMs)
                .update();
    }

    void failed(long id, Words why, @Nullable Instant again, Instant triedAt, int tookMs) {
        db.sql("""
                        update webhook.delivery
                           set failure = cast(:why as jsonb), next_attempt_at = :again, tried_at = :tried, took_ms = :took,
                               status = case when cast(:again as timestamptz) is null then 'failed' else 'planned' end
                         where id = :id and status = 'planned'
                        """)
                .param("id", id)
                .param("why", Json.of(why))
                .param("again", SqlTime.orNull(again))
                .param("tried", SqlTime.of(triedAt))
                .param("took", tookMs)
                .update();
    }

    /** The newest first. */
    List<Delivery> log(long webhook, @Nullable String status, long before, int most) {
        return db.sql("""
                        select * from webhook.delivery
                         where webhook_id = :webhook and id < :before
                           and (cast(:status as text) is null or status = :status)
                         order by id desc limit :most
                        """)
                .param("webhook", webhook)
                .param("before", before)
                .param("status", status)
                .param("most", most)
                .query(DeliveryStore::delivery)
                .list();
    }

    Optional<Delivery> find(long webhook, UUID uid) {
        return db.sql("select * from webhook.delivery where webhook_id = ? and uid = ?")
                .params(webhook, uid)
                .query(DeliveryStore::delivery)
                .optional();
    }

    void again(long id, Instant now) {
        db.sql("""
                        update webhook.delivery set status = 'planned', attempts = 0, next_attempt_at = ?, failure = null
                         where id = ?
                        """).params(SqlTime.of(now), id).update();
    }

    int againAllThatFailed(long webhook, Instant now) {
        return db.sql("""
                        update webhook.delivery set status = 'planned', attempts = 0, next_attempt_at = ?
                         where webhook_id = ? and status = 'failed'
                        """).params(SqlTime.of(now), webhook).update();
    }

    /** Of what is over; what is planned is never forgotten. */
    void forget(Instant before) {
        db.sql("delete from webhook.delivery where planned_at < ? and status <> 'planned'")
                .param(SqlTime.of(before))
                .update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure");
        return new Delivery(
                row.getLong("id"),
                row.getObject("uid", UUID.class),
                row.getString("event"),
                row.getString("about"),
                row.getString("body"),
                row.getString("status"),
                row.getInt("attempts"),
                SqlTime.get(row, "planned_at"),
                SqlTime.find(row, "next_attempt_at"),
                SqlTime.find(row, "tried_at"),
                row.getObject("took_ms", Integer.class),
                row.getObject("answered", Integer.class),
                failure == null ? null : Json.words(failure));
    }
}
