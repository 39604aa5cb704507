package org.vigie.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;

/** The sites of the client in scope. */
@Service
public class Sites {

    private final JdbcClient db;
    private final InstantSource clock;

    public Sites(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Site> all() {
        return db.sql("""
                select id, key, name, timezone, calendar from organization.site
                where retired_at is null
                order by key
                """).query(Sites::site).list();
    }

    @Transactional(readOnly = true)
    public Optional<Site> find(String key) {
        return db.sql("""
                select id, key, name, timezone, calendar from organization.site
                where key = :key and retired_at is null
                """).param("key", key).query(Sites::site).optional();
    }

    /** Makes the sites those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<SiteDeclaration> wanted) {
        return declared().make(wanted, (site, position) -> write(site), this::retire);
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(SiteDeclaration wanted) {
        return declared().put(wanted, this::write);
    }

    private Declared<SiteDeclaration> declared() {
        var there = new LinkedHashMap<String, SiteDeclaration>();
        for (var site : all()) {
            there.put(site.key(), new SiteDeclaration(site.key(), site.name(), site.timezone(), site.calendar()));
        }
        return new Declared<>("sites", there, SiteDeclaration::key);
    }

    private void write(SiteDeclaration site) {
        db.sql("""
                insert into organization.site (key, name, timezone, calendar)
                values (:key, :name, :timezone, :calendar)
                on conflict (tenant_id, key) do update
                set name = excluded.name, timezone = excluded.timezone, calendar = excluded.calendar, retired_at = null
                """)
                .param("key", site.key())
                .param("name", site.name())
                .param("timezone", site.timezone().getId())
                .param("calendar", site.calendar())
                .update();
    }

    private void retire(String key) {
        db.sql("update organization.site set retired_at = :now where key = :key")
                .param("now", Timestamp.from(clock.instant()))
                .param("key", key)
                .update();
    }

    private static Site site(ResultSet row, int number) throws SQLException {
        return new Site(
                row.getLong("id"),
                row.getString("key"),
                row.getString("name"),
                ZoneId.of(row.getString("timezone")),
                row.getString("calendar"));
    }
}
