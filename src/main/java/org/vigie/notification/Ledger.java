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
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of deliveries. */
@Repository
class Ledger {
    /** A delivery that is to be sent now. */
    record Planned(
            long id,
            String uid,
            TenantId tenant,
            String channel,
            @Nullable String team,
            String person,
            String personName,
            @Nullable String address,
            Locale language,
            Telling telling,
            Words why,
            Instant plannedAt,
            int attempts) {}

    private final JdbcClient db;

    Ledger(JdbcClient db) {
        this.db = db;
    }

    /** The id of the new row; empty when this person was told this already this way. */
    Optional<Long> plan(
            Telling telling,
            @Nullable String team,
            Person person,
            String channel,
            @Nullable String insteadOf,
            Words why,
            Instant at) {
        return write(telling, team, person, channel, insteadOf, why, at, null);
    }

    /** That a person would be told this way and cannot be. */
    void unreachable(
            Telling telling,
            @Nullable String team,
            Person person,
            String channel,
            Words why,
            Words obstacle,
            Instant at) {
        write(telling, team, person, channel, null, why, at, obstacle);
    }

    private Optional<Long> write(
            Telling telling,
            @Nullable String team,
            Person person,
            String channel,
            @Nullable String insteadOf,
            Words why,
            Instant at,
            @Nullable Words obstacle) {
        return db.sql("""
                        insert into notification.delivery (telling, team, person, person_name, language, address, channel,
                               instead_of, status, severity, subject, body, why, link, planned_at, next_attempt_at, failure)
                        values (:telling, :team, :person, :name, :language, :address, :channel, :instead, :status, :severity,
                               cast(:subject as jsonb), cast(:body as jsonb), cast(:why as jsonb), :link, :at, :next,
                               cast(:failure as jsonb))
                        on conflict (tenant_id, telling, person, channel) do nothing
                        returning id
                        """)
                .param("telling", telling.key())
                .param("team", team)
                .param("person", person.key())
                .param("name", person.name())
                .param("language", person.locale().getLanguage())
                .param("address", person.email())
                .param("channel", channel)
                .param("instead", insteadOf)
                .param("status", obstacle == null ? "planned" : "unreachable")
                .param("severity", telling.severity().name())
                .param("subject", Json.of(telling.subject()))
                .param("body", Json.of(telling.body()))
                .param("why", Json.of(why))
                .param("link", telling.link())
                .param("at", at(at))
                .param("next", obstacle == null ? at(at) : null)
                .param("failure", obstacle == null ? null : Json.of(obstacle))
                .query(Long.class)
                .optional();
    }

    boolean isTold(String telling, String person) {
        return db.sql("""
                        select exists (select from notification.delivery where telling = :telling and person = :person)
                        """)
                .param("telling", telling)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** Whether somebody was reached by another delivery of this, or one is under way that did not fail yet. */
    boolean hasHope(String telling, long but, int tries) {
        return db.sql("""
                        select exists (select from notification.delivery
                                        where telling = :telling and id <> :but and channel <> 'page'
                                          and (status = 'sent' or status = 'planned' and attempts < :tries))
                        """)
                .param("telling", telling)
                .param("but", but)
                .param("tries", tries)
                .query(Boolean.class)
                .single();
    }

    List<Long> idsOf(String telling) {
        return db.sql("select id from notification.delivery where telling = :telling order by id")
                .param("telling", telling)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Takes what is due for sending this way; for a while nobody else will. */
    List<Planned> take(String channel, Instant now, Duration hold, int howMany) {
        return db.sql("""
                        update notification.delivery d
                           set attempts = attempts + 1, next_attempt_at = :held
                         where id in (select id from notification.delivery
                                       where status = 'planned' and channel = :channel and next_attempt_at <= :now
                                       order by next_attempt_at limit :many for update skip locked)
                        returning *
                        """)
                .param("channel", channel)
                .param("now", at(now))
                .param("held", at(now.plus(hold)))
                .param("many", howMany)
                .query((row, n) -> new Planned(
                        row.getLong("id"),
                        row.getString("uid"),
                        new TenantId(row.getInt("tenant_id")),
                        row.getString("channel"),
                        row.getString("team"),
                        row.getString("person"),
                        row.getString("person_name"),
                        row.getString("address"),
                        Locale.of(row.getString("language")),
                        new Telling(
                                row.getString("telling"),
                                Severity.valueOf(row.getString("severity")),
                                Json.words(row.getString("subject")),
                                Json.words(row.getString("body")),
                                row.getString("link")),
                        Json.words(row.getString("why")),
                        instant(row, "planned_at"),
                        row.getInt("attempts")))
                .list();
    }

    void sent(long id, Instant at) {
        db.sql(
                        "update notification.delivery set status = 'sent', delivered_at = :at, failure = null, next_attempt_at = null where id = :id")
                .param("id", id)
                .param("at", at(at))
                .update();
    }

    void failed(long id, Words why, @Nullable Instant again) {
        db.sql("""
                        update notification.delivery
                           set failure = cast(:why as jsonb), next_attempt_at = :again,
                               status = case when cast(:again as timestamptz) is null then 'failed' else 'planned' end
                         where id = :id and status = 'planned'
                        """)
                .param("id", id)
                .param("why", Json.of(why))
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
        String failure = row.getString("failure");
        return new Delivery(
                row.getLong("id"),
                instant(row, "planned_at"),
                row.getString("person_name"),
                row.getString("channel"),
                row.getString("status"),
                Json.words(row.getString("subject")),
                Json.words(row.getString("why")),
                row.getString("link"),
                found(row, "delivered_at"),
                row.getInt("attempts"),
                found(row, "next_attempt_at"),
                row.getString("instead_of"),
                failure == null ? null : Json.words(failure));
    }

    private static @Nullable Instant found(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
