package org.vigie.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

/** All SQL of what came; in the scope of everything. */
@Repository
class ArrivalStore {
    private static final String COLUMNS =
            "id, mailbox_id, arrived_at, size, whole, state, attempts, sender, subject, reason,"
                    + " client, ticket, decided_by";

    private final JdbcClient db;

    ArrivalStore(JdbcClient db) {
        this.db = db;
    }

    boolean isKnown(long mailbox, byte[] digest) {
        return db.sql("select exists (select from mail.arrival where mailbox_id = ? and digest = ?)")
                .params(mailbox, digest)
                .query(Boolean.class)
                .single();
    }

    /** Empty when this number of this mailbox is here already. */
    Optional<Long> add(
            long mailbox,
            long validity,
            long uid,
            byte[] raw,
            byte[] digest,
            long size,
            boolean whole,
            @Nullable Words held,
            Instant now) {
        Optional<Long> id = db.sql("""
                        insert into mail.arrival (mailbox_id, uid_validity, uid, digest, arrived_at, size, whole, state, next_at, reason)
                        values (:mailbox, :validity, :uid, :digest, :now, :size, :whole, :state, :next, cast(:reason as jsonb))
                        on conflict do nothing
                        returning id
                        """)
                .param("mailbox", mailbox)
                .param("validity", validity)
                .param("uid", uid)
                .param("digest", digest)
                .param("now", SqlTime.of(now))
                .param("size", size)
                .param("whole", whole)
                .param("state", held == null ? "waiting" : "held")
                .param("next", held == null ? SqlTime.of(now) : null)
                .param("reason", held == null ? null : Json.of(held))
                .query(Long.class)
                .optional();
        id.ifPresent(one -> db.sql("insert into mail.raw (arrival_id, bytes) values (?, ?)")
                .params(one, raw)
                .update());
        return id;
    }

    byte[] raw(long id) {
        return db.sql("select bytes from mail.raw where arrival_id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElse(new byte[0]);
    }

    /** Those to be judged now, in the order in which they came; for a while nobody else gets them. */
    List<Arrival> take(Instant now, Duration hold, int most) {
        return db
                .sql("""
                        update mail.arrival set attempts = attempts + 1, next_at = :held
                         where id in (select id from mail.arrival where state = 'waiting' and next_at <= :now
                                       order by id limit :most for update skip locked)
                        returning %s
                        """.formatted(COLUMNS))
                .param("now", SqlTime.of(now))
                .param("held", SqlTime.of(now.plus(hold)))
                .param("most", most)
                .query(ArrivalStore::arrival)
                .list()
                .stream()
                .sorted(java.util.Comparator.comparingLong(Arrival::id))
                .toList();
    }

    Optional<Arrival> find(long id) {
        return db.sql("select " + COLUMNS + " from mail.arrival where id = ?")
                .param(id)
                .query(ArrivalStore::arrival)
                .optional();
    }

    /** Locked until the transaction ends. */
    Optional<Arrival> lock(long id) {
        return db.sql("select " + COLUMNS + " from mail.arrival where id = ? for update")
                .param(id)
                .query(ArrivalStore::arrival)
                .optional();
    }

    /** The newest first, those before this id. */
    List<Arrival> list(Arrival.@Nullable State state, long before, int most) {
        return db.sql(
                        "select " + COLUMNS + " from mail.arrival"
                                + " where id < :before and (cast(:state as text) is null or state = :state) order by id desc limit :most")
                .param("before", before)
                .param("state", state == null ? null : state.stored())
                .param("most", most)
                .query(ArrivalStore::arrival)
                .list();
    }

    int count(Arrival.State state, int most) {
        return db.sql("select count(*) from (select from mail.arrival where state = ? limit ?) found")
                .params(state.stored(), most)
                .query(Integer.class)
                .single();
    }

    void says(long id, String sender, String subject) {
        db.sql("update mail.arrival set sender = ?, subject = ? where id = ?")
                .params(sender, subject, id)
                .update();
    }

    void settle(
            long id,
            Arrival.State state,
            @Nullable Words reason,
            @Nullable TenantId client,
            @Nullable Long ticket,
            @Nullable String decidedBy,
            @Nullable Instant again,
            Instant now) {
        db.sql("""
                        update mail.arrival
                           set state = :state, reason = cast(:reason as jsonb), client = :client, ticket = :ticket,
                               decided_by = coalesce(:by, decided_by),
                               decided_at = case when cast(:by as text) is null then decided_at else :now end, next_at = :again
                         where id = :id
                        """)
                .param("id", id)
                .param("state", state.stored())
                .param("reason", reason == null ? null : Json.of(reason))
                .param("client", client == null ? null : client.value())
                .param("ticket", ticket)
                .param("by", decidedBy)
                .param("again", SqlTime.orNull(again))
                .param("now", SqlTime.of(now))
                .update();
    }

    /** How many mails of this sender became something since then. */
    int countFrom(String sender, Instant since) {
        return db.sql("""
                        select count(*) from mail.arrival
                         where sender = ? and arrived_at >= ? and state in ('done', 'held')
                        """)
                .params(sender, SqlTime.of(since))
                .query(Integer.class)
                .single();
    }

    private static Arrival arrival(ResultSet row, int number) throws SQLException {
        Integer client = row.getObject("client", Integer.class);
        String reason = row.getString("reason");
        return new Arrival(
                row.getLong("id"),
                row.getLong("mailbox_id"),
                SqlTime.get(row, "arrived_at"),
                row.getLong("size"),
                row.getBoolean("whole"),
                Arrival.State.of(row.getString("state")),
                row.getInt("attempts"),
                row.getString("sender"),
                row.getString("subject"),
                reason == null ? null : Json.words(reason),
                client == null ? null : new TenantId(client),
                row.getObject("ticket", Long.class),
                row.getString("decided_by"));
    }
}
