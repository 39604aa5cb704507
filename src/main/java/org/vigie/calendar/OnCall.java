package org.vigie.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** The rotas of the client in scope, one a team. */
@Service
public class OnCall {

    private final JdbcClient db;
    private final WorkingHours hours;
    private final People people;
    private final InstantSource clock;

    OnCall(JdbcClient db, WorkingHours hours, People people, InstantSource clock) {
        this.db = db;
        this.hours = hours;
        this.people = people;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Rota> all() {
        return db.sql("""
                select team, calendar, people, rotation_days, starts, timezone from calendar.rota
                where retired_at is null order by team
                """).query(OnCall::rota).list();
    }

    @Transactional(readOnly = true)
    public Optional<Rota> of(String team) {
        return all().stream().filter(rota -> rota.team().equals(team)).findFirst();
    }

    /** Who is called for a team at that instant; when nobody is on call, the people of the team. */
    @Transactional(readOnly = true)
    public Duty whoIsOnCall(String team, Instant at) {
        var rota = of(team);
        if (rota.isEmpty()) {
            return team(team, Words.of("calendar.duty.no-rota", team));
        }
        var calendar = rota.get().calendar();
        if (calendar != null && !hours.calendar(calendar).isOpenAt(at)) {
            return team(team, Words.of("calendar.duty.outside", team, calendar));
        }
        var order = rota.get().orderAt(at);
        if (order.isEmpty()) {
            return team(
                    team, Words.of("calendar.duty.not-begun", team, rota.get().startOf(0)));
        }
        var called = order.stream().flatMap(key -> people.find(key).stream()).toList();
        if (called.isEmpty()) {
            return team(team, Words.of("calendar.duty.gone", team));
        }
        var turn = rota.get().turnAt(at).orElseThrow();
        return new Duty(
                true,
                called,
                Words.of(
                        "calendar.duty.turn",
                        called.getFirst().name(),
                        team,
                        rota.get().startOf(turn),
                        rota.get().startOf(turn + 1)));
    }

    private Duty team(String team, Words why) {
        List<Person> all = people.ofTeam(team);
        return new Duty(false, all, why);
    }

    /** Makes the rotas those of the declaration; a team that it does not name has none any more. */
    @Transactional
    public List<Change> declare(List<Rota> wanted) {
        return declared().make(wanted, (rota, position) -> write(rota), this::retire);
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(Rota wanted) {
        return declared().put(wanted, this::write);
    }

    private Declared<Rota> declared() {
        var there = new LinkedHashMap<String, Rota>();
        all().forEach(rota -> there.put(rota.team(), rota));
        return new Declared<>("on-call", there, Rota::team);
    }

    private void write(Rota rota) {
        if (rota.people().isEmpty()) {
            throw Refused.field("people", "refusal.calendar.rota-empty", rota.team());
        }
        if (rota.rotationDays() < 1 || rota.rotationDays() > Rota.LONGEST_ROTATION) {
            throw Refused.field("rotation", "refusal.calendar.rotation", rota.rotationDays(), Rota.LONGEST_ROTATION);
        }
        db.sql("""
                insert into calendar.rota (team, calendar, people, rotation_days, starts, timezone)
                values (:team, :calendar, :people, :days, :from, :timezone)
                on conflict (tenant_id, team) do update
                set calendar = excluded.calendar, people = excluded.people, rotation_days = excluded.rotation_days,
                    starts = excluded.starts, timezone = excluded.timezone, retired_at = null
                """)
                .param("team", rota.team())
                .param("calendar", rota.calendar())
                .param("people", rota.people().toArray(String[]::new))
                .param("days", rota.rotationDays())
                .param("from", rota.from())
                .param("timezone", rota.timezone().getId())
                .update();
    }

    private void retire(String team) {
        db.sql("update calendar.rota set retired_at = :now where team = :team")
                .param("now", Timestamp.from(clock.instant()))
                .param("team", team)
                .update();
    }

    private static Rota rota(ResultSet row, int number) throws SQLException {
        return new Rota(
                row.getString("team"),
                row.getString("calendar"),
                List.of((String[]) row.getArray("people").getArray()),
                row.getInt("rotation_days"),
                row.getObject("starts", LocalDateTime.class),
                ZoneId.of(row.getString("timezone")));
    }
}
