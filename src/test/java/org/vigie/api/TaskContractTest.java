package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** What is to be done on a ticket, over REST. */
@ExtendWith(ContractHouse.class)
class TaskContractTest {
    @Test
    void aTaskIsAddedOnceDoneAndKeepsTheTicketOpenUntilSomebodySaysOtherwise() {
        Answer ticket = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Départ de Léa\"}");
        String path = "/api/v1/tickets/" + ticket.json().path("number").asLong();
        String body =
                "{\"title\":\"Rendre le badge\",\"list\":\"Départ\",\"assignee\":\"sami\",\"dueAt\":\"2030-01-01T17:00:00Z\"}";
        Answer made = post("sami", path + "/tasks", body, "Idempotency-Key", "a-task");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(post("sami", path + "/tasks", body, "Idempotency-Key", "a-task")
                        .text())
                .isEqualTo(made.text());
        assertThat(get("sami", path + "/tasks").items()).hasSize(1);
        String task = path + "/tasks/" + made.json().path("id").asLong();

        Answer refused = post("sami", path + "/resolution", "{\"solution\":\"Partie\"}");
        assertThat(refused.status()).isEqualTo(409);
        Answer done = put("sami", task + "/completion", "");
        assertThat(done.json().path("doneAt").isString()).isTrue();
        assertThat(delete("sami", task).status()).isEqualTo(409);
        assertThat(delete("sami", task + "/completion").json().path("doneAt").isNull())
                .isTrue();
        assertThat(post("sami", path + "/resolution", "{\"solution\":\"Partie\",\"anyway\":true}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("resolved");
        assertThat(delete("sami", task).status()).isEqualTo(204);
        assertThat(post("sami", path + "/tasks", "{}").error()).isEqualTo("title refusal.required");
        assertThat(post("sami", path + "/tasks", "{\"title\":\"x\",\"assignee\":\"nobody\"}")
                        .error())
                .isEqualTo("assignee refusal.assignee");
        assertThat(post("sami", path + "/tasks", "{\"title\":\"x\"}").status())
                .as("a resolved ticket")
                .isEqualTo(409);
    }
}
