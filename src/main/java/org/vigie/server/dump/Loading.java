package org.vigie.server.dump;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.PGConnection;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.vigie.server.dump.Catalogue.Found;
import org.vigie.server.dump.UnreadableDump.Why;

/**
 * Puts a dump into an empty database, as the owner of its tables: the migrations that made the tables make them again,
 * then all rows go in with one transaction. Newer migrations run at the next start, as after any upgrade.
 *
 * <p>The same for the embedded PostgreSQL and for one of the user's own, where nobody is superuser: so triggers, foreign
 * keys and forced row security are put aside by the owner and put back before the commit.
 */
public final class Loading {
    private static final String MIGRATIONS = "classpath*:db/migration/**/V*.sql";

    private Loading() {}

    /** Refuses a dump with a migration that this Vigie does not carry: it was made by a newer one. */
    public static void requireKnown(Contents contents) throws IOException {
        Set<String> known = new HashSet<>();
        for (Resource script : new PathMatchingResourcePatternResolver().getResources(MIGRATIONS)) {
            String name = String.valueOf(script.getFilename());
            known.add(name.substring(1, name.indexOf("__")));
        }
        for (Contents.Migration made : contents.migrations()) {
            if (!known.contains(made.version())) {
                throw new UnreadableDump(
                        Why.NEWER, contents.vigie() + ", " + made.version() + " " + made.description());
            }
        }
    }

    /** Makes the tables as they were for the Vigie that made the dump. */
    public static void makeTables(Contents contents, FluentConfiguration flyway) throws UnreadableDump {
        String last = contents.migrations().getLast().version();
        Flyway made = flyway.target(last).load();
        made.migrate();
        Map<String, Integer> ours = new HashMap<>();
        for (MigrationInfo migration : made.info().applied()) {
            if (migration.getVersion() != null && migration.getChecksum() != null) {
                ours.put(migration.getVersion().getVersion(), migration.getChecksum());
            }
        }
        Map<String, Integer> theirs = contents.migrations().stream()
                .filter(migration -> migration.checksum() != null)
                .collect(Collectors.toMap(Contents.Migration::version, Contents.Migration::checksum));
        if (!ours.equals(theirs)) {
            throw new UnreadableDump(Why.NEWER, contents.vigie() + ", " + last);
        }
    }

    /**
     * Loads all rows, or none.
     *
     * @param last what else belongs into the same transaction
     * @param progress hears how many rows are in, often
     */
    public static long load(DumpReader dump, Connection connection, String last, LongConsumer progress)
            throws IOException, SQLException {
        connection.setAutoCommit(false);
        List<Found> tables = Catalogue.tables(connection);
        requireSameTables(dump.contents(), tables);
        List<String> back = putAside(connection, tables);
        Catalogue.execute(
                connection,
                "truncate "
                        + tables.stream().map(found -> found.table().quoted()).collect(Collectors.joining(", ")));
        openPartitions(connection, dump.contents().partitions());
        long rows = dump.read(new Parts(connection), progress);
        nobodyWorks(connection);
        for (String command : back) {
            Catalogue.execute(connection, command);
        }
        if (!last.isEmpty()) {
            Catalogue.execute(connection, last);
        }
        connection.commit();
        connection.setAutoCommit(true);
        Catalogue.execute(connection, "analyze");
        return rows;
    }

    private static void requireSameTables(Contents contents, List<Found> tables) throws UnreadableDump {
        var ours = tables.stream().map(Found::table).collect(Collectors.toSet());
        for (Contents.Table table : contents.tables()) {
            if (!ours.remove(table)) {
                throw new UnreadableDump(Why.NEWER, contents.vigie() + ", " + table.schema() + "." + table.name());
            }
        }
        if (!ours.isEmpty()) {
            throw new IllegalStateException("not in the dump, and made by the same migrations: " + ours);
        }
    }

    /** The commands that undo it, in their order: foreign keys are checked while the owner still sees all rows. */
    private static List<String> putAside(Connection connection, List<Found> tables) throws SQLException {
        var back = new ArrayList<String>();
        for (String[] key : Catalogue.read(
                connection, """
                select c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
                  from pg_constraint c join pg_class t on t.oid = c.conrelid
                 where c.contype = 'f' and c.conparentid = 0
                   and t.relowner = (select nspowner from pg_namespace where nspname = 'vigie')
                 order by 1, 2
                """, row -> new String[] {row.getString(1), row.getString(2), row.getString(3)})) {
            Catalogue.execute(connection, "alter table " + key[0] + " drop constraint " + key[1]);
            back.add("alter table " + key[0] + " add constraint " + key[1] + " " + key[2]);
        }
        for (Found found : tables) {
            String name = found.table().quoted();
            Catalogue.execute(connection, "alter table " + name + " disable trigger user");
            back.add("alter table " + name + " enable trigger user");
        }
        for (String name : Catalogue.read(connection, """
                select c.oid::regclass::text from pg_class c
                 where c.relforcerowsecurity and not c.relispartition
                   and c.relowner = (select nspowner from pg_namespace where nspname = 'vigie')
                """, row -> row.getString(1))) {
            Catalogue.execute(connection, "alter table " + name + " no force row level security");
            back.add("alter table " + name + " force row level security");
        }
        return back;
    }

    private static void openPartitions(Connection connection, List<Contents.Partition> partitions) throws SQLException {
        for (Contents.Partition partition : partitions) {
            try (PreparedStatement open = connection.prepareStatement(
                    "select " + Catalogue.quoted(partition.schema()) + ".open_partition(?, ?::date)")) {
                open.setString(1, partition.family());
                open.setString(2, partition.firstDay());
                open.execute();
            }
        }
    }

    /** Whoever held a job when the snapshot was taken is not here: without this it would wait for a sign of their life. */
    private static void nobodyWorks(Connection connection) throws SQLException {
        Catalogue.execute(
                connection,
                "update jobs.scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked");
    }

    private record Parts(Connection connection) implements DumpReader.Parts {

        @Override
        public void rows(Contents.Table table, InputStream rows) throws IOException, SQLException {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table.quoted() + " (" + table.quotedColumns() + ") from stdin", rows);
        }

        @Override
        public void sequences(List<Contents.Sequence> sequences) throws SQLException {
            try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
                for (Contents.Sequence sequence : sequences) {
                    set.setString(1, Catalogue.quoted(sequence.schema()) + "." + Catalogue.quoted(sequence.name()));
                    set.setLong(2, sequence.value());
                    set.setBoolean(3, sequence.called());
                    set.execute();
                }
            }
        }
    }
}
