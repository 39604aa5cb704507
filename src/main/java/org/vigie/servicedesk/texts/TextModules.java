package org.vigie.servicedesk.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.shared.Crossing;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;

/** The texts that people keep and share. Each verb is a transaction of its own, in any scope. */
@Service
public class TextModules {
    static final int MOST = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 20_000;
    private static final String REASON = "texts";

    private final JdbcClient db;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Crossing crossing;

    TextModules(JdbcClient db, AuditTrail trail, InstantSource clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.trail = trail;
        this.clock = clock;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    /** Their own and those that are shared, by name. */
    public List<TextModule> of(Viewer viewer) {
        return crossing.read(
                REASON,
                () -> db.sql("""
                        select * from servicedesk.text_module where shared or owner_account = ? order by lower(name), key
                        """)
                        .param(viewer.accountId())
                        .query(TextModules::module)
                        .list());
    }

    /** Those whose name or text has every word in it, whatever its case and accents. */
    public List<TextModule> search(Viewer viewer, String words, int most) {
        String[] wanted = folded(words).strip().split("\\s+", -1);
        return of(viewer).stream()
                .filter(module -> {
                    String within = folded(module.name() + " " + module.text());
                    for (String word : wanted) {
                        if (!within.contains(word)) {
                            return false;
                        }
                    }
                    return true;
                })
                .limit(most)
                .toList();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    public TextModule get(Viewer viewer, String key) {
        return find(viewer, key).orElseThrow(() -> NotFound.of("text", key));
    }

    /** Their own before a shared one of the same key. */
    public Optional<TextModule> find(Viewer viewer, String key) {
        return crossing.read(REASON, () -> store(viewer, key));
    }

    /** Creates one of theirs, or changes the one that they have or share under this key. */
    public TextModule put(
            Viewer viewer, String key, String name, String text, boolean shared, @Nullable Long expectedVersion) {
        refuse(key, name, text);
        return crossing.write(REASON, () -> {
            Optional<TextModule> before = store(viewer, key);
            long there = before.map(TextModule::version).orElse(0L);
            if (expectedVersion != null && expectedVersion != there) {
                throw Refused.stale();
            }
            if (before.isPresent()) {
                refuseOther(viewer, before.get());
            } else if (count() >= MOST) {
                throw Refused.because("refusal.text.most", MOST);
            }
            long owner = before.map(TextModule::owner).orElse(viewer.accountId());
            try {
                write(owner, viewer, key, name.strip(), text, shared);
            } catch (DuplicateKeyException taken) {
                throw Refused.field("key", "refusal.text.taken", key);
            }
            if (shared || before.map(TextModule::shared).orElse(false)) {
                trail.record(viewer.actor(), "text.changed", "text " + key, Map.of("name", name.strip()));
            }
            return store(viewer, key).orElseThrow();
        });
    }

    private int count() {
        return db.sql("select count(*) from servicedesk.text_module")
                .query(Integer.class)
                .single();
    }

    private void write(long owner, Viewer viewer, String key, String name, String text, boolean shared) {
        db.sql("""
                        insert into servicedesk.text_module (key, owner_account, owner_name, name, text, shared, changed_at)
                        values (:key, :account, :owner, :name, :text, :shared, :now)
                        on conflict (owner_account, key) do update set name = excluded.name, text = excluded.text,
                          shared = excluded.shared, changed_at = excluded.changed_at, version = text_module.version + 1
                        """)
                .param("key", key)
                .param("account", owner)
                .param("owner", viewer.name())
                .param("name", name)
                .param("text", text)
                .param("shared", shared)
                .param("now", SqlTime.of(clock.instant()))
                .update();
    }

    public void remove(Viewer viewer, String key) {
        crossing.run(REASON, () -> {
            TextModule before = store(viewer, key).orElseThrow(() -> NotFound.of("text", key));
            refuseOther(viewer, before);
            db.sql("delete from servicedesk.text_module where key = ? and owner_account = ?")
                    .params(key, before.owner())
                    .update();
            if (before.shared()) {
                trail.record(viewer.actor(), "text.removed", "text " + key, Map.of("name", before.name()));
            }
        });
    }

    public boolean mayChange(Viewer viewer, TextModule module) {
        return module.owner() == viewer.accountId() || module.shared() && viewer.role() == Role.ADMINISTRATOR;
    }

    private void refuseOther(Viewer viewer, TextModule module) {
        if (!mayChange(viewer, module)) {
            throw Refused.conflict("refusal.text.of", module.ownerName());
        }
    }

    private static void refuse(String key, String name, String text) {
        var errors = new ArrayList<FieldError>();
        if (!Key.isValid(key)) {
            errors.add(FieldError.of("key", "refusal.key", key));
        }
        if (name.isBlank()
                || name.strip().length() > LONGEST_NAME
                || name.chars().anyMatch(c -> c < ' ')) {
            errors.add(FieldError.of("name", "refusal.text.name", LONGEST_NAME));
        }
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            errors.add(FieldError.of("text", "refusal.text.text", LONGEST_TEXT));
        }
        for (String place : TextModule.unknown(text)) {
            errors.add(FieldError.of("text", "refusal.text.place", place, String.join(", ", TextModule.PLACES)));
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    private Optional<TextModule> store(Viewer viewer, String key) {
        return db.sql("""
                        select * from servicedesk.text_module where key = :key and (owner_account = :account or shared)
                        order by owner_account = :account desc limit 1
                        """)
                .param("key", key)
                .param("account", viewer.accountId())
                .query(TextModules::module)
                .optional();
    }

    private static TextModule module(ResultSet row, int number) throws SQLException {
        return new TextModule(
                row.getString("key"),
                row.getLong("owner_account"),
                row.getString("owner_name"),
                row.getString("name"),
                row.getString("text"),
                row.getBoolean("shared"),
                row.getLong("version"));
    }
}
