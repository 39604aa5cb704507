package org.vigie.survival;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts from outside, in the rows themselves. */
public record Outside(Connection connection) implements AutoCloseable {

    public record Row(Map<String, Object> values) {
        public String text(String column) {
            return String.valueOf(values.get(column));
        }

        long number(String column) {
            return ((Number) values.get(column)).longValue();
        }

        Instant at(String column) {
            return java.util.Objects.requireNonNull(atOrNull(column), column);
        }

        @Nullable
        Instant atOrNull(String column) {
            return values.get(column) instanceof OffsetDateTime at ? at.toInstant() : null;
        }
    }

    public long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    public List<Row> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var meta = result.getMetaData();
            var rows = new ArrayList<Row>();
            while (result.next()) {
                var values = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    values.put(
                            meta.getColumnLabel(i),
                            meta.getColumnTypeName(i).equals("timestamptz")
                                    ? result.getObject(i, OffsetDateTime.class)
                                    : result.getObject(i));
                }
                rows.add(new Row(values));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
