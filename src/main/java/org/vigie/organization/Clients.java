package org.vigie.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Change;
import org.vigie.shared.Key;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** The clients that the current scope may see. */
@Service
public class Clients {

    private final JdbcClient db;
    private final TransactionTemplate ownTransaction;
    private final InstantSource clock;

    public Clients(JdbcClient db, PlatformTransactionManager transactions, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** In the order of their names. */
    @Transactional(readOnly = true)
    public List<Client> visible() {
        return db.sql("""
                select tenant_id, key, name, locale from organization.client
                where retired_at is null
                order by lower(name), key
                """).query(Clients::client).list();
    }

    /** Those that have the words in their name or are called so by their key, whatever the case and accents. */
    @Transactional(readOnly = true)
    public List<Client> called(String text, int most) {
        String wanted = folded(text);
        return visible().stream()
                .filter(client -> !wanted.isEmpty()
                        && (folded(client.name()).contains(wanted)
                                || client.key().equals(wanted)))
                .limit(most)
                .toList();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    @Transactional(readOnly = true)
    public Client get(TenantId id) {
        return db.sql("select tenant_id, key, name, locale from organization.client where tenant_id = :id")
                .param("id", id.value())
                .query(Clients::client)
                .optional()
                .orElseThrow(() -> NotFound.of("client", id));
    }

    @Transactional(readOnly = true)
    public Optional<Client> find(String key) {
        return db.sql("""
                select tenant_id, key, name, locale from organization.client
                where key = :key and retired_at is null
                """).param("key", key).query(Clients::client).optional();
    }

    /**
     * The id of the client with this key, or a new one that no client has yet. Runs in a transaction and a scope of its
     * own, because the id must be known before the fence of that client can be taken; it tells nothing but the number.
     */
    public TenantId idOf(String key) {
        var across = Scope.across("the number of client " + key);
        return ScopedValue.where(Scope.CURRENT, across)
                .call(() -> Objects.requireNonNull(
                        ownTransaction.execute(status -> known(key).orElseGet(this::fresh))));
    }

    private Optional<TenantId> known(String key) {
        return db.sql("select tenant_id from organization.client where key = :key")
                .param("key", key)
                .query(Integer.class)
                .optional()
                .map(TenantId::new);
    }

    private TenantId fresh() {
        return new TenantId(db.sql("select nextval('organization.client_id')")
                .query(Integer.class)
                .single());
    }

    /** Until the transaction ends nobody else declares anything of the client in scope. */
    @Transactional
    public void hold() {
        db.sql("select 1 from organization.client where tenant_id = :id for update")
                .param("id", Scope.tenant().value())
                .query(Integer.class)
                .optional();
    }

    /** Creates or renames the client of the current scope. */
    @Transactional
    public List<Change> declare(String key, String name, Locale locale) {
        Key.checked("client", key);
        var tenant = Scope.tenant();
        var old = db.sql("""
                select tenant_id, key, name, locale from organization.client
                where tenant_id = :id and retired_at is null
                for update
                """).param("id", tenant.value()).query(Clients::client).optional();
        if (old.equals(Optional.of(new Client(tenant, key, name, locale)))) {
            return List.of();
        }
        if (old.isPresent() && !old.get().key().equals(key)) {
            throw Refused.field(
                    "client",
                    "refusal.organization.client-key-is-stable",
                    old.get().key(),
                    key);
        }
        write(key, name, locale);
        return List.of(old.isEmpty() ? Change.created("client", key) : Change.changed("client", key));
    }

    private void write(String key, String name, Locale locale) {
        try {
            db.sql("""
                    insert into organization.client (key, name, locale, created_at)
                    values (:key, :name, :locale, :now)
                    on conflict (tenant_id) do update
                    set name = excluded.name, locale = excluded.locale, retired_at = null
                    """)
                    .param("key", key)
                    .param("name", name)
                    .param("locale", locale.toLanguageTag())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException createdMeanwhile) {
            // Two declarations of one new client at the same time were given two numbers; the second one asks again.
            throw Refused.conflict("refusal.organization.client-created-meanwhile", key);
        }
    }

    private static Client client(ResultSet row, int number) throws SQLException {
        return new Client(
                new TenantId(row.getInt("tenant_id")),
                row.getString("key"),
                row.getString("name"),
                Locale.forLanguageTag(row.getString("locale")));
    }
}
