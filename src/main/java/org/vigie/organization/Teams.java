package org.vigie.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.Refused;

/** The teams of the client in scope. */
@Service
public class Teams {

    private final JdbcClient db;
    private final InstantSource clock;

    public Teams(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The first level first. */
    @Transactional(readOnly = true)
    public List<Team> all() {
        return db.sql("""
                select id, key, name, level from organization.team
                where retired_at is null
                order by level, key
                """).query(Teams::team).list();
    }

    @Transactional(readOnly = true)
    public Optional<Team> find(String key) {
        return db.sql("select id, key, name, level from organization.team where key = :key and retired_at is null")
                .param("key", key)
                .query(Teams::team)
                .optional();
    }

    /** Makes the teams those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<TeamDeclaration> wanted) {
        return declared().make(wanted, (team, position) -> write(team), this::retire);
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(TeamDeclaration wanted) {
        return declared().put(wanted, this::write);
    }

    private Declared<TeamDeclaration> declared() {
        var there = new LinkedHashMap<String, TeamDeclaration>();
        for (var team : all()) {
            there.put(team.key(), new TeamDeclaration(team.key(), team.name(), team.level()));
        }
        return new Declared<>("teams", there, TeamDeclaration::key);
    }

    private void write(TeamDeclaration team) {
        if (team.level() < 1 || team.level() > 3) {
            throw Refused.field("level", "refusal.organization.team-level", team.level());
        }
        db.sql("""
                insert into organization.team (key, name, level)
                values (:key, :name, :level)
                on conflict (tenant_id, key) do update
                set name = excluded.name, level = excluded.level, retired_at = null
                """)
                .param("key", team.key())
                .param("name", team.name())
                .param("level", team.level())
                .update();
    }

    private void retire(String key) {
        db.sql("update organization.team set retired_at = :now where key = :key")
                .param("now", Timestamp.from(clock.instant()))
                .param("key", key)
                .update();
    }

    private static Team team(ResultSet row, int number) throws SQLException {
        return new Team(row.getLong("id"), row.getString("key"), row.getString("name"), row.getInt("level"));
    }
}
