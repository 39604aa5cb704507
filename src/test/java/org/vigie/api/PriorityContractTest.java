package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.declare;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** The matrix of a contract, from its declaration to the ticket and what is said of it. */
@ExtendWith(ContractHouse.class)
class PriorityContractTest {
    private static final String TICKETS = "/api/v1/tickets";

    private static void matrix(String priorities) {
        Answer done = declare(ContractHouse.BOUTIQUE
                .strip()
                .concat(priorities.isEmpty() ? "\n" : "\n  priorities: " + priorities + "\n"));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
    }

    private static long opened(String impact, String urgency) {
        Answer ticket = post(
                "sami",
                TICKETS,
                "{\"client\":\"boutique\",\"title\":\"Caisse lente\",\"impact\":\"" + impact + "\",\"urgency\":\""
                        + urgency + "\"}");
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(201);
        return ticket.json().path("number").asLong();
    }

    private static String priority(long number) {
        return get("sami", TICKETS + "/" + number).json().path("priority").asString();
    }

    private static Answer why(long number) {
        Answer why = get("sami", TICKETS + "/" + number + "/priority");
        assertThat(why.status()).as(why.text()).isEqualTo(200);
        return why;
    }

    @AfterEach
    void asItWas() {
        matrix("");
    }

    @Test
    void theUsualMatrixHoldsWhereTheContractSaysNothing() {
        long number = opened("high", "medium");
        assertThat(priority(number)).isEqualTo("P2");
        assertThat(why(number).json().path("contract").isNull()).isTrue();
        assertThat(why(number).json().path("impact").asString()).isEqualTo("high");
        assertThat(why(number).json().path("text").asString())
                .isEqualTo("P2, because impact high × urgency medium in the usual matrix");
    }

    @Test
    void theContractsMatrixDecidesAndIsNamed() {
        matrix("{high: {medium: P1}}");
        long number = opened("high", "medium");
        assertThat(priority(number)).isEqualTo("P1");
        assertThat(why(number).json().path("contract").asString()).isEqualTo("infogerance-2026");
        assertThat(why(number).json().path("text").asString())
                .startsWith("P1, because impact high × urgency medium in the matrix of the contract infogerance-2026");
        assertThat(priority(opened("medium", "high")))
                .as("what the contract does not say is usual")
                .isEqualTo("P2");
    }

    @Test
    void aLaterMatrixLeavesOpenTicketsAloneUntilTheyAreGradedAnew() {
        matrix("{high: {medium: P1}}");
        long number = opened("high", "medium");
        Answer before = why(number);
        matrix("{high: {medium: P3}, low: {low: P3}}");

        ask("sami", "PATCH", TICKETS + "/" + number, "{\"title\":\"Caisse très lente\"}");
        assertThat(priority(number)).isEqualTo("P1");
        assertThat(why(number).text()).as("the matrix as it then was").isEqualTo(before.text());

        ask("sami", "PATCH", TICKETS + "/" + number, "{\"impact\":\"low\",\"urgency\":\"low\"}");
        assertThat(priority(number)).isEqualTo("P3");
        ask("sami", "PATCH", TICKETS + "/" + number, "{\"impact\":\"high\",\"urgency\":\"medium\"}");
        assertThat(priority(number)).isEqualTo("P3");
        assertThat(why(number).json().path("since").asString())
                .isNotEqualTo(before.json().path("since").asString());
    }

    @Test
    void isExportedWhereItDiffersFromTheUsualOne() {
        matrix("{high: {high: P1, medium: P1}}");
        Answer export = get("admin", "/api/v1/declarations?client=boutique");
        assertThat(export.text()).contains("medium: P1").doesNotContain("high: P1");
    }

    @Test
    void anotherClientsTicketDoesNotExist() {
        assertThat(get("sami", TICKETS + "/999999/priority").status()).isEqualTo(404);
    }
}
