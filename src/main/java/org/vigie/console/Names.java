package org.vigie.console;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.shared.TenantId;

/** The names behind the numbers of a list, read once for the whole list and in the scope in force. */
@Component
public class Names {
    private final Clients clients;
    private final Assets assets;

    Names(Clients clients, Assets assets) {
        this.clients = clients;
        this.assets = assets;
    }

    public Map<TenantId, Client> clients() {
        return clients.visible().stream().collect(Collectors.toMap(Client::id, client -> client));
    }

    public Map<Long, Asset> assets(Stream<@Nullable Long> ids) {
        return byId(ids, assets::named);
    }

    public Map<Long, BusinessService> services(Stream<@Nullable Long> ids) {
        return byId(ids, assets::servicesNamed);
    }

    private static <T> Map<Long, T> byId(
            Stream<@Nullable Long> ids, java.util.function.Function<Collection<Long>, Map<Long, T>> read) {
        var wanted = ids.filter(Objects::nonNull).map(Objects::requireNonNull).collect(Collectors.toSet());
        return wanted.isEmpty() ? new HashMap<>() : read.apply(wanted);
    }
}
