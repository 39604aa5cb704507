package org.vigie.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of seals and of the queue before them. */
@Component
class SealStore {
    /** "vigie seal" in a number, the same on every node. */
    private static final long LOCK = 0x7669_6769_6573L;

    private final JdbcClient sql;
    private final JdbcTemplate streaming;

    SealStore(JdbcClient sql, JdbcTemplate template) {
        this.sql = sql;
        this.streaming = new JdbcTemplate(java.util.Objects.requireNonNull(template.getDataSource()));
        this.streaming.setFetchSize(1000);
    }

    /** Whether this transaction is the only one that seals. */
    boolean takeTurn() {
        return sql.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    List<SealedEntry> unsealed(int limit) {
        return sql.sql("""
                        select %s from audit.unsealed u join audit.entry e on e.id = u.entry_id
                        order by e.id limit :limit
                        """.formatted(EntryStore.COLUMNS))
                .param("limit", limit)
                .query((row, i) -> EntryStore.entry(row))
                .list();
    }

    Optional<Seal> last() {
        return sql.sql("select * from audit.seal order by number desc limit 1")
                .query((row, i) -> seal(row))
                .optional();
    }

    void add(Seal seal) {
        sql.sql("""
                        insert into audit.seal (number, sealed_at, previous, entry_ids, digests, digest)
                        values (:number, :at, :previous, :ids, :links, :digest)
                        """)
                .param("number", seal.number())
                .param("at", seal.at().atOffset(ZoneOffset.UTC))
                .param("previous", seal.previous())
                .param("ids", seal.entryIds().toArray(Long[]::new))
                .param("links", seal.links())
                .param("digest", seal.digest())
                .update();
        sql.sql("delete from audit.unsealed where entry_id = any (:ids)")
                .param("ids", seal.entryIds().toArray(Long[]::new))
                .update();
    }

    List<Seal> after(long number, int limit) {
        return sql.sql("select * from audit.seal where number > :number order by number limit :limit")
                .param("number", number)
                .param("limit", limit)
                .query((row, i) -> seal(row))
                .list();
    }

    Map<Long, SealedEntry> entries(List<Long> ids) {
        return sql
                .sql("select %s from audit.entry e where e.id = any (:ids)".formatted(EntryStore.COLUMNS))
                .param("ids", ids.toArray(Long[]::new))
                .query((row, i) -> EntryStore.entry(row))
                .stream()
                .collect(Collectors.toMap(SealedEntry::id, Function.identity()));
    }

    /** Every entry that does not wait for its seal, streamed. */
    void eachEntryOutsideTheQueue(LongConsumer id) {
        streaming.query("""
                select e.id from audit.entry e
                where not exists (select from audit.unsealed u where u.entry_id = e.id) order by e.id
                """, row -> {
            id.accept(row.getLong(1));
        });
    }

    /** Queued, yet gone from the table. */
    Optional<Long> firstQueuedAndGone() {
        return sql.sql("""
                        select u.entry_id from audit.unsealed u
                        where not exists (select from audit.entry e where e.id = u.entry_id) order by 1 limit 1
                        """).query(Long.class).optional();
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong("number"),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                row.getBytes("previous"),
                Stream.of((Long[]) row.getArray("entry_ids").getArray()).toList(),
                row.getBytes("digests"),
                row.getBytes("digest"));
    }
}
