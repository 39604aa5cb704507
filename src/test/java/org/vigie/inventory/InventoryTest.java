package org.vigie.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.Rooms;
import org.vigie.shared.Change;
import org.vigie.shared.Criticality;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

class InventoryTest {

    static Rooms rooms;
    static Assets assets;
    static Dependencies dependencies;
    static final AtomicInteger clients = new AtomicInteger();

    /** Each test looks after a client of its own. */
    final int tenant = clients.incrementAndGet();

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"inventory"});
        assets = rooms.get(Assets.class);
        dependencies = rooms.get(Dependencies.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    private static AssetDeclaration asset(String key, String... needs) {
        return new AssetDeclaration(
                key, "server", "Machine " + key, null, null, Criticality.NORMAL, new TreeSet<>(Set.of(needs)));
    }

    private static ServiceDeclaration service(String key, Criticality criticality, String... needs) {
        return new ServiceDeclaration(key, "Service " + key, criticality, null, new TreeSet<>(Set.of(needs)));
    }

    private List<Change> declare(AssetDeclaration... wanted) {
        return Rooms.in(tenant, () -> assets.declare(List.of(wanted)));
    }

    private long id(String key) {
        return Rooms.in(tenant, () -> assets.find(key).orElseThrow().id());
    }

    private List<String> keys(java.util.function.Supplier<List<Asset>> query) {
        return Rooms.in(tenant, query).stream().map(Asset::key).toList();
    }

    @Test
    void takesAnAssetThatNeedsOneDeclaredFurtherDown() {
        assertThat(declare(asset("web", "switch"), asset("switch")))
                .containsExactly(Change.created("assets", "web"), Change.created("assets", "switch"));
        assertThat(declare(asset("web", "switch"), asset("switch"))).isEmpty();
        assertThat(Rooms.in(tenant, () -> assets.find("web").orElseThrow().dependsOn()))
                .containsExactly("switch");
        assertThat(declare(asset("web"), asset("switch"))).containsExactly(Change.changed("assets", "web"));
    }

    @Test
    void refusesACircleWithItsPathAndKeepsNothing() {
        assertThatThrownBy(() -> declare(asset("a", "b"), asset("b", "c"), asset("c", "a"), asset("d")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule().args()).containsExactly("a → b → c → a"));
        assertThat(keys(assets::all)).isEmpty();
        assertThatThrownBy(() -> declare(asset("a", "a"))).hasMessageContaining("a → a");
    }

    @Test
    void refusesTheAssetThatClosesACircleFromAPage() {
        declare(asset("a", "b"), asset("b"));
        assertThatThrownBy(() -> Rooms.in(tenant, () -> assets.put(asset("b", "a"))))
                .hasMessageContaining("cycle");
        assertThat(Rooms.in(tenant, () -> assets.find("b").orElseThrow().dependsOn()))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> declare(asset("a", "ghost"))).hasMessageContaining("unknown-asset");
    }

    @Test
    void followsAChainOfAnyNumberOfLevelsTheNearestFirst() {
        declare(
                asset("app", "vm"),
                asset("vm", "host", "san"),
                asset("host", "switch"),
                asset("san", "switch"),
                asset("switch", "ups"),
                asset("ups"));
        assertThat(keys(() -> dependencies.neededBy(id("app")))).containsExactly("vm", "host", "san", "switch", "ups");
        assertThat(keys(() -> dependencies.dependingOn(id("ups"))))
                .containsExactly("switch", "host", "san", "vm", "app");
        assertThat(keys(() -> dependencies.neededBy(id("ups")))).isEmpty();
    }

    @Test
    void namesTheServicesThatFailTheMostCriticalFirst() {
        declare(asset("switch"), asset("web", "switch"), asset("mail", "switch"));
        Rooms.run(tenant, () -> {
            assets.declareServices(List.of(
                    service("intranet", Criticality.LOW, "web"),
                    service("shop", Criticality.CRITICAL, "web"),
                    service("web", Criticality.HIGH, "mail")));
            assertThat(dependencies.servicesAffectedBy(id("switch")))
                    .extracting(BusinessService::key)
                    .containsExactly("shop", "web", "intranet");
            assertThat(dependencies.servicesAffectedBy(id("mail")))
                    .extracting(BusinessService::key)
                    .containsExactly("web");
            var shop = dependencies.servicesAffectedBy(id("web")).getFirst();
            assertThat(dependencies.assetsUnder(shop.id()))
                    .extracting(Asset::key)
                    .containsExactly("web", "switch");
        });
    }

    @Test
    void carriesNothingThroughAnAssetThatIsRetiredUntilItComesBack() {
        declare(asset("ups"), asset("switch", "ups"), asset("web", "switch"));
        Rooms.run(tenant, () -> assets.declareServices(List.of(service("shop", Criticality.HIGH, "web", "switch"))));
        long web = id("web");
        assertThat(declare(asset("ups"), asset("switch", "ups"))).containsExactly(Change.retired("assets", "web"));
        assertThat(Rooms.in(tenant, () -> assets.get(web).status())).isEqualTo(AssetStatus.RETIRED);
        assertThat(Rooms.in(tenant, () -> assets.services().getFirst().dependsOn()))
                .containsExactly("switch");
        assertThat(keys(() -> dependencies.dependingOn(id("ups")))).containsExactly("switch");
        declare(asset("ups"), asset("switch", "ups"), asset("web", "switch"));
        assertThat(id("web")).isEqualTo(web);
        assertThat(Rooms.in(tenant, () -> assets.services().getFirst().dependsOn()))
                .containsExactly("switch", "web");
    }

    @Test
    void endsAlsoOnACircleWrittenBehindItsBack() {
        declare(asset("a", "b"), asset("b"));
        rooms.owner()
                .sql("alter table inventory.edge no force row level security")
                .update();
        rooms.owner()
                .sql("insert into inventory.edge (tenant_id, node_id, needs_id) values (:tenant, :b, :a)")
                .param("tenant", tenant)
                .param("a", id("a"))
                .param("b", id("b"))
                .update();
        rooms.owner().sql("alter table inventory.edge force row level security").update();
        assertThat(keys(() -> dependencies.neededBy(id("a")))).containsExactly("b");
    }

    @Test
    void pagesThroughTheListByName() {
        var wanted = new ArrayList<AssetDeclaration>();
        for (int i = 0; i < 25; i++) {
            wanted.add(asset("m" + i));
        }
        Rooms.run(tenant, () -> {
            assets.declare(wanted);
            var seen = new ArrayList<String>();
            @Nullable String cursor = null;
            int pages = 0;
            do {
                var page = assets.list(AssetFilter.inService(), cursor, 10);
                page.items().forEach(asset -> seen.add(asset.name()));
                cursor = page.next();
                pages++;
            } while (cursor != null);
            assertThat(pages).isEqualTo(3);
            assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
            assertThatThrownBy(() -> assets.list(AssetFilter.inService(), "not a cursor", 10))
                    .isInstanceOf(Refused.class);
        });
    }

    @Test
    void searchesByKindAndByAPartOfTheNameTakenLiterally() {
        Rooms.run(tenant, () -> {
            assets.declare(List.of(
                    new AssetDeclaration(
                            "sw", "switch", "Cœur 100%", "192.0.2.1", null, Criticality.HIGH, new TreeSet<>()),
                    asset("srv")));
            assertThat(assets.list(new AssetFilter("switch", null, false), null, 10)
                            .items())
                    .extracting(Asset::key)
                    .containsExactly("sw");
            assertThat(assets.list(new AssetFilter(null, "100%", false), null, 10)
                            .items())
                    .extracting(Asset::key)
                    .containsExactly("sw");
            assertThat(assets.list(new AssetFilter(null, "192.0.2", false), null, 10)
                            .items())
                    .hasSize(1);
            assertThat(assets.list(new AssetFilter(null, "%", false), null, 10).items())
                    .hasSize(1);
        });
    }

    @Test
    void showsNothingOfAnotherClient() {
        declare(asset("secret"));
        long secret = id("secret");
        Rooms.run(tenant + 5_000, () -> {
            assertThat(assets.all()).isEmpty();
            assertThat(dependencies.neededBy(secret)).isEmpty();
            assertThatThrownBy(() -> assets.get(secret)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    void measuresAChainAsLongAsItIs() {
        var needs = new TreeMap<String, java.util.SortedSet<String>>();
        for (int i = 0; i < 20_000; i++) {
            needs.put("n" + i, new TreeSet<>(Set.of("n" + (i + 1))));
        }
        assertThat(DependencyPaths.cycleIn(needs)).isEmpty();
        assertThat(DependencyPaths.longestIn(needs)).isEqualTo(20_000);
        needs.put("n20000", new TreeSet<>(Set.of("n0")));
        assertThat(DependencyPaths.cycleIn(needs).orElseThrow()).hasSize(20_002);
    }

    /** Ten racks of two hundred machines, each on a host, each host on two switches, all on one router. */
    @Test
    void findsEverythingUnderARouterOfTwoThousandMachinesAtOnce() {
        var wanted = new ArrayList<AssetDeclaration>();
        wanted.add(asset("router"));
        for (int rack = 0; rack < 10; rack++) {
            wanted.add(asset("sw-a" + rack, "router"));
            wanted.add(asset("sw-b" + rack, "router"));
            for (int host = 0; host < 10; host++) {
                wanted.add(asset("host-" + rack + "-" + host, "sw-a" + rack, "sw-b" + rack));
                for (int vm = 0; vm < 20; vm++) {
                    wanted.add(asset("vm-" + rack + "-" + host + "-" + vm, "host-" + rack + "-" + host));
                }
            }
        }
        long began = System.nanoTime();
        Rooms.run(tenant, () -> assets.declare(wanted));
        long declared = System.nanoTime();
        assertThat(keys(() -> dependencies.dependingOn(id("router")))).hasSize(wanted.size() - 1);
        long asked = System.nanoTime();
        System.out.printf(
                "FIGURE %d assets declared in %d ms, all above the router found in %d ms%n",
                wanted.size(), (declared - began) / 1_000_000, (asked - declared) / 1_000_000);
        assertThat((asked - declared) / 1_000_000).isLessThan(5_000);
    }
}
