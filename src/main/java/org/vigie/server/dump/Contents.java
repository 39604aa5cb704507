package org.vigie.server.dump;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dump says about itself before its first row.
 *
 * @param format how the rest is written; a newer number is for a newer Vigie
 * @param vigie the version that made it, for people
 * @param taken the moment of the snapshot
 * @param migrations those that made the tables: the same ones make them again
 */
public record Contents(
        int format,
        String vigie,
        Instant taken,
        List<Migration> migrations,
        List<Table> tables,
        List<Partition> partitions) {
    static final int FORMAT = 1;

    public Contents {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        partitions = List.copyOf(partitions);
    }

    public record Migration(
            String version, String description, @Nullable Integer checksum) {}

    /** @param columns those that are stored; what PostgreSQL computes is computed again */
    public record Table(String schema, String name, List<String> columns) {
        public Table {
            columns = List.copyOf(columns);
        }

        String quoted() {
            return Catalogue.quoted(schema) + "." + Catalogue.quoted(name);
        }

        String quotedColumns() {
            return String.join(", ", columns.stream().map(Catalogue::quoted).toList());
        }
    }

    /** A part of a table of days, months or years, opened again by its room's {@code open_partition}. */
    public record Partition(String schema, String family, String leaf, String firstDay) {
        String quoted() {
            return Catalogue.quoted(schema) + "." + Catalogue.quoted(leaf);
        }
    }

    /** @param called whether {@code value} was given out already */
    public record Sequence(String schema, String name, long value, boolean called) {}
}
