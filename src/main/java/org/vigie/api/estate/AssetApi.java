package org.vigie.api.estate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Asset;
import org.vigie.inventory.AssetFilter;
import org.vigie.inventory.Assets;
import org.vigie.shared.Page;
import org.vigie.shared.TenantId;

/** What is looked after. */
@RestController
@RequestMapping("/api/v1/assets")
@Needs(Permission.SEE_SUPERVISION)
class AssetApi {
    private final Assets assets;
    private final ViewerScope scopes;
    private final Keys keys;

    AssetApi(Assets assets, ViewerScope scopes, Keys keys) {
        this.assets = assets;
        this.scopes = scopes;
        this.keys = keys;
    }

    /** @param components and software: what an inventory found; empty where none was taken */
    record Shown(
            long id,
            String key,
            String client,
            @Nullable String site,
            String kind,
            String name,
            @Nullable String address,
            String criticality,
            String status,
            List<String> dependsOn,
            List<String> components,
            List<String> software) {}

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var filter = new AssetFilter(kind, q, false);
        Page<Asset> found = scopes.maybeOf(viewer, client, () -> assets.list(filter, cursor, Limits.checked(limit)));
        var clients =
                keys.clients(viewer, found.items().stream().map(Asset::tenant).toList());
        return found.map(asset -> shown(asset, clients));
    }

    @GetMapping("/{id}")
    Shown get(Viewer viewer, @PathVariable long id) {
        Asset asset = scopes.all(viewer, () -> assets.get(id));
        return shown(asset, keys.clients(viewer, List.of(asset.tenant())));
    }

    private static Shown shown(Asset asset, Map<TenantId, String> clients) {
        return new Shown(
                asset.id(),
                asset.key(),
                Objects.requireNonNull(clients.get(asset.tenant())),
                asset.site(),
                asset.kind(),
                asset.name(),
                asset.address(),
                Choice.word(asset.criticality()),
                Choice.word(asset.status()),
                List.copyOf(asset.dependsOn()),
                List.of(),
                List.of());
    }
}
