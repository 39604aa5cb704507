package org.vigie.server.dump;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Vigie keeps, read from PostgreSQL's own catalogue and from no list: a room that is added comes along. Its own is
 * what belongs to the owner of the schema {@code vigie} and to no extension.
 */
final class Catalogue {
    private static final Pattern FIRST_DAY = Pattern.compile("FOR VALUES FROM \\('(\\d{4}-\\d\\d-\\d\\d)'\\).*");
    private static final String OURS = """
            c.relowner = (select nspowner from pg_namespace where nspname = 'vigie') and c.relpersistence <> 't'
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            """;

    private Catalogue() {}

    /** @param emptied whether the running application may empty it at once, which a snapshot does not survive */
    record Found(Contents.Table table, boolean parted, boolean emptied) {}

    static List<Found> tables(Connection connection) throws SQLException {
        return read(connection, """
                select n.nspname, c.relname, c.relkind = 'p', has_table_privilege('vigie_across', c.oid, 'truncate'),
                       array(select a.attname::text from pg_attribute a
                              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                              order by a.attnum)
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p') and not c.relispartition and %s
                 order by 1, 2
                """.formatted(OURS), row -> {
            var columns = Stream.of((String[]) row.getArray(5).getArray()).toList();
            return new Found(
                    new Contents.Table(row.getString(1), row.getString(2), columns),
                    row.getBoolean(3),
                    row.getBoolean(4));
        });
    }

    static List<Contents.Partition> partitions(Connection connection) throws SQLException {
        return read(connection, """
                select n.nspname, p.relname, c.relname, pg_get_expr(c.relpartbound, c.oid)
                  from pg_inherits i
                  join pg_class c on c.oid = i.inhrelid
                  join pg_class p on p.oid = i.inhparent
                  join pg_namespace n on n.oid = p.relnamespace
                 where p.relkind = 'p' and c.relkind = 'r' and %s
                 order by 1, 2, 3
                """.formatted(OURS), row -> {
            Matcher bounds = FIRST_DAY.matcher(row.getString(4));
            if (!bounds.matches()) {
                throw new IllegalStateException(
                        row.getString(3) + " is no partition that begins on a day: " + row.getString(4));
            }
            return new Contents.Partition(row.getString(1), row.getString(2), row.getString(3), bounds.group(1));
        });
    }

    static List<Contents.Migration> migrations(Connection connection) throws SQLException {
        return read(connection, """
                select version, description, checksum from flyway.flyway_schema_history
                where version is not null and success order by installed_rank
                """, row -> {
            int checksum = row.getInt(3);
            return new Contents.Migration(row.getString(1), row.getString(2), row.wasNull() ? null : checksum);
        });
    }

    static List<Contents.Sequence> sequences(Connection connection) throws SQLException {
        return read(
                connection,
                "select * from vigie.sequences()",
                row -> new Contents.Sequence(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)));
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> read(Connection connection, String query, Row<T> one) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(one.read(rows));
            }
            return found;
        }
    }

    static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
