package org.vigie.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The calendars of the client in scope, in all their versions. */
@Service
public class WorkingHours {

    private static final String VERSIONS = """
            select v.id, w.key, v.number, v.valid_from, v.definition
            from calendar.working_hours w join calendar.version v on v.working_hours_id = w.id
            """;

    private static final String LAST = """
             and v.number = (select max(l.number) from calendar.version l
                             where l.tenant_id = w.tenant_id and l.working_hours_id = w.id)
            """;

    /** The scope is part of the name: what is kept was seen through the same fence. */
    private record Kept(Scope scope, long version) {}

    private final JdbcClient db;
    private final InstantSource clock;
    private final Cache<Kept, BusinessCalendar> calendars =
            Caffeine.newBuilder().maximumSize(2_000).build();

    WorkingHours(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The current version of each calendar, by key. */
    @Transactional(readOnly = true)
    public List<CalendarVersion> all() {
        return db.sql(VERSIONS + "where w.retired_at is null" + LAST + "order by w.key")
                .query(WorkingHours::version)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<CalendarVersion> find(String key) {
        return db.sql(VERSIONS + "where w.retired_at is null and w.key = :key" + LAST)
                .param("key", key)
                .query(WorkingHours::version)
                .optional();
    }

    /** The current calendar with this key. */
    @Transactional(readOnly = true)
    public BusinessCalendar calendar(String key) {
        return calendar(
                find(key).orElseThrow(() -> NotFound.of("calendar", key)).id());
    }

    /** The calendar of a version, for ever the same. */
    @Transactional(readOnly = true)
    public BusinessCalendar calendar(long version) {
        return Objects.requireNonNull(calendars.get(
                new Kept(Scope.current(), version),
                kept -> BusinessCalendar.of(version(kept.version()).definition())));
    }

    @Transactional(readOnly = true)
    public CalendarVersion version(long id) {
        return db.sql(VERSIONS + "where v.id = :id")
                .param("id", id)
                .query(WorkingHours::version)
                .optional()
                .orElseThrow(() -> NotFound.of("calendar version", id));
    }

    /** The version in force at an instant; before the first one, the first one. Also of a calendar retired since. */
    @Transactional(readOnly = true)
    public Optional<CalendarVersion> inForce(String key, Instant at) {
        return db.sql(VERSIONS + """
                where w.key = :key and (v.valid_from <= :at or v.number = 1)
                order by v.number desc limit 1
                """)
                .param("key", key)
                .param("at", Timestamp.from(at))
                .query(WorkingHours::version)
                .optional();
    }

    /** Makes the calendars those of the declaration; what it does not name is retired, its versions stay. */
    @Transactional
    public List<Change> declare(List<CalendarDeclaration> wanted) {
        return declared().make(wanted, (calendar, position) -> write(calendar), this::retire);
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(CalendarDeclaration wanted) {
        return declared().put(wanted, this::write);
    }

    private Declared<CalendarDeclaration> declared() {
        var there = new LinkedHashMap<String, CalendarDeclaration>();
        all().forEach(version ->
                there.put(version.key(), new CalendarDeclaration(version.key(), version.definition())));
        return new Declared<>("calendars", there, CalendarDeclaration::key);
    }

    private void write(CalendarDeclaration calendar) {
        refuseNeverOpen(calendar);
        var id = db.sql("""
                insert into calendar.working_hours (key) values (:key)
                on conflict (tenant_id, key) do update set retired_at = null
                returning id
                """).param("key", calendar.key()).query(Long.class).single();
        // One that comes back as it was keeps its last version.
        db.sql("""
                insert into calendar.version (working_hours_id, number, valid_from, definition)
                select :id, coalesce(max(number), 0) + 1, :now, :definition
                from calendar.version where working_hours_id = :id
                having (select l.definition from calendar.version l where l.working_hours_id = :id
                        order by l.number desc limit 1) is distinct from :definition
                """)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .param("definition", calendar.definition().text())
                .update();
    }

    private static void refuseNeverOpen(CalendarDeclaration calendar) {
        try {
            BusinessCalendar.of(calendar.definition());
        } catch (InvalidCalendar never) {
            throw Refused.field(
                    never.field(), never.words().code(), never.words().args().toArray());
        }
    }

    private void retire(String key) {
        db.sql("update calendar.working_hours set retired_at = :now where key = :key")
                .param("now", Timestamp.from(clock.instant()))
                .param("key", key)
                .update();
    }

    private static CalendarVersion version(ResultSet row, int number) throws SQLException {
        return new CalendarVersion(
                row.getLong("id"),
                row.getString("key"),
                row.getInt("number"),
                row.getTimestamp("valid_from").toInstant(),
                CalendarDefinition.fromText(row.getString("definition")));
    }
}
