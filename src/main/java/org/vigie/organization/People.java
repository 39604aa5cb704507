package org.vigie.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.NotFound;

/** The people of the client in scope. */
@Service
public class People {

    private final JdbcClient db;
    private final InstantSource clock;

    public People(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** In the order of their names. */
    @Transactional(readOnly = true)
    public List<Person> all() {
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where retired_at is null
                order by lower(name), key
                """).query(People::person).list();
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(String key) {
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where key = :key and retired_at is null
                """).param("key", key).query(People::person).optional();
    }

    /** Also one who has left: what they asked keeps their name. */
    @Transactional(readOnly = true)
    public Person get(long id) {
        return db.sql("select id, key, name, email, locale, teams, ways from organization.person where id = :id")
                .param("id", id)
                .query(People::person)
                .optional()
                .orElseThrow(() -> NotFound.of("person", id));
    }

    /** Those of some ids, also who has left. */
    @Transactional(readOnly = true)
    public Map<Long, Person> named(Collection<Long> ids) {
        var people = new HashMap<Long, Person>();
        db.sql("select id, key, name, email, locale, teams, ways from organization.person where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(People::person)
                .list()
                .forEach(person -> people.put(person.id(), person));
        return people;
    }

    /** Whose address it is, whatever its case; two people may share one. */
    @Transactional(readOnly = true)
    public List<Person> byEmail(String address) {
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where email_folded = :address and retired_at is null
                order by id
                """)
                .param("address", address.strip().toLowerCase(Locale.ROOT))
                .query(People::person)
                .list();
    }

    /** Those whose name, key or address has this in it, the first of their names; nothing typed finds nobody. */
    @Transactional(readOnly = true)
    public List<Person> search(String text, int most) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where tenant_id = vigie.tenant() and retired_at is null
                  and (strpos(lower(name), :wanted) > 0 or strpos(key, :wanted) > 0 or strpos(email_folded, :wanted) > 0)
                order by lower(name), key limit :most
                """)
                .param("wanted", wanted)
                .param("most", most)
                .query(People::person)
                .list();
    }

    /** Those of a team, in the order of their names. */
    @Transactional(readOnly = true)
    public List<Person> ofTeam(String team) {
        return all().stream().filter(person -> person.teams().contains(team)).toList();
    }

    /** Makes the people those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<PersonDeclaration> wanted) {
        return declared().make(wanted, (person, position) -> write(person), this::retire);
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(PersonDeclaration wanted) {
        return declared().put(wanted, this::write);
    }

    private Declared<PersonDeclaration> declared() {
        var there = new LinkedHashMap<String, PersonDeclaration>();
        for (var person : all()) {
            there.put(
                    person.key(),
                    new PersonDeclaration(
                            person.key(),
                            person.name(),
                            person.email(),
                            person.locale(),
                            person.teams(),
                            person.ways()));
        }
        return new Declared<>("people", there, PersonDeclaration::key);
    }

    private void write(PersonDeclaration person) {
        db.sql("""
                insert into organization.person (key, name, email, locale, teams, ways)
                values (:key, :name, :email, :locale, :teams, :ways)
                on conflict (tenant_id, key) do update
                set name = excluded.name, email = excluded.email, locale = excluded.locale, teams = excluded.teams,
                    ways = excluded.ways, retired_at = null
                """)
                .param("key", person.key())
                .param("name", person.name())
                .param("email", person.email())
                .param("locale", person.locale().toLanguageTag())
                .param("teams", person.teams().toArray(String[]::new))
                .param("ways", person.ways().toArray(String[]::new))
                .update();
    }

    private void retire(String key) {
        db.sql("update organization.person set retired_at = :now where key = :key")
                .param("now", Timestamp.from(clock.instant()))
                .param("key", key)
                .update();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("key"),
                row.getString("name"),
                row.getString("email"),
                Locale.forLanguageTag(row.getString("locale")),
                new TreeSet<>(List.of((String[]) row.getArray("teams").getArray())),
                List.of((String[]) row.getArray("ways").getArray()));
    }
}
