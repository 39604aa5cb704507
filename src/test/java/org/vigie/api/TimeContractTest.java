package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** The time that was worked on a ticket, over REST. */
@ExtendWith(ContractHouse.class)
class TimeContractTest {
    @Test
    void timeIsBookedOnceAndCorrectedOnceWithItsReason() {
        Answer ticket = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Imprimante\"}");
        String path = "/api/v1/tickets/" + ticket.json().path("number").asLong() + "/time";
        String body = "{\"activity\":\"on-site\",\"minutes\":45,\"note\":\"Bac remplacé\"}";
        Answer made = post("sami", path, body, "Idempotency-Key", "some-time");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(post("sami", path, body, "Idempotency-Key", "some-time").text())
                .isEqualTo(made.text());
        assertThat(get("sami", path).items()).hasSize(1);

        String correction = path + "/" + made.json().path("id").asLong() + "/correction";
        String less = "{\"activity\":\"on-site\",\"minutes\":30,\"reason\":\"Pause\"}";
        Answer corrected = post("sami", correction, less);
        assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
        assertThat(post("sami", correction, less).status()).isEqualTo(409);
        assertThat(get("sami", path).items())
                .extracting(one ->
                        one.path("minutes").asInt() + " " + one.path("counts").asBoolean())
                .containsExactly("45 false", "30 true");

        assertThat(post("sami", path, "{\"minutes\":5}").error()).isEqualTo("activity refusal.required");
        assertThat(post("sami", path, "{\"activity\":\"remote\"}").error()).isEqualTo("minutes refusal.required");
        assertThat(post("sami", path, "{\"activity\":\"remote\",\"minutes\":-1}")
                        .error())
                .isEqualTo("minutes refusal.time.minutes");
    }
}
