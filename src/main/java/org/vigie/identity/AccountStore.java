package org.vigie.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.shared.TenantId;

/** All SQL of accounts. */
@Component
class AccountStore {
    private static final String SELECT = """
            select a.*, array(select c.client from identity.account_client c where c.account_id = a.id) as clients
            from identity.account a
            """;

    private final JdbcClient sql;

    AccountStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** One change of who is an administrator at a time, so that two cannot remove each other. */
    void lockAdministrators() {
        sql.sql("select pg_advisory_xact_lock(84712009)").query((row, i) -> 1).list();
    }

    List<Account> all() {
        return sql.sql(SELECT + " where not a.technical order by a.name, a.id")
                .query((row, i) -> account(row))
                .list();
    }

    Optional<Account> find(long id) {
        return sql.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query((row, i) -> account(row))
                .optional();
    }

    Optional<Account> find(String login) {
        return sql.sql(SELECT + " where a.login = :login")
                .param("login", login)
                .query((row, i) -> account(row))
                .optional();
    }

    Optional<Account> technical() {
        return sql.sql(SELECT + " where a.technical")
                .query((row, i) -> account(row))
                .optional();
    }

    Set<Long> staffAmong(Collection<Long> ids) {
        return Set.copyOf(sql.sql("select id from identity.account where id = any(:ids) and role = any(:roles)")
                .param("ids", ids.toArray(Long[]::new))
                .param(
                        "roles",
                        Arrays.stream(Role.values())
                                .filter(Role::isStaff)
                                .map(Role::name)
                                .toArray(String[]::new))
                .query(Long.class)
                .list());
    }

    /** Active administrators who can sign in. */
    List<Account> administrators() {
        return sql.sql(SELECT + " where a.role = 'ADMINISTRATOR' and a.active and a.password is not null order by a.id")
                .query((row, i) -> account(row))
                .list();
    }

    @Nullable
    String passwordOf(long id) {
        return sql.sql("select password from identity.account where id = :id")
                .param("id", id)
                .query((row, i) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(found -> found)
                .orElse(null);
    }

    long add(NewAccount account, boolean technical, Instant now) {
        long id = sql.sql("""
                        insert into identity.account (login, name, role, locale, every_client, technical, person, created_at)
                        values (:login, :name, :role, :locale, :every, :technical, :person, :now)
                        returning id
                        """)
                .param("login", account.login())
                .param("name", account.name())
                .param("role", account.role().name())
                .param("locale", account.locale().getLanguage())
                .param("every", account.everyClient())
                .param("technical", technical)
                .param("person", account.person())
                .param("now", utc(now))
                .query(Long.class)
                .single();
        setSight(id, account.everyClient(), account.clients());
        return id;
    }

    void setRole(long id, Role role) {
        sql.sql("update identity.account set role = :role where id = :id")
                .param("role", role.name())
                .param("id", id)
                .update();
    }

    void setSight(long id, boolean everyClient, Set<TenantId> clients) {
        sql.sql("update identity.account set every_client = :every where id = :id")
                .param("every", everyClient)
                .param("id", id)
                .update();
        sql.sql("delete from identity.account_client where account_id = :id")
                .param("id", id)
                .update();
        sql.sql("""
                        insert into identity.account_client (account_id, client)
                        select :id, unnest(:clients::int[])
                        """)
                .param("id", id)
                .param("clients", clients.stream().map(TenantId::value).toArray(Integer[]::new))
                .update();
    }

    /** Whether another account that lets in is this person's already. */
    boolean isTaken(long person, long exceptAccount) {
        return sql.sql("select exists (select from identity.account where person = :person and active and id <> :id)")
                .param("person", person)
                .param("id", exceptAccount)
                .query(Boolean.class)
                .single();
    }

    void setPerson(long id, @Nullable Long person) {
        sql.sql("update identity.account set person = :person where id = :id")
                .param("person", person)
                .param("id", id)
                .update();
    }

    void setActive(long id, boolean active) {
        sql.sql("update identity.account set active = :active where id = :id")
                .param("active", active)
                .param("id", id)
                .update();
    }

    void setPassword(long id, String hash, Instant now) {
        sql.sql("update identity.account set password = :hash, password_changed_at = :now where id = :id")
                .param("hash", hash)
                .param("now", utc(now))
                .param("id", id)
                .update();
    }

    void setPreferences(long id, Locale locale, Theme theme) {
        sql.sql("update identity.account set locale = :locale, theme = :theme where id = :id")
                .param("locale", locale.getLanguage())
                .param("theme", theme.word())
                .param("id", id)
                .update();
    }

    static Account account(ResultSet row) throws SQLException {
        var clients = new TreeSet<TenantId>();
        for (Integer client : (Integer[]) row.getArray("clients").getArray()) {
            clients.add(new TenantId(client));
        }
        return new Account(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Languages.of(row.getString("locale")),
                Theme.of(row.getString("theme")),
                row.getBoolean("every_client"),
                clients,
                row.getObject("person", Long.class),
                row.getBoolean("active"),
                row.getString("password") != null,
                row.getBoolean("technical"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
