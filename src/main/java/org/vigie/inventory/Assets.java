package org.vigie.inventory;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** The assets and business services of the scope. */
@Service
public class Assets {

    private final NodeStore nodes;
    private final InstantSource clock;

    Assets(NodeStore nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    /** Also one that is retired: tickets and reports still name it. */
    @Transactional(readOnly = true)
    public Asset get(long id) {
        return nodes.asset(id).orElseThrow(() -> NotFound.of("asset", id));
    }

    @Transactional(readOnly = true)
    public Optional<Asset> find(String key) {
        return nodes.asset(key);
    }

    /** All that are in service, by key; for work that looks at the whole of one client. */
    @Transactional(readOnly = true)
    public List<Asset> all() {
        return nodes.assets();
    }

    /** By name; the cursor is opaque. */
    @Transactional(readOnly = true)
    public Page<Asset> list(AssetFilter filter, @Nullable String cursor, int limit) {
        return Page.cut(nodes.page(filter, rowAt(cursor), limit + 1), limit, asset -> Long.toString(asset.id(), 36));
    }

    private static @Nullable Long rowAt(@Nullable String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(Long.parseLong(cursor, 36));
        } catch (NumberFormatException e) {
            throw Refused.field("cursor", "refusal.inventory.cursor");
        }
    }

    @Transactional(readOnly = true)
    public List<BusinessService> services() {
        return nodes.services();
    }

    /** Those in service that have the text in their name or key, by name. */
    @Transactional(readOnly = true)
    public List<BusinessService> servicesCalled(String text, int most) {
        return text.isBlank() ? List.of() : nodes.servicesCalled(text.strip(), most);
    }

    @Transactional(readOnly = true)
    public BusinessService service(long id) {
        return nodes.service(id).orElseThrow(() -> NotFound.of("service", id));
    }

    /** Those of these ids, retired ones too, for the names in a list. */
    @Transactional(readOnly = true)
    public Map<Long, Asset> named(Collection<Long> ids) {
        var named = new LinkedHashMap<Long, Asset>();
        nodes.assets(ids).forEach(asset -> named.put(asset.id(), asset));
        return named;
    }

    @Transactional(readOnly = true)
    public Map<Long, BusinessService> servicesNamed(Collection<Long> ids) {
        var named = new LinkedHashMap<Long, BusinessService>();
        nodes.services(ids).forEach(service -> named.put(service.id(), service));
        return named;
    }

    /** Makes assets those of the declaration; what it does not name is retired. A cycle is refused with its path. */
    @Transactional
    public List<Change> declare(List<AssetDeclaration> wanted) {
        var there = declaredAssets();
        var changes = new Declared<>("assets", there, AssetDeclaration::key)
                .make(
                        wanted,
                        (asset, position) -> nodes.write(asset),
                        key -> nodes.retire(false, key, clock.instant()));
        connect(wanted, there);
        return changes;
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(AssetDeclaration wanted) {
        var there = declaredAssets();
        var changes = new Declared<>("assets", there, AssetDeclaration::key).put(wanted, nodes::write);
        connect(List.of(wanted), there);
        return changes;
    }

    @Transactional
    public List<Change> declareServices(List<ServiceDeclaration> wanted) {
        var there = declaredServices();
        var changes = new Declared<>("services", there, ServiceDeclaration::key)
                .make(
                        wanted,
                        (service, position) -> nodes.write(service),
                        key -> nodes.retire(true, key, clock.instant()));
        connectServices(wanted, there);
        return changes;
    }

    @Transactional
    public List<Change> putService(ServiceDeclaration wanted) {
        var there = declaredServices();
        var changes = new Declared<>("services", there, ServiceDeclaration::key).put(wanted, nodes::write);
        connectServices(List.of(wanted), there);
        return changes;
    }

    /** After all nodes are written, because an asset may need one that is declared further down. */
    private void connect(List<AssetDeclaration> wanted, Map<String, AssetDeclaration> there) {
        for (var asset : wanted) {
            if (!asset.equals(there.get(asset.key()))) {
                refuseMissing("assets", asset.key(), asset.dependsOn());
                refuseItself(asset);
                nodes.connect(false, asset.key(), asset.dependsOn());
            }
        }
        refuseCircles();
    }

    private void connectServices(List<ServiceDeclaration> wanted, Map<String, ServiceDeclaration> there) {
        for (var service : wanted) {
            if (!service.equals(there.get(service.key()))) {
                refuseMissing("services", service.key(), service.dependsOn());
                nodes.connect(true, service.key(), service.dependsOn());
            }
        }
    }

    private void refuseMissing(String section, String key, SortedSet<String> dependsOn) {
        var missing = dependsOn.isEmpty() ? List.<String>of() : nodes.missing(dependsOn);
        if (!missing.isEmpty()) {
            throw Refused.field(section + ".depends-on", "refusal.inventory.unknown-asset", key, missing.getFirst());
        }
    }

    /** Said before the edges are written: the table itself would only break on it. */
    private static void refuseItself(AssetDeclaration asset) {
        if (asset.dependsOn().contains(asset.key())) {
            throw cycle(List.of(asset.key(), asset.key()));
        }
    }

    private void refuseCircles() {
        var needs = new TreeMap<String, SortedSet<String>>();
        nodes.assets().forEach(asset -> needs.put(asset.key(), asset.dependsOn()));
        DependencyPaths.cycleIn(needs).ifPresent(path -> {
            throw cycle(path);
        });
        if (DependencyPaths.longestIn(needs) >= DependencyPaths.LONGEST) {
            throw Refused.field("assets.depends-on", "refusal.inventory.too-deep", DependencyPaths.LONGEST);
        }
    }

    private static Refused cycle(List<String> path) {
        return Refused.field("assets.depends-on", "refusal.inventory.cycle", String.join(" → ", path));
    }

    private Map<String, AssetDeclaration> declaredAssets() {
        var there = new LinkedHashMap<String, AssetDeclaration>();
        nodes.assets().forEach(asset -> there.put(asset.key(), asset.declared()));
        return there;
    }

    private Map<String, ServiceDeclaration> declaredServices() {
        var there = new LinkedHashMap<String, ServiceDeclaration>();
        nodes.services().forEach(service -> there.put(service.key(), service.declared()));
        return there;
    }
}
