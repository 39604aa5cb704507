package org.vigie.servicedesk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/** How values of this room stand in columns: instants in UTC, actors in three columns, words in two. */
final class Columns {
    private Columns() {}

    /** PostgreSQL keeps microseconds; an instant that was stored must equal the one that was counted with. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static OffsetDateTime inUtc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Values of a statement's parameters, in order; null is one. */
    static List<@Nullable Object> values(@Nullable Object... values) {
        return java.util.Arrays.asList(values);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant instantOf(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    static Actor actor(ResultSet row) throws SQLException {
        return new Actor(
                row.getBoolean("by_person") ? Actor.Kind.PERSON : Actor.Kind.AUTOMATIC,
                number(row, "by_account"),
                row.getString("by_name"));
    }

    static Words words(ResultSet row) throws SQLException {
        return new Words(row.getString("code"), strings(row, "args"));
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static String[] array(Iterable<String> values) {
        var all = new java.util.ArrayList<String>();
        values.forEach(all::add);
        return all.toArray(String[]::new);
    }
}
