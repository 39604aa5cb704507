package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** What tickets are about, over REST. */
@ExtendWith(ContractHouse.class)
class CategoryContractTest {
    private static final String ALL = "/api/v1/categories";

    private static Answer put(String who, String key, String body, String... headers) {
        return ContractHouse.put(who, ALL + "/" + key, body, headers);
    }

    @Test
    void aNewHouseHasATreeAndAnAdministratorChangesIt() {
        Answer wifi = get("admin", ALL + "/network-wifi");
        assertThat(wifi.json().path("path").path("french").asString()).isEqualTo("Réseau › Wi-Fi");
        Answer made = put("admin", "drone", "{\"french\":\"Drones\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("english").asString()).isEqualTo("Drones");
        String tag = made.header("ETag");
        Answer moved = put("admin", "drone", "{\"parent\":\"network\",\"french\":\"Drones\"}", "If-Match", tag);
        assertThat(moved.json().path("path").path("french").asString()).isEqualTo("Réseau › Drones");
        assertThat(put("admin", "drone", "{\"french\":\"Drones\"}", "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(put("sami", "drone", "{\"french\":\"Avions\"}").status())
                .as("the tree is everybody's")
                .isEqualTo(404);
    }

    @Test
    void noBranchGoesRoundOrTooDeep() {
        String above = null;
        for (int depth = 1; depth <= 5; depth++) {
            String parent = above == null ? "" : "\"parent\":\"" + above + "\",";
            assertThat(put("admin", "d" + depth, "{" + parent + "\"french\":\"N" + depth + "\"}")
                            .status())
                    .isEqualTo(201);
            above = "d" + depth;
        }
        assertThat(put("admin", "d6", "{\"parent\":\"d5\",\"french\":\"N6\"}").error())
                .isEqualTo("parent refusal.category.deep");
        assertThat(put("admin", "d1", "{\"parent\":\"d3\",\"french\":\"N1\"}").error())
                .isEqualTo("parent refusal.category.ring");
        assertThat(put("admin", "d1", "{\"parent\":\"d1\",\"french\":\"N1\"}").error())
                .isEqualTo("parent refusal.category.ring");
        assertThat(put("admin", "d1", "{\"parent\":\"printing\",\"french\":\"N1\"}")
                        .error())
                .as("what stands below goes with it")
                .isEqualTo("parent refusal.category.deep");
        assertThat(put("admin", "x", "{\"parent\":\"nothing\",\"french\":\"X\"}")
                        .error())
                .isEqualTo("parent refusal.category.unknown");
        assertThat(put("admin", "x", "{\"french\":\" \"}").error()).isEqualTo("french refusal.category.name");
    }

    @Test
    void aTicketIsOpenedWithOneChangedAndFoundByWhatStandsAbove() {
        Answer made = post(
                "sami",
                "/api/v1/tickets",
                "{\"client\":\"boutique\",\"title\":\"Wi-Fi\",\"category\":\"network-wifi\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("category").asString()).isEqualTo("network-wifi");
        long number = made.json().path("number").asLong();
        String one = "/api/v1/tickets/" + number;
        for (String where : new String[] {"category:network", "category:network-wifi", "-category:none,printing"}) {
            assertThat(get("sami", "/api/v1/tickets?where=" + where.replace(":", "%3A"))
                            .items())
                    .as(where)
                    .anyMatch(ticket -> ticket.path("number").asLong() == number);
        }
        assertThat(get("sami", "/api/v1/tickets?where=category%3Aprinting").items())
                .noneMatch(ticket -> ticket.path("number").asLong() == number);

        Answer changed = ask("sami", "PATCH", one, "{\"category\":\"printing\"}");
        assertThat(changed.json().path("category").asString()).isEqualTo("printing");
        assertThat(ask("sami", "PATCH", one, "{\"title\":\"Autre\"}")
                        .json()
                        .path("category")
                        .asString())
                .as("left out: as it was")
                .isEqualTo("printing");
        assertThat(ask("sami", "PATCH", one, "{\"category\":\"\"}")
                        .json()
                        .path("category")
                        .isNull())
                .isTrue();
        assertThat(ask("sami", "PATCH", one, "{\"category\":\"nothing\",\"title\":\"Perdu\"}")
                        .error())
                .isEqualTo("category refusal.category.unknown");
        assertThat(get("sami", one).json().path("title").asString())
                .as("whole or not at all")
                .isEqualTo("Autre");
        Answer refused = post(
                "sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Sans\",\"category\":\"nothing\"}");
        assertThat(refused.error()).isEqualTo("category refusal.category.unknown");
    }

    @Test
    void whatIsRetiredIsOfferedNoMoreAndStaysOnItsTickets() {
        put("admin", "fax", "{\"french\":\"Télécopie\",\"english\":\"Fax\"}");
        Answer made =
                post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Fax\",\"category\":\"fax\"}");
        assertThat(delete("admin", ALL + "/fax").status()).isEqualTo(204);
        assertThat(get("sami", ALL + "/fax").json().path("retired").asBoolean()).isTrue();
        assertThat(get("sami", "/api/v1/tickets/" + made.json().path("number").asLong())
                        .json()
                        .path("category")
                        .asString())
                .isEqualTo("fax");
        assertThat(post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Fax\",\"category\":\"fax\"}")
                        .error())
                .isEqualTo("category refusal.category.unknown");
        put("admin", "fax", "{\"french\":\"Télécopie\",\"english\":\"Fax\"}");
        assertThat(get("sami", ALL + "/fax").json().path("retired").asBoolean()).isFalse();
    }
}
