package org.vigie.api;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Between the keys that people chose, which the API speaks, and the ids that the rooms speak. */
@Component
public class Keys {
    private final Clients clients;
    private final Assets assets;
    private final Checks checks;
    private final People people;
    private final ViewerScope scopes;

    Keys(Clients clients, Assets assets, Checks checks, People people, ViewerScope scopes) {
        this.clients = clients;
        this.assets = assets;
        this.checks = checks;
        this.people = people;
        this.scopes = scopes;
    }

    public Map<TenantId, String> clients(Viewer viewer, Collection<TenantId> wanted) {
        return scopes.all(viewer, () -> {
            var keys = new HashMap<TenantId, String>();
            for (Client client : clients.visible()) {
                keys.put(client.id(), client.key());
            }
            wanted.forEach(id ->
                    keys.computeIfAbsent(id, retired -> clients.get(retired).key()));
            return keys;
        });
    }

    /** In the scope in force; null ids are left out. */
    public Map<Long, String> assets(Collection<? extends @Nullable Long> ids) {
        var keys = new HashMap<Long, String>();
        var wanted = known(ids);
        if (!wanted.isEmpty()) {
            assets.named(wanted).forEach((id, asset) -> keys.put(id, asset.key()));
        }
        return keys;
    }

    public Map<Long, String> services(Collection<? extends @Nullable Long> ids) {
        var keys = new HashMap<Long, String>();
        var wanted = known(ids);
        if (!wanted.isEmpty()) {
            assets.servicesNamed(wanted).forEach((id, service) -> keys.put(id, service.key()));
        }
        return keys;
    }

    public Map<Long, String> people(Collection<? extends @Nullable Long> ids) {
        var keys = new HashMap<Long, String>();
        var wanted = known(ids);
        if (!wanted.isEmpty()) {
            people.named(wanted).forEach((id, person) -> keys.put(id, person.key()));
        }
        return keys;
    }

    public @Nullable String check(long id) {
        try {
            return checks.get(id).key();
        } catch (NotFound gone) {
            // An alert may come from another source than a check.
            return null;
        }
    }

    /** The asset that a filter names: by its key in a client, or by its id. */
    public @Nullable Long asset(Viewer viewer, @Nullable String client, @Nullable String asset) {
        if (asset == null || asset.isBlank()) {
            return null;
        }
        if (asset.matches("\\d{1,18}") && (client == null || client.isBlank())) {
            return Long.valueOf(asset);
        }
        return Scope.of(scopes.tenant(viewer, client))
                .call(() -> assets.find(asset))
                .map(Asset::id)
                .orElseThrow(() -> Refused.field("asset", "refusal.ticket.asset", asset));
    }

    /** In the scope of one client. */
    public @Nullable Long asset(@Nullable String key) {
        return key == null
                ? null
                : assets.find(key)
                        .map(Asset::id)
                        .orElseThrow(() -> Refused.field("asset", "refusal.ticket.asset", key));
    }

    /** In the scope of one client. */
    public @Nullable Long service(@Nullable String key) {
        return key == null
                ? null
                : assets.services().stream()
                        .filter(service -> service.key().equals(key))
                        .map(BusinessService::id)
                        .findFirst()
                        .orElseThrow(() -> Refused.field("service", "refusal.ticket.service", key));
    }

    /** In the scope of one client; the field is named in the refusal. */
    public @Nullable Long person(String field, @Nullable String key) {
        return key == null
                ? null
                : people.find(key)
                        .map(Person::id)
                        .orElseThrow(() -> Refused.field(field, "refusal.ticket.person", key));
    }

    private static TreeSet<Long> known(Collection<? extends @Nullable Long> ids) {
        var known = new TreeSet<Long>();
        ids.stream().filter(Objects::nonNull).forEach(id -> known.add(Objects.requireNonNull(id)));
        return known;
    }
}
