package org.vigie.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.Rooms;
import org.vigie.shared.Change;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

class OrganizationTest {

    static Rooms rooms;
    static Clients clients;

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"organization"});
        clients = rooms.get(Clients.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    /** A client of its own for each test, named after it. */
    private static int client(String key) {
        var id = clients.idOf(key);
        Scope.of(id).run(() -> clients.declare(key, key + " SARL", Locale.FRENCH));
        return id.value();
    }

    @Test
    void keepsTheNumberOfAClientAndGivesANewOneToANewKey() {
        int port = client("port");
        assertThat(clients.idOf("port").value()).isEqualTo(port);
        assertThat(clients.idOf("nobody").value()).isNotEqualTo(port);
    }

    @Test
    void givesANumberInsideATransactionOfAnotherScope() {
        int tenant = client("inside");
        Rooms.run(
                tenant,
                () -> rooms.transaction(() -> {
                    assertThat(clients.idOf("inside").value()).isEqualTo(tenant);
                    assertThat(clients.find("inside")).isPresent();
                }));
    }

    @Test
    void declaresAClientOnce() {
        var id = clients.idOf("once");
        assertThat(Scope.of(id).call(() -> clients.declare("once", "Once", Locale.FRENCH)))
                .containsExactly(Change.created("client", "once"));
        assertThat(Scope.of(id).call(() -> clients.declare("once", "Once", Locale.FRENCH)))
                .isEmpty();
        assertThat(Scope.of(id).call(() -> clients.declare("once", "Once more", Locale.FRENCH)))
                .containsExactly(Change.changed("client", "once"));
    }

    @Test
    void keepsTheKeyOfAClient() {
        int tenant = client("steady");
        assertThatThrownBy(() -> Rooms.in(tenant, () -> clients.declare("unsteady", "X", Locale.FRENCH)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("client-key-is-stable");
    }

    @Test
    void showsAClientOnlyItself() {
        int one = client("fenced-one");
        client("fenced-two");
        assertThat(Rooms.in(one, clients::visible)).extracting(Client::key).containsExactly("fenced-one");
        assertThat(Rooms.in(one, () -> clients.find("fenced-two"))).isEmpty();
        assertThatThrownBy(() -> clients.visible())
                .hasRootCauseMessage("ERROR: permission denied for schema organization\n  Position: 42");
        assertThat(Scope.across("a test").call(clients::visible))
                .extracting(Client::key)
                .contains("fenced-one", "fenced-two");
    }

    @Test
    void retiresASiteAndRevivesItUnderItsOldId() {
        int tenant = client("sites");
        var sites = rooms.get(Sites.class);
        var lyon = new SiteDeclaration("lyon", "Lyon", ZoneId.of("Europe/Paris"), "bureau");
        var brest = new SiteDeclaration("brest", "Brest", ZoneId.of("Europe/Paris"), null);
        Rooms.run(tenant, () -> {
            assertThat(sites.declare(List.of(lyon, brest)))
                    .containsExactly(Change.created("sites", "lyon"), Change.created("sites", "brest"));
            long id = sites.find("lyon").orElseThrow().id();
            assertThat(sites.declare(List.of(lyon, brest))).isEmpty();
            assertThat(sites.declare(List.of(brest))).containsExactly(Change.retired("sites", "lyon"));
            assertThat(sites.find("lyon")).isEmpty();
            assertThat(sites.put(lyon)).containsExactly(Change.created("sites", "lyon"));
            assertThat(sites.find("lyon").orElseThrow().id()).isEqualTo(id);
            assertThat(sites.put(lyon)).isEmpty();
            assertThat(sites.all()).extracting(Site::key).containsExactly("brest", "lyon");
        });
    }

    @Test
    void refusesOneKeyTwiceAndAKeyOfAnotherShape() {
        int tenant = client("keys");
        var teams = rooms.get(Teams.class);
        var n1 = new TeamDeclaration("n1", "Centre de services", 1);
        assertThatThrownBy(() -> Rooms.in(tenant, () -> teams.declare(List.of(n1, n1))))
                .hasMessageContaining("declared-twice");
        assertThatThrownBy(() -> Rooms.in(tenant, () -> teams.declare(List.of(new TeamDeclaration("N 1", "x", 1)))))
                .hasMessageContaining("refusal.key");
        assertThatThrownBy(() -> Rooms.in(tenant, () -> teams.declare(List.of(new TeamDeclaration("n4", "x", 4)))))
                .hasMessageContaining("team-level");
        assertThat(Rooms.in(tenant, teams::all)).isEmpty();
    }

    @Test
    void findsThePeopleOfATeam() {
        int tenant = client("people");
        var people = rooms.get(People.class);
        Rooms.run(tenant, () -> {
            people.declare(List.of(
                    new PersonDeclaration("zoe", "Zoé", "zoe@example.org", Locale.FRENCH, new TreeSet<>(Set.of("n1"))),
                    new PersonDeclaration("ali", "Ali", null, Locale.ENGLISH, new TreeSet<>(Set.of("n1", "n2")))));
            assertThat(people.ofTeam("n1")).extracting(Person::key).containsExactly("ali", "zoe");
            assertThat(people.ofTeam("n2")).extracting(Person::key).containsExactly("ali");
        });
    }
}
