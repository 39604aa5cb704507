package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.declare;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.notification.Notifications;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.DueWatch;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.databind.JsonNode;

/** The steps of a contract, from its declaration to the people who are told. */
@ExtendWith(ContractHouse.class)
class EscalationContractTest {
    private static final String TICKETS = "/api/v1/tickets";
    private static final String PEOPLE = """
            people:
              - {key: amine, name: Amine Haddad, teams: [n1]}
              - {key: sami, name: Sami Roche, teams: [n2]}
            """;

    private static void escalates(String escalation) {
        Answer done = declare(ContractHouse.BOUTIQUE.replace("service-levels:\n", PEOPLE + "service-levels:\n")
                + (escalation.isEmpty() ? "" : "  escalation: " + escalation + "\n"));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
    }

    @BeforeEach
    void escalates() {
        escalates("{restore: [\"50% tell assignee\", \"80 % tell team, delivery-manager\", 1h after due tell team]}");
    }

    @AfterEach
    void asItWas() {
        escalates("");
    }

    private static long opened(Duration ago, String more) {
        Answer ticket = post(
                "sami",
                TICKETS,
                "{\"client\":\"boutique\",\"title\":\"Caisse lente\",\"impact\":\"high\",\"urgency\":\"high\",\"openedAt\":\""
                        + Instant.now().minus(ago) + "\"" + more + "}");
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(201);
        return ticket.json().path("number").asLong();
    }

    private static JsonNode steps(long number) {
        return get("sami", TICKETS + "/" + number + "/escalation").items();
    }

    private static List<Delivery> told(long number) {
        TenantId client = Scope.across("a test")
                .call(() -> ContractHouse.house().bean(Clients.class).find("boutique"))
                .orElseThrow()
                .id();
        return Scope.of(client)
                .call(() -> ContractHouse.house().bean(Notifications.class).about("/tickets/" + number));
    }

    private static List<String> people(long number) {
        return told(number).stream().map(Delivery::person).distinct().sorted().toList();
    }

    @Test
    void tellsThePersonTheTeamAndTheManagersEachOnce() {
        long number = opened(Duration.ofMinutes(130), "");
        assertThat(ask("sami", "PUT", TICKETS + "/" + number + "/assignment", "{\"team\":\"n1\",\"assignee\":\"sami\"}")
                        .status())
                .isEqualTo(200);
        long late = opened(Duration.ofMinutes(200), "");
        ContractHouse.house().bean(DueWatch.class).fireDue();
        ContractHouse.house().bean(DueWatch.class).fireDue();

        // The account sami is the person sami of the client; the other ticket is nobody's, so its team hears for it.
        Awaitility.await().untilAsserted(() -> assertThat(people(number)).containsExactly("Sami Roche"));
        Awaitility.await().untilAsserted(() -> assertThat(people(late)).containsExactly("Amine Haddad", "denise"));
        assertThat(steps(number).findValuesAsString("point")).containsExactly("50 %", "80 %", "1h after due");
        assertThat(steps(number).path(0).path("toldAt").isNull()).isFalse();
        assertThat(steps(number).path(1).path("toldAt").isNull()).isTrue();
        assertThat(steps(number).path(1).path("tell").toString()).isEqualTo("[\"team\",\"delivery-manager\"]");
        assertThat(steps(late).path(1).path("toldAt").isNull()).isFalse();
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                get("sami", TICKETS + "/" + late + "/timeline").text())
                        .contains(
                                "50 % of the time to restore (GTR) had passed, said late, at",
                                "80 % of the time to restore (GTR) had passed, said late, at",
                                "Told by the escalation: Amine Haddad, denise"));
        assertThat(told(late).stream().filter(one -> one.channel().equals("page")))
                .as("two for Amine Haddad, one for denise")
                .hasSize(3);
    }

    @Test
    void theClientReadsNothingOfIt() {
        long number = opened(Duration.ofMinutes(200), "");
        ContractHouse.house().bean(DueWatch.class).fireDue();

        assertThat(get("durand", TICKETS + "/" + number + "/escalation").status())
                .isEqualTo(404);
        assertThat(get("durand", TICKETS + "/" + number + "/timeline").text())
                .doesNotContain("To be told", "escalation");
        assertThat(get("durand", TICKETS + "/" + number + "/clocks/restore/explanation")
                        .text())
                .doesNotContain("To be told", "tell");
    }

    /** As when the process dies between the two: the step is marked, nobody is told, and the news is still there. */
    @Test
    void whoDiesBetweenTheStepAndTheTellingTellsItAfterwardsAndOnce() {
        long number = opened(Duration.ofMinutes(130), "");
        asOwner("alter table notification.delivery add constraint broken check (link <> '/tickets/" + number + "')");
        try {
            ContractHouse.house().bean(DueWatch.class).fireDue();
            Awaitility.await().untilAsserted(() -> assertThat(waiting()).isOne());
            assertThat(steps(number).path(0).path("toldAt").isNull()).isFalse();
            assertThat(told(number)).isEmpty();
        } finally {
            asOwner("alter table notification.delivery drop constraint broken");
        }
        ContractHouse.house().bean(DueWatch.class).fireDue();
        tellAgain();
        Awaitility.await().untilAsserted(() -> assertThat(people(number)).containsExactly("Amine Haddad"));
        Awaitility.await().untilAsserted(() -> assertThat(waiting()).isZero());
        tellAgain();

        assertThat(told(number)).filteredOn(one -> one.channel().equals("page")).hasSize(1);
        assertThat(get("sami", TICKETS + "/" + number + "/timeline").text())
                .containsOnlyOnce("Told by the escalation: Amine Haddad");
    }

    private static void asOwner(String statement) {
        JdbcClient.create(ContractHouse.house().database().owner())
                .sql(statement)
                .update();
    }

    private static int waiting() {
        return JdbcClient.create(ContractHouse.house().database().owner())
                .sql(
                        "select count(*) from news.event_publication where listener_id = 'response.step-passed' and completion_date is null and status = 'FAILED'")
                .query(Integer.class)
                .single();
    }

    private static void tellAgain() {
        ContractHouse.house().bean(FailedEventPublications.class).resubmit(ResubmissionOptions.defaults());
    }

    @Test
    void isExportedInTheWordsInWhichItIsDeclared() {
        assertThat(get("admin", "/api/v1/declarations?client=boutique").text())
                .contains("50 % tell assignee", "80 % tell team, delivery-manager", "1h after due tell team");
        Answer again =
                declare(get("admin", "/api/v1/declarations?client=boutique").text());
        assertThat(again.json().path("changed").toString()).isEqualTo("[]");
    }

    @Test
    void aTicketThatIsNotThereHasNone() {
        assertThat(get("sami", TICKETS + "/999999/escalation").status()).isEqualTo(404);
    }
}
