package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** A ticket goes up to the experts and back: teams n1 and n2 of the boutique, each at the level of its name. */
@ExtendWith(ContractHouse.class)
class HandoverContractTest {
    private static final String TICKETS = "/api/v1/tickets";
    private static final String SECRET = "Le client ne sait pas redémarrer";
    private String path;

    @BeforeEach
    void open() {
        Answer ticket = post("sami", TICKETS, "{\"client\":\"boutique\",\"title\":\"Caisse lente\",\"team\":\"n1\"}");
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(201);
        path = TICKETS + "/" + ticket.json().path("number").asLong();
    }

    private Answer handOver(String team, String reason, String... headers) {
        return post("sami", path + "/handovers", "{\"team\":\"" + team + "\",\"reason\":\"" + reason + "\"}", headers);
    }

    @Test
    void goesUpAndComesBackWithReasonsAndACount() {
        Answer up = handOver("n2", SECRET);
        assertThat(up.status()).as(up.text()).isEqualTo(200);
        assertThat(up.json().path("team").asString()).isEqualTo("n2");
        assertThat(up.json().path("level").asInt()).isEqualTo(2);
        assertThat(up.json().path("bounces").asInt()).isZero();
        assertThat(handOver("n1", "Redémarré").json().path("bounces").asInt()).isOne();

        var log = get("sami", path + "/handovers").items();
        assertThat(log.findValuesAsString("reason")).containsExactly(SECRET, "Redémarré");
        assertThat(log.path(0).path("fromLevel").asInt()).isOne();
        assertThat(log.path(0).path("bounce").asBoolean()).isFalse();
        assertThat(log.path(1).path("bounce").asBoolean()).isTrue();
        assertThat(log.path(1).path("by").asString()).isEqualTo("sami");
        assertThat(get("sami", path + "/timeline").text())
                .contains(
                        "Escalated N1 → N2, from Centre de services to Systèmes et réseaux",
                        "Given back N2 → N1, from Systèmes et réseaux to Centre de services, which had had it before",
                        SECRET);
        assertThat(get("sami", TICKETS + "?where=-bounces:0&limit=1000").items().findValuesAsString("title"))
                .isNotEmpty();
    }

    @Test
    void theSameRequestTwiceHandsItOverOnce() {
        assertThat(handOver("n2", "une fois", "Idempotency-Key", "once-" + path).status())
                .isEqualTo(200);
        assertThat(handOver("n2", "une fois", "Idempotency-Key", "once-" + path).status())
                .isEqualTo(200);

        assertThat(get("sami", path + "/handovers").items()).hasSize(1);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(post("sami", path + "/handovers", "{\"team\":\"n2\"}").error())
                .isEqualTo("reason refusal.handover.reason");
        assertThat(post("sami", path + "/handovers", "{\"reason\":\"x\"}").error())
                .isEqualTo("team refusal.required");
        assertThat(handOver("n1", "encore").error()).isEqualTo("team refusal.handover.same");
        assertThat(handOver("n9", "encore").error()).isEqualTo("team refusal.ticket.team");
        assertThat(handOver("n2", "x".repeat(2_001)).error()).isEqualTo("reason refusal.ticket.long");
        assertThat(get("sami", path + "/handovers").items()).isEmpty();
    }

    @Test
    void anAssignmentToAnotherTeamIsKeptAsOneWithoutAReason() {
        Answer assigned = put("sami", path + "/assignment", "{\"team\":\"n2\",\"assignee\":\"sami\"}");
        assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);

        var log = get("sami", path + "/handovers").items();
        assertThat(log).hasSize(1);
        assertThat(log.path(0).path("reason").isNull()).isTrue();
    }

    @Test
    void theClientReadsWhoHasItAndNothingElse() {
        handOver("n2", SECRET);
        handOver("n1", "Redémarré");

        assertThat(get("durand", path + "/handovers").status()).isEqualTo(404);
        assertThat(post("durand", path + "/handovers", "{\"team\":\"n2\",\"reason\":\"x\"}")
                        .status())
                .isIn(403, 404);
        assertThat(get("durand", path).json().path("bounces").isNull()).isTrue();
        assertThat(get("durand", path + "/timeline").text()).doesNotContain(SECRET, "Escalated", "Given back");
    }
}
