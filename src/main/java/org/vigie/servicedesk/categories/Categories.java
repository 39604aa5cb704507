package org.vigie.servicedesk.categories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** The provider's categories. Each verb is a transaction of its own, in any scope. */
@Service
public class Categories {
    static final int MOST = 500;
    private static final int LONGEST_NAME = 80;
    private static final String REASON = "categories belong to no client";

    private final JdbcClient db;
    private final AuditTrail trail;
    private final Crossing crossing;

    Categories(JdbcClient db, AuditTrail trail, PlatformTransactionManager transactions) {
        this.db = db;
        this.trail = trail;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    public CategoryTree tree() {
        return crossing.read(REASON, this::read);
    }

    public Category get(String key) {
        return tree().find(key).orElseThrow(() -> NotFound.of("category", key));
    }

    /** One that a ticket may get; refused under the name of a form's field where there is none, or where it is retired. */
    public void refuseUnusable(String field, String key) {
        CategoryTree tree = tree();
        if (tree.find(key).filter(one -> !tree.isRetired(one)).isEmpty()) {
            throw Refused.field(field, "refusal.category.unknown", key);
        }
    }

    /** Creates it, changes it, or takes back that it was retired. */
    public Category put(
            String key,
            @Nullable String parent,
            String french,
            String english,
            @Nullable Long expectedVersion,
            Actor by) {
        String inFrench = french.strip();
        String inEnglish = english.isBlank() ? inFrench : english.strip();
        return crossing.write(REASON, () -> {
            // Of two who move at once, one sees what the other moved: together they could make a ring.
            db.sql("lock table servicedesk.category in share row exclusive mode")
                    .update();
            CategoryTree tree = read();
            Category before = tree.find(key).orElse(null);
            if (expectedVersion != null && expectedVersion != (before == null ? 0 : before.version())) {
                throw Refused.stale();
            }
            refuse(tree, key, parent, inFrench, inEnglish);
            if (before == null && tree.size() >= MOST) {
                throw Refused.because("refusal.category.most", MOST);
            }
            db.sql("""
                            insert into servicedesk.category (key, parent, name_fr, name_en) values (:key, :parent, :french, :english)
                            on conflict (key) do update set parent = excluded.parent, name_fr = excluded.name_fr,
                              name_en = excluded.name_en, retired_at = null, version = category.version + 1
                            """)
                    .param("key", key)
                    .param("parent", parent)
                    .param("french", inFrench)
                    .param("english", inEnglish)
                    .update();
            trail.record(by, "category.changed", "category " + key, Map.of("name", inFrench));
            return read().find(key).orElseThrow();
        });
    }

    /** Offered no more, nor what stands below it; tickets keep it. Again changes nothing. */
    public void retire(String key, Actor by) {
        crossing.run(REASON, () -> {
            Category before = read().find(key).orElseThrow(() -> NotFound.of("category", key));
            int retired = db.sql("""
                            update servicedesk.category set retired_at = now(), version = version + 1
                            where key = ? and retired_at is null
                            """).param(key).update();
            if (retired > 0) {
                trail.record(by, "category.retired", "category " + key, Map.of("name", before.french()));
            }
        });
    }

    private static void refuse(CategoryTree tree, String key, @Nullable String parent, String french, String english) {
        var errors = new ArrayList<FieldError>();
        if (!Key.isValid(key)) {
            errors.add(FieldError.of("key", "refusal.key", key));
        }
        refuseName("french", french, errors);
        refuseName("english", english, errors);
        if (parent != null) {
            if (tree.find(parent).isEmpty()) {
                errors.add(FieldError.of("parent", "refusal.category.unknown", parent));
            } else if (tree.within(key).contains(parent)) {
                errors.add(FieldError.of("parent", "refusal.category.ring"));
            } else if (tree.depth(parent) + Math.max(1, tree.height(key)) > CategoryTree.DEEPEST) {
                errors.add(FieldError.of("parent", "refusal.category.deep", CategoryTree.DEEPEST));
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    private static void refuseName(String field, String name, List<FieldError> errors) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < ' ')) {
            errors.add(FieldError.of(field, "refusal.category.name", LONGEST_NAME));
        }
    }

    private CategoryTree read() {
        return new CategoryTree(db.sql("select * from servicedesk.category order by key")
                .query((row, n) -> new Category(
                        row.getString("key"),
                        row.getString("parent"),
                        row.getString("name_fr"),
                        row.getString("name_en"),
                        row.getTimestamp("retired_at") != null,
                        row.getLong("version")))
                .list());
    }
}
