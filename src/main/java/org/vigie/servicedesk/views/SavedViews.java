package org.vigie.servicedesk.views;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.categories.Categories;
import org.vigie.shared.Crossing;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** The views that people keep and share. Each verb is a transaction of its own, in any scope. */
@Service
public class SavedViews {
    static final int LONGEST_NAME = 60;
    static final int MOST = 100;

    private final ViewStore store;
    private final Clients clients;
    private final Categories categories;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Crossing crossing;

    SavedViews(
            ViewStore store,
            Clients clients,
            Categories categories,
            AuditTrail trail,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.clients = clients;
        this.categories = categories;
        this.trail = trail;
        this.clock = clock;
        this.crossing = new Crossing("servicedesk", transactions);
    }

    /** Their own and those shared with them, by name. */
    public List<SavedView> of(Viewer viewer) {
        return crossing.read("views", () -> store.ofAndShared(viewer.accountId())).stream()
                .filter(view -> sees(viewer, view))
                .toList();
    }

    public SavedView get(Viewer viewer, long id) {
        return crossing.read("views", () -> store.get(id))
                .filter(view -> sees(viewer, view))
                .orElseThrow(() -> NotFound.of("view", id));
    }

    /** Answers the id. */
    public long create(Viewer viewer, String name, String line, TicketSort sort, boolean shared) {
        return create(viewer, name, line, sort, shared, null);
    }

    /** Once for each Idempotency-Key of the account; the same key for another view is refused. */
    public long create(Viewer viewer, String name, String line, TicketSort sort, boolean shared, @Nullable String key) {
        String wanted = refusedName(name);
        ViewText text = ViewText.parse(line);
        SortedSet<TenantId> named = named(viewer, text);
        var request = key == null ? null : new ViewStore.Request(key, wanted + "\n" + text.written() + sort + shared);
        return crossing.write("views", () -> {
            var known = request == null ? null : store.made(viewer.accountId(), request);
            if (known != null) {
                return known;
            }
            if (store.count(viewer.accountId()) >= MOST) {
                throw Refused.field("name", "refusal.view.most", MOST);
            }
            long id;
            try {
                id = store.add(viewer, wanted, text.written(), sort, shared, named, request, clock.instant());
            } catch (DuplicateKeyException twin) {
                throw Refused.field("name", "refusal.view.known", wanted);
            }
            if (shared) {
                told(viewer, "view.shared", id, wanted, text);
            }
            return id;
        });
    }

    /** Its owner may, and for a shared one an administrator. */
    public SavedView change(
            Viewer viewer,
            long id,
            String name,
            String line,
            TicketSort sort,
            boolean shared,
            @Nullable Long expectedVersion) {
        SavedView before = ofTheirs(viewer, id);
        if (expectedVersion != null && expectedVersion != before.version()) {
            throw Refused.stale();
        }
        String wanted = refusedName(name);
        ViewText text = ViewText.parse(line);
        SortedSet<TenantId> named = named(viewer, text);
        return crossing.write("views", () -> {
            try {
                if (!store.change(before, wanted, text.written(), sort, shared, named, clock.instant())) {
                    throw Refused.stale();
                }
            } catch (DuplicateKeyException known) {
                throw Refused.field("name", "refusal.view.known", wanted);
            }
            if (shared || before.shared()) {
                told(viewer, shared ? "view.shared" : "view.unshared", id, wanted, text);
            }
            return store.get(id).orElseThrow();
        });
    }

    public void remove(Viewer viewer, long id) {
        SavedView before = ofTheirs(viewer, id);
        crossing.write("views", () -> {
            store.remove(id);
            if (before.shared()) {
                told(viewer, "view.removed", id, before.name(), before.text());
            }
            return id;
        });
    }

    public boolean mayChange(Viewer viewer, SavedView view) {
        return view.owner() == viewer.accountId() || (view.shared() && viewer.role() == Role.ADMINISTRATOR);
    }

    private SavedView ofTheirs(Viewer viewer, long id) {
        SavedView view = get(viewer, id);
        if (!mayChange(viewer, view)) {
            throw Refused.conflict("refusal.view.of", view.ownerName());
        }
        return view;
    }

    private static boolean sees(Viewer viewer, SavedView view) {
        return (view.shared() || view.owner() == viewer.accountId())
                && view.clients().stream().allMatch(viewer.scope()::sees);
    }

    /** The clients that it names; one that they may not see is unknown to them. */
    private SortedSet<TenantId> named(Viewer viewer, ViewText text) {
        Map<String, TenantId> known = clients(viewer);
        var named = new TreeSet<TenantId>();
        text.anyOf()
                .forEach(group -> group.stream()
                        .filter(term -> term.field() == Field.CLIENT)
                        .flatMap(term -> term.values().stream())
                        .forEach(key -> {
                            TenantId tenant = known.get(key);
                            if (tenant == null) {
                                throw Refused.field("where", "refusal.view.value", key, Field.CLIENT.word());
                            }
                            named.add(tenant);
                        }));
        return named;
    }

    /** What the line of a view means to them now. */
    public TicketQuery query(Viewer viewer, ViewText text, ZoneId zone) {
        if (text.isEmpty()) {
            return TicketQuery.EVERYTHING;
        }
        // Read only where it is asked about: most lines are not.
        Function<String, List<String>> within = key -> categories.tree().within(key);
        return new ViewReading(viewer.name(), clock.instant(), zone, clients(viewer)::get, within).query(text);
    }

    /** By key, those that they see. */
    public Map<String, TenantId> clients(Viewer viewer) {
        var known = new HashMap<String, TenantId>();
        viewer.scope().call(clients::visible).stream()
                .filter(client -> viewer.scope().sees(client.id()))
                .forEach((Client client) -> known.put(client.key(), client.id()));
        return known;
    }

    private static String refusedName(String name) {
        String wanted = name.strip();
        if (wanted.isEmpty()) {
            throw Refused.field("name", "refusal.required");
        }
        if (wanted.length() > LONGEST_NAME) {
            throw Refused.field("name", "refusal.view.name", LONGEST_NAME);
        }
        return wanted;
    }

    private void told(Viewer viewer, String verb, long id, String name, ViewText text) {
        trail.record(viewer.actor(), verb, "view " + id, Map.of("name", name, "line", text.written()));
    }
}
