package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** How tickets stand to one another, over REST. */
@ExtendWith(ContractHouse.class)
class LinkContractTest {
    private static final String TICKETS = "/api/v1/tickets/";

    private static long opened(String title) {
        Answer ticket = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"" + title + "\"}");
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(201);
        return ticket.json().path("number").asLong();
    }

    private static List<String> links(long number) {
        var links = new ArrayList<String>();
        get("sami", TICKETS + number + "/links")
                .items()
                .forEach(link -> links.add(
                        link.path("tie").asString() + " " + link.path("ticket").asLong()));
        return links;
    }

    @Test
    void aLinkIsReadFromBothEndsAndRemovedFromEither() {
        long one = opened("Mail lent");
        long other = opened("Cœur de réseau");
        String body = "{\"tie\":\"caused-by\",\"ticket\":" + other + "}";
        Answer made = post("sami", TICKETS + one + "/links", body, "Idempotency-Key", "a-link-" + one);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("title").asString()).isEqualTo("Cœur de réseau");
        assertThat(post("sami", TICKETS + one + "/links", body, "Idempotency-Key", "a-link-" + one)
                        .text())
                .isEqualTo(made.text());
        assertThat(links(one)).containsExactly("caused-by " + other);
        assertThat(links(other)).containsExactly("causes " + one);
        assertThat(post("sami", TICKETS + other + "/links", "{\"tie\":\"caused-by\",\"ticket\":" + one + "}")
                        .status())
                .isEqualTo(409);
        assertThat(post("sami", TICKETS + one + "/links", "{\"tie\":\"eats\",\"ticket\":" + other + "}")
                        .error())
                .isEqualTo("tie refusal.choice");
        assertThat(post("sami", TICKETS + one + "/links", "{\"tie\":\"causes\"}")
                        .error())
                .isEqualTo("ticket refusal.required");
        assertThat(delete(
                                "sami",
                                TICKETS + other + "/links/"
                                        + made.json().path("id").asLong())
                        .status())
                .isEqualTo(204);
        assertThat(links(one)).isEmpty();
    }

    @Test
    void childrenAreResolvedTogetherAndNamed() {
        long parent = opened("Panne");
        long child = opened("Enfant");
        post("sami", TICKETS + child + "/links", "{\"tie\":\"child-of\",\"ticket\":" + parent + "}");
        Answer solved = post("sami", TICKETS + parent + "/children/resolution", "{\"solution\":\"Réparé\"}");
        assertThat(solved.json().path("children").path(0).path("ticket").asLong())
                .isEqualTo(child);
        assertThat(get("sami", TICKETS + child).json().path("state").asString()).isEqualTo("resolved");
        assertThat(post("sami", TICKETS + parent + "/children/resolution", "{}").error())
                .isEqualTo("solution refusal.required");
    }

    @Test
    void aMergeIsReadThroughTheOtherOneAndUndone() {
        long old = opened("Écran noir");
        long kept = opened("Écrans noirs");
        post("sami", TICKETS + old + "/messages", "{\"text\":\"Depuis midi\",\"internal\":false}");
        Answer merged = post("sami", TICKETS + kept + "/merges", "{\"tickets\":[" + old + "]}");
        assertThat(merged.status()).as(merged.text()).isEqualTo(200);
        Answer gone = get("sami", TICKETS + old);
        assertThat(gone.json().path("mergedInto").asLong()).isEqualTo(kept);
        assertThat(gone.json().path("state").asString()).isEqualTo("closed");
        assertThat(get("sami", TICKETS + kept + "/timeline").text()).contains("Depuis midi", "\"ticket\":" + old);
        assertThat(post("sami", TICKETS + old + "/messages", "{\"text\":\"x\"}").status())
                .isEqualTo(409);
        assertThat(post("sami", TICKETS + kept + "/merges", "{\"tickets\":[]}").error())
                .isEqualTo("tickets refusal.merge.many");

        Answer back = delete("sami", TICKETS + old + "/merge");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().path("state").asString()).isNotEqualTo("closed");
        assertThat(get("sami", TICKETS + kept + "/timeline").text()).doesNotContain("Depuis midi");
        assertThat(delete("sami", TICKETS + old + "/merge").status()).isEqualTo(404);
    }

    @Test
    void aMessageIsSplitOffOnce() {
        long number = opened("Écran noir");
        long entry = post("sami", TICKETS + number + "/messages", "{\"text\":\"Et mon badge ?\"}")
                .json()
                .path("id")
                .asLong();
        String body = "{\"entry\":" + entry + ",\"title\":\"Badge\",\"kind\":\"request\"}";
        Answer split = post("sami", TICKETS + number + "/splits", body);
        assertThat(split.status()).as(split.text()).isEqualTo(201);
        assertThat(split.json().path("kind").asString()).isEqualTo("request");
        assertThat(split.json().path("description").asString()).isEqualTo("Et mon badge ?");
        assertThat(links(number))
                .containsExactly("related-to " + split.json().path("number").asLong());
        assertThat(post("sami", TICKETS + number + "/splits", body)
                        .json()
                        .path("number")
                        .asLong())
                .isEqualTo(split.json().path("number").asLong());
        long note = post("sami", TICKETS + number + "/messages", "{\"text\":\"entre nous\",\"internal\":true}")
                .json()
                .path("id")
                .asLong();
        assertThat(post("sami", TICKETS + number + "/splits", "{\"entry\":" + note + ",\"title\":\"x\"}")
                        .error())
                .isEqualTo("entry refusal.split.internal");
    }
}
