package org.vigie.server.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.server.dump.Catalogue.Found;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Scope;

/**
 * All rows of one moment, while the server goes on working.
 *
 * <p>One transaction with one snapshot. Emptying or dropping a table does not wait for snapshots, so what may be emptied
 * or dropped is locked against that before the snapshot is taken. The tables that take samples in are emptied often and
 * must not be held up by a slow reader: they are copied aside at once and let go of.
 */
@Component
class Snapshot {
    private static final int ATTEMPTS = 5;

    private final DataSource dataSource;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final MasterKey key;

    Snapshot(DataSource dataSource, PlatformTransactionManager transactions, MasterKey key) {
        this.dataSource = dataSource;
        this.template = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(transactions);
        this.key = key;
    }

    private record Everything(List<Found> tables, List<Contents.Partition> partitions) {
        static Everything of(Connection connection) throws SQLException {
            return new Everything(Catalogue.tables(connection), Catalogue.partitions(connection));
        }

        List<Contents.Table> emptied() {
            return tables.stream().filter(Found::emptied).map(Found::table).toList();
        }
    }

    /**
     * Writes the dump. What was written when this throws is no dump and must not look like one.
     *
     * @return how many rows there are
     */
    long write(String vigie, OutputStream to) throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                boolean ended = false;
                try {
                    long rows = write(vigie, connection, to);
                    ended = true;
                    return rows;
                } finally {
                    if (ended) {
                        connection.rollback();
                    } else {
                        // In the middle of a copy it speaks of something else than its next user would: never again.
                        connection.unwrap(PgConnection.class).abort(Runnable::run);
                    }
                }
            } catch (Moved e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("the tables do not keep still", e);
                }
            }
        }
    }

    /** A partition was opened or dropped between the look at the catalogue and the snapshot; nothing is written yet. */
    private static final class Moved extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private long write(String vigie, Connection connection, OutputStream to) throws IOException, SQLException, Moved {
        Everything planned = look();
        Path aside = Files.createTempFile("vigie-dump", ".aside");
        try (InputStream removed = Files.newInputStream(aside, StandardOpenOption.DELETE_ON_CLOSE)) {
            // Not by a query: the first one would take the snapshot.
            Catalogue.execute(connection, "set local role vigie_across");
            lock(connection, planned.partitions().stream().map(Contents.Partition::quoted));
            Savepoint beforeIntake = connection.setSavepoint();
            lock(connection, planned.emptied().stream().map(Contents.Table::quoted));
            Contents contents = contents(vigie, connection, planned);
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            long[] ends = copyAside(copy, planned.emptied(), aside);
            connection.rollback(beforeIntake);

            var writer = new DumpWriter(key, to);
            try {
                writer.contents(contents);
                try (InputStream intake = Files.newInputStream(aside)) {
                    long at = 0;
                    for (int i = 0; i < ends.length; i++) {
                        long length = ends[i] - at;
                        writer.rows(planned.emptied().get(i), out -> transfer(intake, length, out));
                        at = ends[i];
                    }
                }
                for (Found found : planned.tables()) {
                    if (!found.emptied() && !found.parted()) {
                        copy(copy, writer, found.table(), found.table().quoted());
                    }
                }
                for (Contents.Partition partition : planned.partitions()) {
                    copy(copy, writer, familyOf(partition, planned), partition.quoted());
                }
                // Last: no sequence is then behind a row that was written before.
                writer.sequences(Catalogue.sequences(connection));
                writer.end();
                return writer.rows();
            } finally {
                writer.abandon();
            }
        }
    }

    /** In a transaction of its own, which counts the reason why tenants are crossed. */
    private Everything look() {
        return Scope.across("dump: everything that Vigie keeps")
                .call(() -> transaction.execute(
                        status -> template.execute((ConnectionCallback<Everything>) Everything::of)));
    }

    private static void lock(Connection connection, Stream<String> tables) throws SQLException, Moved {
        String all = String.join(", ", tables.toList());
        if (all.isEmpty()) {
            return;
        }
        try {
            Catalogue.execute(connection, "lock table " + all + " in access share mode");
        } catch (SQLException e) {
            if (PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState())) {
                throw new Moved();
            }
            throw e;
        }
    }

    /** Takes the snapshot, and sees in it whether everything is as it was when the locks were chosen. */
    private static Contents contents(String vigie, Connection connection, Everything planned)
            throws SQLException, Moved {
        var taken = Catalogue.read(
                        connection, "select clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
                .getFirst();
        if (!Everything.of(connection).equals(planned)) {
            throw new Moved();
        }
        return new Contents(
                Contents.FORMAT,
                vigie,
                taken.toInstant(),
                Catalogue.migrations(connection),
                planned.tables().stream().map(Found::table).toList(),
                planned.partitions());
    }

    /** Into a file, because memory is bounded; the end of each table in it. */
    private static long[] copyAside(CopyManager copy, List<Contents.Table> tables, Path aside)
            throws IOException, SQLException {
        long[] ends = new long[tables.size()];
        try (OutputStream out = Files.newOutputStream(aside)) {
            for (int i = 0; i < ends.length; i++) {
                copyOut(copy, select(tables.get(i), tables.get(i).quoted()), out);
                out.flush();
                ends[i] = Files.size(aside);
            }
        }
        return ends;
    }

    private static void transfer(InputStream from, long length, OutputStream to) throws IOException {
        byte[] buffer = new byte[DumpWriter.PIECE];
        long left = length;
        while (left > 0) {
            int some = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (some < 0) {
                throw new IOException("the copy aside is cut short");
            }
            to.write(buffer, 0, some);
            left -= some;
        }
    }

    private static void copy(CopyManager copy, DumpWriter writer, Contents.Table table, String from)
            throws IOException, SQLException {
        long before = writer.rows();
        long[] counted = new long[1];
        writer.rows(table, out -> counted[0] = copyOut(copy, select(table, from), out));
        if (writer.rows() - before != counted[0]) {
            throw new IllegalStateException(
                    from + " has " + counted[0] + " rows and " + (writer.rows() - before) + " were written");
        }
    }

    /** Not by the driver's own method, which asks the server to cancel when the reader is gone, and may hit what follows. */
    private static long copyOut(CopyManager copy, String command, OutputStream out) throws IOException, SQLException {
        CopyOut rows = copy.copyOut(command);
        for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
            out.write(row);
        }
        return rows.getHandledRowCount();
    }

    /** As a query: behind row-level security PostgreSQL copies nothing else. */
    private static String select(Contents.Table table, String from) {
        return "copy (select " + table.quotedColumns() + " from " + from + ") to stdout";
    }

    private static Contents.Table familyOf(Contents.Partition partition, Everything planned) {
        return planned.tables().stream()
                .map(Found::table)
                .filter(table -> table.schema().equals(partition.schema())
                        && table.name().equals(partition.family()))
                .findFirst()
                .orElseThrow();
    }
}
