package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

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

/** What a client's own programs read and say, as one of its people. */
@ExtendWith(ContractHouse.class)
class PortalContractTest {
    private static final String TICKETS = "/api/v1/portal/tickets";

    @BeforeAll
    static void admitOdile() {
        WholeHouse house = ContractHouse.house();
        long odile = Scope.of(house.bean(Clients.class).idOf("boutique"))
                .call(() -> house.bean(People.class)
                        .meet("Odile", "odile@boutique.example", Locale.FRENCH)
                        .id());
        ContractHouse.token("odile", Role.REQUESTER, odile);
    }

    private static long asked(String title) {
        Answer made = post("odile", "/api/v1/tickets", "{\"title\":\"" + title + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("number").asLong();
    }

    private static List<Long> numbers(Answer list) {
        var numbers = new ArrayList<Long>();
        list.items().forEach(one -> numbers.add(one.path("number").asLong()));
        return numbers;
    }

    private static String standing(long number) {
        return get("odile", TICKETS + "/" + number)
                .json()
                .path("request")
                .path("standing")
                .asString();
    }

    @Test
    void whatSheAsksIsHersAndWhatOthersAskIsNot() {
        long mine = asked("Ma souris");
        Answer other = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Leur souris\"}");
        long theirs = other.json().path("number").asLong();
        assertThat(numbers(get("odile", TICKETS + "?limit=1000")))
                .contains(mine)
                .doesNotContain(theirs);
        assertThat(numbers(get("durand", TICKETS + "?limit=1000"))).contains(mine, theirs);
        assertThat(get("odile", TICKETS + "/" + theirs).status()).isEqualTo(404);
        assertThat(post("odile", TICKETS + "/" + theirs + "/messages", "{\"text\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(post("odile", TICKETS + "/" + theirs + "/confirmation", "{}").status())
                .isEqualTo(404);
        for (String who : List.of("sami", "admin")) {
            assertThat(get(who, TICKETS).status()).as(who).isEqualTo(404);
        }
    }

    @Test
    void pagesFollowOneAnotherAndHoldEachOnce() {
        List<Long> asked = List.of(asked("Un"), asked("Deux"), asked("Trois"));
        var read = new ArrayList<Long>();
        String next = "";
        do {
            Answer page = get("odile", TICKETS + "?limit=2" + next);
            read.addAll(numbers(page));
            String cursor = page.json().path("next").asString("");
            next = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        } while (!next.isEmpty());
        assertThat(read).doesNotHaveDuplicates().containsAll(asked);
    }

    @Test
    void sheContradictsAndThenConfirms() {
        long number = asked("Mon écran");
        post("sami", "/api/v1/tickets/" + number + "/messages", "{\"text\":\"entre nous\",\"internal\":true}");
        post("sami", "/api/v1/tickets/" + number + "/waiting", "{\"reason\":\"waiting-for-client\"}");
        assertThat(standing(number)).isEqualTo("your-answer");
        assertThat(post("odile", TICKETS + "/" + number + "/confirmation", "{}").status())
                .isEqualTo(409);
        String message = "{\"text\":\"Il est noir\"}";
        Answer written = post("odile", TICKETS + "/" + number + "/messages", message, "Idempotency-Key", "m" + number);
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        assertThat(post("odile", TICKETS + "/" + number + "/messages", message, "Idempotency-Key", "m" + number)
                        .text())
                .isEqualTo(written.text());
        assertThat(standing(number)).isEqualTo("in-hand");

        post("sami", "/api/v1/tickets/" + number + "/resolution", "{\"solution\":\"Câble\"}");
        assertThat(standing(number)).isEqualTo("your-verdict");
        assertThat(post("odile", TICKETS + "/" + number + "/messages", "{}").error())
                .isEqualTo("text refusal.ticket.blank");
        post("odile", TICKETS + "/" + number + "/messages", "{\"text\":\"Toujours noir\"}");
        assertThat(standing(number)).isEqualTo("in-hand");

        post("sami", "/api/v1/tickets/" + number + "/resolution", "{\"solution\":\"Écran changé\"}");
        Answer confirmed = post("odile", TICKETS + "/" + number + "/confirmation", "{}");
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        assertThat(post("odile", TICKETS + "/" + number + "/confirmation", "{}").status())
                .isEqualTo(200);
        assertThat(confirmed.json().path("request").path("standing").asString()).isEqualTo("done");
        assertThat(confirmed.text()).contains("Écran changé", "Il est noir").doesNotContain("entre nous");
        assertThat(numbers(get("odile", TICKETS + "?over=true&limit=1000"))).contains(number);
        assertThat(numbers(get("odile", TICKETS + "?limit=1000"))).doesNotContain(number);
        assertThat(post("odile", TICKETS + "/" + number + "/messages", message).status())
                .isEqualTo(409);
    }

    @Test
    void servicesSayNoMoreThanIsProven() {
        Answer services = get("odile", "/api/v1/portal/services");
        assertThat(services.status()).as(services.text()).isEqualTo(200);
        assertThat(services.items().size()).isPositive();
        // Nothing is watched in this house.
        services.items().forEach(one -> assertThat(one.path("state").asString()).isNotEqualTo("working"));
    }
}
