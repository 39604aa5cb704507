package org.vigie.server.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.TestDatabase;
import org.vigie.shared.MasterKey;

/** What is in a dump, and what others may do to the tables while it is written. */
class SnapshotTest {
    private static final MasterKey KEY = MasterKey.parse("11".repeat(32));

    @TempDir
    Path folder;

    private record Read(Map<String, List<String>> rows, List<Contents.Sequence> sequences, Contents contents) {}

    @Test
    void holdsEveryTableAndSequenceThatTheCatalogueKnowsAlsoOfRoomsToCome() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            owner(database, """
                    select vigie.room('later');
                    create table later.thing (id bigint generated always as identity primary key, tenant_id int not null,
                      "Odd name" text, twice int generated always as (tenant_id * 2) stored);
                    insert into later.thing (tenant_id, "Odd name") values (7, E'tab\\t, line\\n and \\\\ slash'), (8, null);
                    select vigie.fence('later.thing');
                    select monitoring.open_partition('sample_blocks', date '2026-03-01');
                    """);
            Read read = read(MadeDump.of(database.app(), KEY, folder.resolve("all.dump")));

            assertThat(read.rows().keySet()).isEqualTo(relations(database, "r", "p"));
            assertThat(new TreeSet<>(read.sequences().stream()
                            .map(one -> one.schema() + "." + one.name())
                            .toList()))
                    .isEqualTo(relations(database, "S"));
            assertThat(read.contents().partitions())
                    .extracting(Contents.Partition::leaf)
                    .containsExactly("sample_blocks_20260301");
            // Whatever else holds rows of its own would have to be added to the dump: large objects, foreign tables, …
            assertThat(kinds(database)).isSubsetOf("r", "p", "S", "v", "i", "I", "t");
            assertThat(read.rows().get("later.thing"))
                    .containsExactly("1\t7\ttab\\t, line\\n and \\\\ slash", "2\t8\t\\N");
            assertThat(read.rows().get("flyway.flyway_schema_history"))
                    .hasSizeGreaterThanOrEqualTo(read.contents().migrations().size());
            assertThat(read.sequences())
                    .contains(new Contents.Sequence("later", "thing_id_seq", 2, true))
                    .contains(new Contents.Sequence("servicedesk", "ticket_number", 1001, false));
        }
    }

    /** A table that the application may not read would be missing without a word: the dump fails instead. */
    @Test
    void failsOnATableThatItMayNotRead() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            owner(database, "create table vigie.forgotten (id int)");
            assertThatThrownBy(() -> MadeDump.of(database.app(), KEY, folder.resolve("no.dump")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("forgotten");
        }
    }

    @Test
    void isOfOneMomentWhileTablesAreEmptiedDroppedAndFilledAndHoldsNobodyUp() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            owner(database, """
                    alter table monitoring.samples_wal_a no force row level security;
                    insert into monitoring.samples_wal_a values (1, 1, 'one'), (2, 1, 'two');
                    alter table monitoring.samples_wal_a force row level security;
                    select monitoring.open_partition('sample_chunks', date '2026-03-01');
                    alter table monitoring.sample_chunks no force row level security;
                    insert into monitoring.sample_chunks values (1, 1, '2026-03-01', 5, 'chunk');
                    alter table monitoring.sample_chunks force row level security;
                    """);
            Path file = folder.resolve("busy.dump");
            try (OutputStream out = new FilterOutputStream(Files.newOutputStream(file)) {
                private boolean begun;

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    super.out.write(bytes, from, length);
                    if (!begun) {
                        begun = true;
                        workMeanwhile(database);
                    }
                }
            }) {
                MadeDump.snapshot(database.app(), KEY).write("(test)", out);
            }
            Read read = read(file);
            assertThat(read.rows().get("monitoring.samples_wal_a")).hasSize(2);
            assertThat(read.rows().get("monitoring.samples_wal_b")).isEmpty();
            assertThat(read.rows().get("monitoring.sample_chunks")).hasSize(1);
            assertThat(read.contents().partitions()).hasSize(1);
            assertThat(count(database, "monitoring.samples_wal_a")).isZero();
        }
    }

    private static void workMeanwhile(TestDatabase database) {
        try (Connection app = database.app().getConnection()) {
            app.setAutoCommit(false);
            Catalogue.execute(app, "set local role vigie_across");
            Catalogue.execute(app, "set local lock_timeout = '20s'");
            Catalogue.execute(app, "truncate monitoring.samples_wal_a");
            Catalogue.execute(app, "insert into monitoring.samples_wal_b values (3, 2, 'three')");
            Catalogue.execute(app, "select monitoring.open_partition('sample_chunks', date '2026-03-02')");
            Catalogue.execute(app, "insert into monitoring.sample_chunks values (1, 1, '2026-03-02', 17, 'later')");
            app.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        // What is still to be copied cannot be dropped: the store tries again at its next turn.
        try (Connection owner = database.owner().getConnection()) {
            owner.setAutoCommit(false);
            assertThatThrownBy(() -> Catalogue.execute(
                            owner, "lock table monitoring.sample_chunks_20260301 in access exclusive mode nowait"))
                    .hasMessageContaining("could not obtain lock");
            owner.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Read read(Path file) throws IOException, SQLException {
        try (DumpReader dump = DumpReader.open(file, KEY)) {
            var rows = new HashMap<String, List<String>>();
            var sequences = new ArrayList<Contents.Sequence>();
            dump.contents().tables().forEach(table -> rows.put(table.schema() + "." + table.name(), new ArrayList<>()));
            dump.read(
                    new DumpReader.Parts() {
                        @Override
                        public void rows(Contents.Table table, InputStream in) throws IOException {
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .forEach(rows.get(table.schema() + "." + table.name())::add);
                        }

                        @Override
                        public void sequences(List<Contents.Sequence> found) {
                            sequences.addAll(found);
                        }
                    },
                    count -> {});
            return new Read(rows, sequences, dump.contents());
        }
    }

    /** Asked in other words than the dump asks: all schemas but PostgreSQL's own. */
    private static TreeSet<String> relations(TestDatabase database, String... kinds) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            return new TreeSet<>(Catalogue.read(
                    owner,
                    "select schemaname || '.' || relname from ("
                            + "select relnamespace::regnamespace::text as schemaname, * from pg_class) c "
                            + "where schemaname !~ '^pg_' and schemaname <> 'information_schema' and not relispartition "
                            + "and relkind::text in ('" + String.join("', '", kinds) + "')",
                    row -> row.getString(1)));
        }
    }

    private static TreeSet<String> kinds(TestDatabase database) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            return new TreeSet<>(Catalogue.read(
                    owner,
                    "select distinct relkind::text from pg_class where relowner = 'vigie_owner'::regrole"
                            + " union all select 'large object' from pg_largeobject_metadata",
                    row -> row.getString(1)));
        }
    }

    private static long count(TestDatabase database, String table) throws SQLException {
        try (Connection app = database.app().getConnection()) {
            app.setAutoCommit(false);
            Catalogue.execute(app, "set local role vigie_across");
            long found = Catalogue.read(app, "select count(*) from " + table, row -> row.getLong(1))
                    .getFirst();
            app.rollback();
            return found;
        }
    }

    private static void owner(TestDatabase database, String commands) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            Catalogue.execute(owner, commands);
        }
    }
}
