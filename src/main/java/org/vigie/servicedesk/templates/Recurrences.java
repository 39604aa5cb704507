package org.vigie.servicedesk.templates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditTrail;
import org.vigie.calendar.DayRule;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** The tickets that open by themselves, of the clients in scope. */
@Service
public class Recurrences {
    static final int MOST = 500;

    private final JdbcClient db;
    private final AuditTrail trail;
    private final InstantSource clock;

    Recurrences(JdbcClient db, AuditTrail trail, InstantSource clock) {
        this.db = db;
        this.trail = trail;
        this.clock = clock;
    }

    /** The next one first; then those that open none any more. */
    @Transactional(readOnly = true)
    public List<Recurrence> all() {
        return db.sql("select * from servicedesk.recurrence order by next_at nulls last, id")
                .query(Recurrences::recurrence)
                .list();
    }

    @Transactional(readOnly = true)
    public Recurrence get(long id) {
        return read(id, "").orElseThrow(() -> NotFound.of("recurrence", id));
    }

    /** Answers its id. What lies behind us already is not opened any more. */
    @Transactional
    public long add(String template, @Nullable String rule, LocalDate first, LocalTime at, ZoneId timezone, Actor by) {
        new DayRule(rule, first).refuseNonsense();
        if (db.sql("select count(*) from servicedesk.recurrence")
                        .query(Integer.class)
                        .single()
                >= MOST) {
            throw Refused.because("refusal.recurrence.most", MOST);
        }
        Instant next = next(rule, first, at, timezone);
        if (next == null) {
            throw Refused.field("first", "refusal.recurrence.past");
        }
        long id = db.sql("""
                        insert into servicedesk.recurrence (template, rule, first, at, timezone, next_at)
                        values (:template, :rule, :first, :at, :timezone, :next)
                        returning id
                        """)
                .param("template", template)
                .param("rule", rule)
                .param("first", first)
                .param("at", at)
                .param("timezone", timezone.getId())
                .param("next", SqlTime.of(next))
                .query(Long.class)
                .single();
        trail.record(by, "recurrence.added", "recurrence " + id, Map.of("template", template));
        return id;
    }

    /** Opens nothing until it is started again. Again changes nothing. */
    @Transactional
    public void stop(long id, Actor by) {
        Recurrence one = lock(id);
        if (!one.stopped()) {
            write(id, null, true);
            trail.record(by, "recurrence.stopped", "recurrence " + id, Map.of("template", one.template()));
        }
    }

    /** Goes on with what comes; what was passed over meanwhile is not opened. */
    @Transactional
    public void start(long id, Actor by) {
        Recurrence one = lock(id);
        if (one.stopped()) {
            write(id, next(one.rule(), one.first(), one.at(), one.timezone()), false);
            trail.record(by, "recurrence.started", "recurrence " + id, Map.of("template", one.template()));
        }
    }

    /** Tickets that it opened stay. */
    @Transactional
    public void remove(long id, Actor by) {
        Recurrence one = lock(id);
        db.sql("delete from servicedesk.recurrence where id = ?").param(id).update();
        trail.record(by, "recurrence.removed", "recurrence " + id, Map.of("template", one.template()));
    }

    /** In the scope of everything. */
    List<Recurrence> due(Instant now) {
        return db.sql("select * from servicedesk.recurrence where next_at <= ? order by next_at, id")
                .param(SqlTime.of(now))
                .query(Recurrences::recurrence)
                .list();
    }

    /** Of two processes that come at once, one waits and then finds nothing due. */
    Optional<Recurrence> lockDue(long id, Instant now) {
        return read(id, " for update")
                .filter(one -> one.next() != null && !one.next().isAfter(now));
    }

    void moveOn(Recurrence one, Instant now) {
        write(one.id(), one.from(now.plusNanos(1)).findFirst().orElse(null), false);
    }

    private void write(long id, @Nullable Instant next, boolean stopped) {
        db.sql("""
                        update servicedesk.recurrence set next_at = :next, stopped = :stopped, version = version + 1
                        where id = :id
                        """)
                .param("next", next == null ? null : SqlTime.of(next))
                .param("stopped", stopped)
                .param("id", id)
                .update();
    }

    private @Nullable Instant next(@Nullable String rule, LocalDate first, LocalTime at, ZoneId timezone) {
        return Recurrence.from(rule, first, at, timezone, clock.instant())
                .findFirst()
                .orElse(null);
    }

    private Recurrence lock(long id) {
        return read(id, " for update").orElseThrow(() -> NotFound.of("recurrence", id));
    }

    private Optional<Recurrence> read(long id, String lock) {
        return db.sql("select * from servicedesk.recurrence where id = ?" + lock)
                .param(id)
                .query(Recurrences::recurrence)
                .optional();
    }

    private static Recurrence recurrence(ResultSet row, int index) throws SQLException {
        return new Recurrence(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString("template"),
                row.getString("rule"),
                row.getObject("first", LocalDate.class),
                row.getObject("at", LocalTime.class),
                ZoneId.of(row.getString("timezone")),
                SqlTime.find(row, "next_at"),
                row.getBoolean("stopped"),
                row.getLong("version"));
    }
}
