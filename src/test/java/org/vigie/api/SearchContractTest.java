package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.identity.Role;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Scope;
import tools.jackson.databind.JsonNode;

/** One question to everything that is found by words, over REST. */
@ExtendWith(ContractHouse.class)
class SearchContractTest {
    @BeforeAll
    static void admitAlice() {
        WholeHouse house = ContractHouse.house();
        long alice = Scope.of(house.bean(Clients.class).idOf("boutique"))
                .call(() -> house.bean(People.class)
                        .meet("Alice", "alice@boutique.example", Locale.FRENCH)
                        .id());
        ContractHouse.token("alice", Role.REQUESTER, alice);
    }

    private static String open(String client, String title) {
        Answer made = post(
                "admin",
                "/api/v1/tickets",
                "{\"client\":\"%s\",\"kind\":\"incident\",\"title\":\"%s\",\"impact\":\"low\",\"urgency\":\"low\"}"
                        .formatted(client, title));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("number").asString();
    }

    private static void say(String number, String text, boolean internal) {
        assertThat(post(
                                "admin",
                                "/api/v1/tickets/" + number + "/messages",
                                "{\"text\":\"%s\",\"internal\":%s}".formatted(text, internal))
                        .status())
                .isLessThan(300);
    }

    private static Answer search(String who, String q, String more) {
        return get(who, "/api/v1/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + more);
    }

    private static List<String> found(String who, String q, String more) {
        var found = new ArrayList<String>();
        for (JsonNode item : search(who, q, more).items()) {
            found.add(item.path("type").asString() + " " + item.path("id").asString());
        }
        return found;
    }

    @Test
    void findsTicketsByWordsOfTheirConversationAndSaysWhere() {
        String number = open("boutique", "Wombat endormi");
        say(number, "Le Wi-Fi du marsupial est coupé", false);

        JsonNode hit = search("sami", "wombats wifi marsupiaux", "").items().path(0);
        assertThat(hit.path("id").asString()).isEqualTo(number);
        assertThat(hit.path("client").asString()).isEqualTo("boutique");
        assertThat(hit.path("where").path("in").asString()).isEqualTo("message");
        assertThat(hit.path("excerpt").asString()).isEqualTo("Le Wi-Fi du marsupial est coupé");
        assertThat(hit.path("nearly").asBoolean()).isFalse();
        assertThat(found("sami", "#" + number, "&types=ticket").getFirst()).isEqualTo("ticket " + number);
    }

    @Test
    void whatIsInternalIsFoundByTheStaffAlone() {
        String number = open("boutique", "Ocelot");
        say(number, "Canari zinzolin dans la réserve", true);

        assertThat(found("sami", "zinzolin", "")).containsExactly("ticket " + number);
        for (String who : List.of("durand", "alice")) {
            for (String secret : List.of("zinzolin", "zinzolim", "canari ocelot")) {
                Answer answer = search(who, secret, "");
                assertThat(answer.items()).as(who + " " + secret).isEmpty();
                assertThat(answer.text()).doesNotContain("zinzolin");
            }
        }
        assertThat(found("durand", "ocelot", "")).containsExactly("ticket " + number);
        assertThat(search("durand", "ocelot", "").text()).doesNotContainIgnoringCase("zinzolin");
        // A requester does not see the tickets of the others, and of their own not what is internal.
        assertThat(found("alice", "ocelot", "")).isEmpty();
        Answer asked = post("alice", "/api/v1/tickets", "{\"title\":\"Ocelot à moi\"}");
        String own = asked.json().path("number").asString();
        say(own, "Canari zinzolin", true);
        assertThat(found("alice", "ocelot", "")).containsExactly("ticket " + own);
        assertThat(found("alice", "zinzolin", "")).isEmpty();
    }

    @Test
    void nobodyFindsWhatIsOfAnotherClient() {
        String ours = open("boutique", "Axolotl");
        String theirs = open("mairie", "Axolotl");

        assertThat(found("sami", "axolotl", "")).containsExactly("ticket " + ours);
        assertThat(found("admin", "axolotl", "")).containsExactly("ticket " + theirs, "ticket " + ours);
        assertThat(found("admin", "axolotl", "&client=mairie")).containsExactly("ticket " + theirs);
        assertThat(search("sami", "axolotl", "&client=mairie").status()).isEqualTo(404);
        assertThat(found("sami", theirs, "&types=ticket")).doesNotContain("ticket " + theirs);
    }

    @Test
    void findsArticlesClientsServicesAndAssetsOfThoseWhoMaySeeThem() {
        post("sami", "/api/v1/articles", """
                {"state":"published","audience":"clients","fr":{"title":"Le ornithorynque","body":"Un texte"}}""");
        assertThat(found("alice", "ornithorynques", "")).hasSize(1).allMatch(one -> one.startsWith("article "));
        assertThat(found("sami", "boutique", "&types=client,service"))
                .contains("client boutique")
                .anyMatch(one -> one.startsWith("service "));
        assertThat(found("sami", "coeur", "&types=asset")).isEmpty();
        assertThat(found("sami", "Cœur de", "&types=asset")).hasSize(1);
        assertThat(found("durand", "boutique", "&types=client&types=asset&types=service"))
                .isEmpty();
    }

    @Test
    void followsThroughAllKindsWithoutGapOrRepetition() {
        for (int i = 0; i < 5; i++) {
            open("boutique", "Quokka " + i);
        }
        post("sami", "/api/v1/articles", """
                {"state":"published","audience":"clients","fr":{"title":"Quokka en article","body":"Un texte"}}""");
        List<String> all = found("sami", "quokka", "");
        assertThat(all).hasSize(6);
        var seen = new ArrayList<String>();
        String next = "";
        do {
            Answer page = search("sami", "quokka", "&limit=2" + next);
            page.items()
                    .forEach(item -> seen.add(
                            item.path("type").asString() + " " + item.path("id").asString()));
            next = page.json().path("next").isNull()
                    ? null
                    : "&cursor=" + page.json().path("next").asString();
        } while (next != null);
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(search("sami", " ", "").error()).isEqualTo("q refusal.required");
        assertThat(search("sami", "x".repeat(301), "").error()).isEqualTo("q refusal.search.long");
        assertThat(search("sami", "x", "&types=dog").error()).isEqualTo("types refusal.choice");
        assertThat(search("sami", "x", "&cursor=abc").error()).isEqualTo("cursor refusal.cursor");
        assertThat(search("sami", "x", "&limit=0").error()).isEqualTo("limit refusal.limit");
        assertThat(get(null, "/api/v1/search?q=x").status()).isEqualTo(401);
    }
}
