package org.vigie.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.probe.Finding;
import org.vigie.shared.Json;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** All SQL of checks and their states. */
@Repository
class CheckStore {
    private static final String SELECT = """
            select c.*, s.state, s.since, s.standing, s.last_told_at, s.last_checked_at, s.output
              from monitoring.checks c
              join monitoring.check_state s on s.check_id = c.id
            """;

    /** The worst first; a list of pages is read in this order. */
    private static final String RANK = "array_position(array['CRITICAL','WARNING','UNKNOWN','PENDING','OK'], s.state)";

    private final JdbcClient db;

    CheckStore(JdbcClient db) {
        this.db = db;
    }

    Optional<StoredCheck> byId(long id) {
        return db.sql(SELECT + " where c.id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    Optional<StoredCheck> byKey(String key) {
        return db.sql(SELECT + " where c.key = :key and c.retired_at is null")
                .param("key", key)
                .query(this::row)
                .optional();
    }

    /** All in service, in the order of their declaration. */
    List<StoredCheck> inService() {
        return db.sql(SELECT + " where c.retired_at is null order by c.tenant_id, c.position, c.id")
                .query(this::row)
                .list();
    }

    List<StoredCheck> ofAssets(Collection<Long> assets) {
        return db.sql(SELECT + " where c.counts and c.asset_id = any(:assets) order by c.key, c.id")
                .param("assets", assets.toArray(Long[]::new))
                .query(this::row)
                .list();
    }

    List<StoredCheck> page(CheckFilter filter, @Nullable Place after, int limit) {
        return db.sql(SELECT
                        + " where c.retired_at is null"
                        + " and (cast(:state as text) is null or s.state = :state)"
                        + " and (cast(:asset as bigint) is null or c.asset_id = :asset)"
                        + " and (cast(:rank as int) is null or (" + RANK + ", c.key, c.id) > (:rank, :key, :id))"
                        + " order by " + RANK + ", c.key, c.id limit :limit")
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("asset", filter.assetId())
                .param("rank", after == null ? null : after.rank())
                .param("key", after == null ? null : after.key())
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Where a page ended. */
    record Place(int rank, String key, long id) {
        static Place of(StoredCheck check) {
            int rank = switch (check.memory().health()) {
                case CRITICAL -> 1;
                case WARNING -> 2;
                case UNKNOWN -> 3;
                case PENDING -> 4;
                case OK -> 5;
            };
            return new Place(rank, check.key(), check.id());
        }
    }

    /** Writes a declared check, new or changed or back from retirement; a new or returned one is pending. */
    void write(CheckDeclaration wanted, long asset, String settings, CheckTerms terms, int position, Instant now) {
        long id = db.sql("""
                        insert into monitoring.checks (key, asset_id, type, settings, interval_ms, timeout_ms, retry_ms,
                               failures, symptom, counts, position, declared_at)
                        values (:key, :asset, :type, :settings, :interval, :timeout, :retry,
                               :failures, :symptom, :counts, :position, :now)
                        on conflict (tenant_id, key) do update
                           set asset_id = excluded.asset_id, type = excluded.type, settings = excluded.settings,
                               interval_ms = excluded.interval_ms, timeout_ms = excluded.timeout_ms,
                               retry_ms = excluded.retry_ms, failures = excluded.failures,
                               symptom = excluded.symptom, counts = excluded.counts, position = excluded.position,
                               retired_at = null
                        returning id
                        """)
                .param("key", wanted.key())
                .param("asset", asset)
                .param("type", wanted.type())
                .param("settings", settings)
                .param("interval", wanted.interval().toMillis())
                .param("timeout", wanted.timeout().toMillis())
                .param("retry", terms.retry().toMillis())
                .param("failures", wanted.failures())
                .param("symptom", terms.symptom())
                .param("counts", terms.counts())
                .param("position", position)
                .param("now", at(now))
                .query(Long.class)
                .single();
        var reason = new Words("monitoring.reason.declared", List.of());
        db.sql("""
                        insert into monitoring.check_state (check_id, state, since, standing)
                        values (:id, 'PENDING', :now, 'PENDING')
                        on conflict (check_id) do update
                           set state = 'PENDING', since = :now, standing = 'PENDING', output = null
                         where check_state.state = 'RETIRED'
                        """).param("id", id).param("now", at(now)).update();
        db.sql("""
                        insert into monitoring.state_span (check_id, state, from_at, reason)
                        select :id, 'PENDING', :now, cast(:reason as jsonb)
                         where not exists (select from monitoring.state_span where check_id = :id and state <> 'RETIRED'
                                           and from_at = (select max(from_at) from monitoring.state_span where check_id = :id))
                        """)
                .param("id", id)
                .param("now", at(now))
                .param("reason", Json.of(reason))
                .update();
    }

    void retire(String key, Instant now) {
        db.sql("update monitoring.checks set retired_at = :now where key = :key and retired_at is null")
                .param("key", key)
                .param("now", at(now))
                .update();
        db.sql("""
                        with gone as (
                          update monitoring.check_state s set state = 'RETIRED', since = :now, standing = 'PENDING'
                            from monitoring.checks c where c.id = s.check_id and c.key = :key
                          returning s.check_id)
                        insert into monitoring.state_span (check_id, state, from_at, reason)
                        select check_id, 'RETIRED', :now, cast(:reason as jsonb) from gone
                        """)
                .param("key", key)
                .param("now", at(now))
                .param("reason", Json.of(new Words("monitoring.reason.retired", List.of())))
                .update();
    }

    /** Another state is believed; history gets a row, never before the one it follows. */
    void turn(long id, CheckMemory memory, Words output) {
        keep(id, memory, Json.of(output));
        db.sql("""
                        insert into monitoring.state_span (check_id, state, from_at, reason)
                        select :id, :state, greatest(:since, coalesce(max(from_at), :since)), cast(:reason as jsonb)
                          from monitoring.state_span where check_id = :id
                        """)
                .param("id", id)
                .param("state", memory.health().name())
                .param("since", at(memory.since()))
                .param("reason", Json.of(output))
                .update();
    }

    private void keep(long id, CheckMemory memory, String output) {
        db.sql("""
                        update monitoring.check_state
                           set state = :state, since = :since, standing = :standing, last_told_at = :told,
                               last_good_at = :good, last_checked_at = :checked, output = cast(:output as jsonb)
                         where check_id = :id and state <> 'RETIRED'
                        """)
                .param("id", id)
                .param("state", memory.health().name())
                .param("since", at(memory.since()))
                .param("standing", memory.standing().name())
                .param("told", at(memory.lastToldAt()))
                .param("good", at(memory.lastGoodAt()))
                .param("checked", at(memory.lastResultAt()))
                .param("output", output)
                .update();
    }

    /** When the last telling result was taken, if it was good and is believed. */
    Optional<Instant> lastGood(long id) {
        return db.sql("select last_good_at from monitoring.check_state where check_id = :id and state = 'OK'")
                .param("id", id)
                .query((row, n) -> Optional.ofNullable(nullable(row, "last_good_at")))
                .optional()
                .flatMap(found -> found);
    }

    /**
     * Writes down what was last heard of many checks at once; states are not touched.
     *
     * @param good null for each whose last telling result was not good
     */
    void heard(
            List<Long> ids,
            List<Instant> told,
            List<@Nullable Instant> good,
            List<Instant> checked,
            List<String> outputs) {
        db.sql("""
                        update monitoring.check_state s
                           set last_told_at = h.told, last_good_at = h.good, last_checked_at = h.checked,
                               output = cast(h.output as jsonb)
                          from unnest(cast(:ids as bigint[]), cast(cast(:told as text[]) as timestamptz[]),
                                      cast(cast(:good as text[]) as timestamptz[]),
                                      cast(cast(:checked as text[]) as timestamptz[]), cast(:outputs as text[]))
                               as h (id, told, good, checked, output)
                         where s.check_id = h.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("told", told.stream().map(String::valueOf).toArray(String[]::new))
                .param(
                        "good",
                        good.stream()
                                .map(at -> at == null ? null : at.toString())
                                .toArray(String[]::new))
                .param("checked", checked.stream().map(String::valueOf).toArray(String[]::new))
                .param("outputs", outputs.toArray(String[]::new))
                .update();
    }

    List<StateSpan> spans(Collection<Long> checks, Instant from, Instant to) {
        return db
                .sql("""
                        with begin as materialized (
                          select c.id, coalesce((select max(b.from_at) from monitoring.state_span b
                                                  where b.check_id = c.id and b.from_at <= :from), '-infinity') as at
                            from unnest(cast(:checks as bigint[])) as c (id))
                        select check_id, state, from_at, until_at, reason
                          from (select s.check_id, s.state, s.from_at, s.reason,
                                       lead(s.from_at) over (partition by s.check_id order by s.from_at, s.id) as until_at
                                  from begin
                                  join monitoring.state_span s on s.check_id = begin.id
                                 where s.from_at < :to and s.from_at >= begin.at) s
                         where state <> 'RETIRED' and (until_at is null or until_at > :from)
                         order by check_id, from_at
                        """)
                .param("checks", checks.toArray(Long[]::new))
                .param("from", at(from))
                .param("to", at(to))
                .query((row, n) -> {
                    Instant begin = instant(row, "from_at");
                    Instant end = nullable(row, "until_at");
                    return new StateSpan(
                            row.getLong("check_id"),
                            CheckState.valueOf(row.getString("state")),
                            begin.isBefore(from) ? from : begin,
                            end == null || end.isAfter(to) ? to : end,
                            Json.words(row.getString("reason")));
                })
                .list()
                .stream()
                .filter(span -> span.from().isBefore(span.to()))
                .toList();
    }

    private StoredCheck row(ResultSet row, int number) throws SQLException {
        String state = row.getString("state");
        String output = row.getString("output");
        Words words = output == null ? null : Json.words(output);
        return new StoredCheck(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getObject("uid", UUID.class),
                row.getString("key"),
                row.getLong("asset_id"),
                row.getString("type"),
                row.getString("settings"),
                Duration.ofMillis(row.getLong("interval_ms")),
                Duration.ofMillis(row.getLong("timeout_ms")),
                Duration.ofMillis(row.getLong("retry_ms")),
                row.getInt("failures"),
                row.getString("symptom"),
                row.getBoolean("counts"),
                instant(row, "declared_at"),
                nullable(row, "retired_at"),
                new CheckMemory(
                        state.equals("RETIRED") ? CheckState.UNKNOWN : CheckState.valueOf(state),
                        instant(row, "since"),
                        CheckState.valueOf(row.getString("standing")),
                        0,
                        0,
                        0,
                        0,
                        0,
                        nullable(row, "last_told_at"),
                        nullable(row, "last_checked_at"),
                        words == null ? null : new Finding(words.code(), words.args())),
                output);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
