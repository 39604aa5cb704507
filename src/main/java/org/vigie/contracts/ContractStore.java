package org.vigie.contracts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.contracts.Contract.Availability;
import org.vigie.contracts.Contract.Method;
import org.vigie.contracts.Contract.UnknownCountsAs;
import org.vigie.shared.Priority;

/** All SQL of service levels and the contract. A row is closed and written anew, never changed. */
@Repository
class ContractStore {

    private final JdbcClient db;

    ContractStore(JdbcClient db) {
        this.db = db;
    }

    List<ServiceLevel> serviceLevels() {
        return db.sql("""
                select key, calendar, targets from contracts.service_level
                where valid_to is null order by position, key
                """)
                .query((row, number) -> new ServiceLevel(
                        row.getString("key"), row.getString("calendar"), Targets.fromText(row.getString("targets"))))
                .list();
    }

    void write(ServiceLevel level, int position, Instant now) {
        retireServiceLevel(level.key(), now);
        db.sql("""
                insert into contracts.service_level (key, position, calendar, targets, valid_from)
                values (:key, :position, :calendar, :targets, :now)
                """)
                .param("key", level.key())
                .param("position", position)
                .param("calendar", level.calendar())
                .param("targets", Targets.text(level.targets()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The order decides which level is the client's own; it is no part of what was promised, so it has no history. */
    void place(String key, int position) {
        db.sql("update contracts.service_level set position = :position where key = :key and valid_to is null")
                .param("position", position)
                .param("key", key)
                .update();
    }

    void retireServiceLevel(String key, Instant now) {
        db.sql("update contracts.service_level set valid_to = :now where key = :key and valid_to is null")
                .param("now", Timestamp.from(now))
                .param("key", key)
                .update();
    }

    Optional<Contract> contract() {
        return db.sql("select * from contracts.contract where valid_to is null")
                .query(ContractStore::contractOf)
                .optional();
    }

    /** What was written at that instant, and before anything was, the first that was. */
    Optional<Contract> writtenAt(Instant at) {
        return db.sql("""
                select * from contracts.contract
                where valid_to is null or valid_to > :at
                order by valid_from limit 1
                """)
                .param("at", Timestamp.from(at))
                .query(ContractStore::contractOf)
                .optional();
    }

    /** The writing that counts now, known by its id. */
    Optional<Long> version() {
        return db.sql("select id from contracts.contract where valid_to is null")
                .query(Long.class)
                .optional();
    }

    Optional<WrittenMatrix> matrix(long version) {
        return db.sql("select key, valid_from, priorities from contracts.contract where id = :id")
                .param("id", version)
                .query((row, number) -> new WrittenMatrix(
                        row.getString("key"), row.getTimestamp("valid_from").toInstant(), matrixOf(row)))
                .optional();
    }

    void write(Contract contract, Instant now) {
        retireContract(now);
        var availability = contract.availability();
        db.sql("""
                insert into contracts.contract (key, starts, ends, availability_target, availability_method,
                  unknown_counts_as, stabilisation_seconds, relapse_seconds, pauses, priorities, escalation, valid_from)
                values (:key, :from, :to, :target, :method, :unknown, :stabilisation, :relapse, :pauses, :priorities, :escalation,
                  :now)
                """)
                .param("key", contract.key())
                .param("from", contract.from())
                .param("to", contract.to())
                .param("target", availability == null ? null : availability.target())
                .param(
                        "method",
                        availability == null ? null : availability.method().name())
                .param(
                        "unknown",
                        availability == null
                                ? null
                                : availability.unknownCountsAs().name())
                .param("stabilisation", contract.stabilisation().toSeconds())
                .param("relapse", contract.relapse().toSeconds())
                .param("pauses", contract.pauses().toArray(String[]::new))
                .param(
                        "priorities",
                        contract.priorities().isUsual()
                                ? null
                                : contract.priorities().cells().stream()
                                        .map(Priority::name)
                                        .toArray(String[]::new))
                .param("escalation", contract.escalation().lines().toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    void retireContract(Instant now) {
        db.sql("update contracts.contract set valid_to = :now where valid_to is null")
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Contract contractOf(ResultSet row, int number) throws SQLException {
        var target = row.getBigDecimal("availability_target");
        return new Contract(
                row.getString("key"),
                row.getObject("starts", LocalDate.class),
                row.getObject("ends", LocalDate.class),
                target == null
                        ? null
                        : new Availability(
                                target,
                                Method.valueOf(row.getString("availability_method")),
                                UnknownCountsAs.valueOf(row.getString("unknown_counts_as"))),
                Duration.ofSeconds(row.getLong("stabilisation_seconds")),
                Duration.ofSeconds(row.getLong("relapse_seconds")),
                new TreeSet<>(Set.of((String[]) row.getArray("pauses").getArray())),
                matrixOf(row),
                Escalation.ofLines(List.of((String[]) row.getArray("escalation").getArray())));
    }

    private static PriorityMatrix matrixOf(ResultSet row) throws SQLException {
        var cells = row.getArray("priorities");
        return cells == null
                ? PriorityMatrix.USUAL
                : new PriorityMatrix(Arrays.stream((String[]) cells.getArray())
                        .map(Priority::valueOf)
                        .toList());
    }
}
