package org.vigie.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
import org.vigie.shared.TenantId;

/** The people of the client in scope. */
@Service
public class People {

    private final JdbcClient db;
    private final InstantSource clock;

    public People(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Those who were declared, in the order of their names; whoever only wrote a mail is found by search. */
    @Transactional(readOnly = true)
    public List<Person> all() {
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where retired_at is null and source = 'declared'
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

    /** Whether this is somebody of that client; in any scope that sees it. */
    @Transactional(readOnly = true)
    public boolean isOf(TenantId client, long id) {
        return db.sql("""
                select exists (select from organization.person
                where id = :id and tenant_id = :client and retired_at is null)
                """)
                .param("id", id)
                .param("client", client.value())
                .query(Boolean.class)
                .single();
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

    /** Whose address it is, whatever its case; two people may share one, and who was declared comes first. */
    @Transactional(readOnly = true)
    public List<Person> byEmail(String address) {
        return byEmail(List.of(address));
    }

    /** The same for several addresses at once. */
    @Transactional(readOnly = true)
    public List<Person> byEmail(Collection<String> addresses) {
        return db.sql("""
                select id, key, name, email, locale, teams, ways from organization.person
                where email_folded = any(:addresses) and retired_at is null
                order by source <> 'declared', id
                """)
                .param("addresses", addresses.stream().map(People::folded).toArray(String[]::new))
                .query(People::person)
                .list();
    }

    private static String folded(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /** Clients that somebody with this address belongs to; in the scope of everything. */
    @Transactional(readOnly = true)
    public List<TenantId> clientsOf(String address) {
        return db.sql("""
                select distinct person.tenant_id from organization.person
                join organization.client on client.tenant_id = person.tenant_id and client.retired_at is null
                where email_folded = :address and person.retired_at is null
                order by 1
                """)
                .param("address", folded(address))
                .query((row, n) -> new TenantId(row.getInt(1)))
                .list();
    }

    /** Somebody who wrote and is known from now on; the one who has this address already, if there is one. */
    @Transactional
    public Person meet(String name, String email, Locale locale) {
        List<Person> known = byEmail(email);
        if (!known.isEmpty()) {
            return known.getFirst();
        }
        String folded = folded(email);
        String start = folded.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String base = start.isEmpty() ? "person" : start.substring(0, Math.min(start.length(), 50));
        for (int number = 1; ; number++) {
            String key = number == 1 ? base : base + "-" + number;
            Optional<Person> met = db.sql("""
                    insert into organization.person (key, name, email, locale, teams, ways, source)
                    values (:key, :name, :email, :locale, '{}', '{}', 'mail')
                    on conflict (tenant_id, key) do nothing
                    returning id, key, name, email, locale, teams, ways
                    """)
                    .param("key", key)
                    .param("name", name.isBlank() ? email.strip() : name.strip())
                    .param("email", email.strip())
                    .param("locale", locale.toLanguageTag())
                    .query(People::person)
                    .optional();
            if (met.isPresent()) {
                return met.get();
            }
        }
    }

    /** A mail server says that this address does not work. */
    @Transactional
    public void unreachable(String address) {
        db.sql("""
                update organization.person set unreachable_since = coalesce(unreachable_since, :now)
                where email_folded = :address
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("address", folded(address))
                .update();
    }

    /** Who has this address wrote: it works. */
    @Transactional
    public void reached(String address) {
        db.sql("""
                update organization.person set unreachable_since = null
                where email_folded = :address and unreachable_since is not null
                """).param("address", folded(address)).update();
    }

    /** Those of some ids whose address does not work, and since when. */
    @Transactional(readOnly = true)
    public Map<Long, Instant> unreachable(Collection<Long> ids) {
        var since = new HashMap<Long, Instant>();
        db.sql("""
                select id, unreachable_since from organization.person
                where id = any(:ids) and unreachable_since is not null
                """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> since.put(
                        row.getLong("id"), row.getTimestamp("unreachable_since").toInstant()))
                .list();
        return since;
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
                    ways = excluded.ways, retired_at = null, source = 'declared',
                    unreachable_since = case when person.email is distinct from excluded.email
                      then null else person.unreachable_since end
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
