package org.vigie.maintenance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.Span;

/** All SQL of windows. A row is closed and written anew, never changed. */
@Repository
class WindowStore {

    /**
     * A window as it stood for a while.
     *
     * @param validFrom null for the first version: it holds from its first day on, also when that was stated later
     */
    record Version(
            long id,
            String key,
            SortedSet<String> assets,
            Recurrence recurrence,
            boolean firstStated,
            boolean agreed,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {

        /** The part of a time in which this version stood; empty when none is left. */
        Span within(Span span) {
            var from = validFrom != null && validFrom.isAfter(span.from()) ? validFrom : span.from();
            var to = validTo != null && validTo.isBefore(span.to()) ? validTo : span.to();
            return to.isBefore(from) ? new Span(from, from) : new Span(from, to);
        }
    }

    private final JdbcClient db;

    WindowStore(JdbcClient db) {
        this.db = db;
    }

    List<Version> inForce() {
        return db.sql("select * from maintenance.maintenance_window where valid_to is null order by key")
                .query(WindowStore::version)
                .list();
    }

    /** Every version that names one of these assets and stood after that instant. */
    List<Version> of(Collection<String> assets, Instant after) {
        return db.sql("""
                select * from maintenance.maintenance_window
                where assets && :assets::text[] and (valid_to is null or valid_to > :after)
                order by id
                """)
                .param("assets", assets.toArray(String[]::new))
                .param("after", Timestamp.from(after))
                .query(WindowStore::version)
                .list();
    }

    /** Every version that stood after that instant. */
    List<Version> after(Instant after) {
        return db.sql("""
                select * from maintenance.maintenance_window
                where valid_to is null or valid_to > :after
                order by id
                """)
                .param("after", Timestamp.from(after))
                .query(WindowStore::version)
                .list();
    }

    void write(WindowDeclaration window, LocalDate first, @Nullable Instant validFrom) {
        db.sql("""
                insert into maintenance.maintenance_window
                  (key, assets, rule, first, first_stated, starts, lasts_seconds, timezone, agreed, valid_from)
                values (:key, :assets, :rule, :first, :stated, :starts, :lasts, :timezone, :agreed, :from)
                """)
                .param("key", window.key())
                .param("assets", window.assets().toArray(String[]::new))
                .param("rule", window.rule())
                .param("first", first)
                .param("stated", window.first() != null)
                .param("starts", window.start())
                .param("lasts", window.lasts().toSeconds())
                .param("timezone", window.timezone().getId())
                .param("agreed", window.agreed())
                .param("from", validFrom == null ? null : Timestamp.from(validFrom))
                .update();
    }

    void close(String key, Instant now) {
        db.sql("update maintenance.maintenance_window set valid_to = :now where key = :key and valid_to is null")
                .param("now", Timestamp.from(now))
                .param("key", key)
                .update();
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        return new Version(
                row.getLong("id"),
                row.getString("key"),
                new TreeSet<>(Set.of((String[]) row.getArray("assets").getArray())),
                new Recurrence(
                        row.getString("rule"),
                        row.getObject("first", LocalDate.class),
                        row.getObject("starts", LocalTime.class),
                        Duration.ofSeconds(row.getLong("lasts_seconds")),
                        ZoneId.of(row.getString("timezone"))),
                row.getBoolean("first_stated"),
                row.getBoolean("agreed"),
                instant(row.getTimestamp("valid_from")),
                instant(row.getTimestamp("valid_to")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
