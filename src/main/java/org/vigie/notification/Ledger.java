package org.vigie.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.organization.Person;
import org.vigie.shared.Json;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of deliveries. */
@Repository
class Ledger {
    /** A delivery that is to be sent now. */
    record Planned(
            long id,
            TenantId tenant,
            String channel,
            String person,
            @Nullable String address,
            Locale language,
            String severity,
            Words subject,
            Words body,
            String link,
            Instant plannedAt,
            int attempts) {}

    private final JdbcClient db;

    Ledger(JdbcClient db) {
        this.db = db;
    }

    /** The id of the new row; empty when this person was told this already this way. */
    Optional<Long> plan(Telling telling, Person person, String channel, Words why, Instant at) {
        return db.sql("""
                        insert into notification.delivery (telling, person, person_name, language, address, channel,
                               status, severity, subject, body, why, link, planned_at, next_attempt_at)
                        values (:telling, :person, :name, :language, :address, :channel, 'planned', :severity,
                               cast(:subject as jsonb), cast(:body as jsonb), cast(:why as jsonb), :link, :at, :at)
                        on conflict (tenant_id, telling, person, channel) do nothing
                        returning id
                        """)
                .param("telling", telling.key())
                .param("person", person.key())
                .param("name", person.name())
                .param("language", person.locale().getLanguage())
                .param("address", person.email())
                .param("channel", channel)
                .param("severity", telling.severity().name())
                .param("subject", Json.of(telling.subject()))
                .param("body", Json.of(telling.body()))
                .param("why", Json.of(why))
                .param("link", telling.link())
                .param("at", at(at))
                .query(Long.class)
                .optional();
    }

    List<Long> idsOf(String telling) {
        return db.sql("select id from notification.delivery where telling = :telling order by id")
                .param("telling", telling)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Takes what is due for sending; for a while nobody else will. */
    List<Planned> take(Instant now, Duration hold, int howMany) {
        return db.sql("""
                        update notification.delivery d
                           set attempts = attempts + 1, next_attempt_at = :held
                         where id in (select id from notification.delivery
                                       where status = 'planned' and next_attempt_at <= :now
                                       order by next_attempt_at limit :many for update skip locked)
                        returning id, tenant_id, channel, person_name, address, language, severity, subject, body, link,
                                  planned_at, attempts
                        """)
                .param("now", at(now))
                .param("held", at(now.plus(hold)))
                .param("many", howMany)
                .query((row, n) -> new Planned(
                        row.getLong("id"),
                        new TenantId(row.getInt("tenant_id")),
                        row.getString("channel"),
                        row.getString("person_name"),
                        row.getString("address"),
                        Locale.of(row.getString("language")),
                        row.getString("severity"),
                        Json.words(row.getString("subject")),
                        Json.words(row.getString("body")),
                        row.getString("link"),
                        instant(row, "planned_at"),
                        row.getInt("attempts")))
                .list();
    }

    void sent(long id, Instant at) {
        db.sql("update notification.delivery set status = 'sent', delivered_at = :at, error = null where id = :id")
                .param("id", id)
                .param("at", at(at))
                .update();
    }

    void failed(long id, String error, @Nullable Instant again) {
        db.sql("""
                        update notification.delivery
                           set error = :error, next_attempt_at = :again,
                               status = case when cast(:again as timestamptz) is null then 'failed' else 'planned' end
                         where id = :id
                        """)
                .param("id", id)
                .param("error", error.length() > 500 ? error.substring(0, 500) : error)
                .param("again", again == null ? null : at(again))
                .update();
    }

    List<Delivery> byIds(List<Long> ids) {
        return db.sql("select * from notification.delivery where id = any(:ids) order by id")
                .param("ids", ids.toArray(Long[]::new))
                .query(Ledger::delivery)
                .list();
    }

    List<Delivery> about(String link) {
        return db.sql("select * from notification.delivery where link = :link order by id desc limit 100")
                .param("link", link)
                .query(Ledger::delivery)
                .list();
    }

    List<Delivery> latest(int howMany) {
        return db.sql("select * from notification.delivery order by id desc limit :many")
                .param("many", howMany)
                .query(Ledger::delivery)
                .list();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        OffsetDateTime delivered = row.getObject("delivered_at", OffsetDateTime.class);
        return new Delivery(
                row.getLong("id"),
                instant(row, "planned_at"),
                row.getString("person_name"),
                row.getString("channel"),
                row.getString("status"),
                Json.words(row.getString("subject")),
                Json.words(row.getString("why")),
                row.getString("link"),
                delivered == null ? null : delivered.toInstant(),
                row.getString("error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
