package org.vigie.servicedesk.templates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.servicedesk.categories.CategoryTree;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** The templates of the house. Each verb is a transaction of its own, in any scope. */
@Service
public class Templates {
    static final int MOST = 500;
    static final int MOST_TASKS = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 20_000;
    private static final String REASON = "templates belong to no client";

    private final JdbcClient db;
    private final Categories categories;
    private final AuditTrail trail;
    private final Crossing crossing;

    Templates(JdbcClient db, Categories categories, AuditTrail trail, PlatformTransactionManager transactions) {
        this.db = db;
        this.categories = categories;
        this.trail = trail;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    /** By name. */
    public List<Template> all() {
        return crossing.read(
                REASON,
                () -> db.sql("select * from servicedesk.template order by lower(name), key")
                        .query(Templates::template)
                        .list());
    }

    public Optional<Template> find(String key) {
        return crossing.read(REASON, () -> read(key));
    }

    public Template get(String key) {
        return find(key).orElseThrow(() -> NotFound.of("template", key));
    }

    /** One that a form names; refused under that field where there is none. */
    public Template chosen(String field, String key) {
        return find(key).orElseThrow(() -> Refused.field(field, "refusal.template.unknown", key));
    }

    /** Creates or changes it; the version that it carries is not looked at. */
    public Template put(Template wanted, @Nullable Long expectedVersion, Actor by) {
        CategoryTree tree = categories.tree();
        return crossing.write(REASON, () -> {
            Optional<Template> before = read(wanted.key());
            if (expectedVersion != null
                    && !expectedVersion.equals(before.map(Template::version).orElse(0L))) {
                throw Refused.stale();
            }
            refuse(wanted, tree, before.map(Template::category).orElse(null));
            if (before.isEmpty() && count() >= MOST) {
                throw Refused.because("refusal.template.most", MOST);
            }
            db.sql("""
                            insert into servicedesk.template (key, name, kind, title, description, impact, urgency, category, team, tasks)
                            values (:key, :name, :kind, :title, :description, :impact, :urgency, :category, :team, :tasks)
                            on conflict (key) do update set name = excluded.name, kind = excluded.kind, title = excluded.title,
                              description = excluded.description, impact = excluded.impact, urgency = excluded.urgency,
                              category = excluded.category, team = excluded.team, tasks = excluded.tasks,
                              version = template.version + 1
                            """)
                    .param("key", wanted.key())
                    .param("name", wanted.name().strip())
                    .param("kind", wanted.kind().ordinal())
                    .param("title", wanted.title().strip())
                    .param("description", wanted.description())
                    .param("impact", wanted.impact().ordinal())
                    .param("urgency", wanted.urgency().ordinal())
                    .param("category", wanted.category())
                    .param("team", wanted.team())
                    .param("tasks", wanted.tasks().stream().map(String::strip).toArray(String[]::new))
                    .update();
            trail.record(
                    by,
                    "template.changed",
                    "template " + wanted.key(),
                    Map.of("name", wanted.name().strip()));
            return read(wanted.key()).orElseThrow();
        });
    }

    /** Tickets that were opened from it stay as they are; refused while it opens tickets by itself. */
    public void remove(String key, Actor by) {
        crossing.run(REASON, () -> {
            Template before = read(key).orElseThrow(() -> NotFound.of("template", key));
            int used = db.sql("select count(*) from servicedesk.recurrence where template = ?")
                    .param(key)
                    .query(Integer.class)
                    .single();
            if (used > 0) {
                throw Refused.conflict("refusal.template.used", before.name(), used);
            }
            db.sql("delete from servicedesk.template where key = ?").param(key).update();
            trail.record(by, "template.removed", "template " + key, Map.of("name", before.name()));
        });
    }

    private int count() {
        return db.sql("select count(*) from servicedesk.template")
                .query(Integer.class)
                .single();
    }

    /** @param kept the category that it has already, which may be offered no more */
    private static void refuse(Template wanted, CategoryTree tree, @Nullable String kept) {
        var errors = new ArrayList<FieldError>();
        if (!Key.isValid(wanted.key())) {
            errors.add(FieldError.of("key", "refusal.key", wanted.key()));
        }
        refuseLine("name", wanted.name(), LONGEST_NAME, errors);
        refuseLine("title", wanted.title(), LONGEST_TITLE, errors);
        if (wanted.description().length() > LONGEST_TEXT) {
            errors.add(FieldError.of("description", "refusal.ticket.long", LONGEST_TEXT));
        }
        String category = wanted.category();
        if (category != null
                && !category.equals(kept)
                && tree.find(category).filter(one -> !tree.isRetired(one)).isEmpty()) {
            errors.add(FieldError.of("category", "refusal.category.unknown", category));
        }
        if (wanted.team() != null && !Key.isValid(wanted.team())) {
            errors.add(FieldError.of("team", "refusal.key", wanted.team()));
        }
        if (wanted.tasks().size() > MOST_TASKS) {
            errors.add(FieldError.of("tasks", "refusal.template.tasks", MOST_TASKS));
        }
        for (String task : wanted.tasks()) {
            if (task.isBlank() || task.strip().length() > LONGEST_TITLE) {
                errors.add(FieldError.of("tasks", "refusal.template.line", LONGEST_TITLE));
                break;
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    private static void refuseLine(String field, String text, int longest, List<FieldError> errors) {
        if (text.isBlank() || text.strip().length() > longest || text.chars().anyMatch(c -> c < ' ')) {
            errors.add(FieldError.of(field, "refusal.template.line", longest));
        }
    }

    private Optional<Template> read(String key) {
        return db.sql("select * from servicedesk.template where key = ?")
                .param(key)
                .query(Templates::template)
                .optional();
    }

    private static Template template(ResultSet row, int index) throws SQLException {
        return new Template(
                row.getString("key"),
                row.getString("name"),
                TicketKind.values()[row.getInt("kind")],
                row.getString("title"),
                row.getString("description"),
                Grade.values()[row.getInt("impact")],
                Grade.values()[row.getInt("urgency")],
                row.getString("category"),
                row.getString("team"),
                List.of((String[]) row.getArray("tasks").getArray()),
                row.getLong("version"));
    }
}
