package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** Tickets that are written again and again, and that open by themselves, over REST. */
@ExtendWith(ContractHouse.class)
class TemplateContractTest {
    private static final String ALL = "/api/v1/templates";
    private static final String JOINER = """
            {"name":"Arrivée","kind":"request","title":"Arrivée d’un collaborateur","description":"Nom :\\nDate :","impact":"low",
             "category":"account-arrival","tasks":["Créer le compte","Préparer le poste"]}""";

    @Test
    void aTicketIsOpenedAsItsTemplateSaysExceptWhatIsSaidOtherwise() {
        Answer made = put("sami", ALL + "/joiner", JOINER);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Answer ticket = post(
                "sami",
                "/api/v1/tickets",
                "{\"client\":\"boutique\",\"template\":\"joiner\",\"title\":\"Arrivée de Zoé\"}",
                "Idempotency-Key",
                "a-joiner");
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(201);
        assertThat(ticket.json().path("title").asString()).isEqualTo("Arrivée de Zoé");
        assertThat(ticket.json().path("kind").asString()).isEqualTo("request");
        assertThat(ticket.json().path("impact").asString()).isEqualTo("low");
        assertThat(ticket.json().path("urgency").asString()).isEqualTo("medium");
        assertThat(ticket.json().path("category").asString()).isEqualTo("account-arrival");
        post(
                "sami",
                "/api/v1/tickets",
                "{\"client\":\"boutique\",\"template\":\"joiner\",\"title\":\"Arrivée de Zoé\"}",
                "Idempotency-Key",
                "a-joiner");
        String tasks = "/api/v1/tickets/" + ticket.json().path("number").asLong() + "/tasks";
        assertThat(get("sami", tasks).items())
                .as("once, however often it is sent")
                .extracting(task ->
                        task.path("list").asString() + ": " + task.path("title").asString())
                .containsExactly("Arrivée: Créer le compte", "Arrivée: Préparer le poste");
        put("sami", ALL + "/elsewhere", "{\"name\":\"x\",\"title\":\"x\",\"team\":\"no-such-team\"}");
        assertThat(post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"template\":\"elsewhere\"}")
                        .status())
                .as("a client without the team")
                .isEqualTo(201);
        assertThat(post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"template\":\"nothing\"}")
                        .error())
                .isEqualTo("template refusal.template.unknown");
        assertThat(post("durand", "/api/v1/tickets", "{\"title\":\"x\",\"template\":\"joiner\"}")
                        .error())
                .isEqualTo("template refusal.staff-only");
    }

    @Test
    void refusesByFieldAndKeepsWhatSomebodyElseChanged() {
        Answer made = put("sami", ALL + "/month", "{\"name\":\"Mois\",\"title\":\"Vérifier\"}");
        String tag = made.header("ETag");
        assertThat(put("sami", ALL + "/month", "{\"name\":\"Mois\",\"title\":\"Autre\"}", "If-Match", tag)
                        .status())
                .isEqualTo(200);
        assertThat(put("sami", ALL + "/month", "{\"name\":\"Mois\",\"title\":\"Perdu\"}", "If-Match", tag)
                        .status())
                .isEqualTo(412);
        assertThat(get("sami", ALL + "/month").json().path("title").asString()).isEqualTo("Autre");
        assertThat(put("sami", ALL + "/x", "{\"title\":\"x\"}").error()).isEqualTo("name refusal.template.line");
        assertThat(put("sami", ALL + "/x", "{\"name\":\"x\",\"title\":\"a\\nb\"}")
                        .error())
                .isEqualTo("title refusal.template.line");
        assertThat(put("sami", ALL + "/x", "{\"name\":\"x\",\"title\":\"x\",\"category\":\"nothing\"}")
                        .error())
                .isEqualTo("category refusal.category.unknown");
        assertThat(put("sami", ALL + "/x", "{\"name\":\"x\",\"title\":\"x\",\"tasks\":[\"a\",\" \"]}")
                        .error())
                .isEqualTo("tasks refusal.template.line");
    }

    @Test
    void isRepeatedStoppedStartedAndRemoved() {
        put("sami", ALL + "/weekly", "{\"name\":\"Semaine\",\"title\":\"Revue\"}");
        String body =
                "{\"client\":\"boutique\",\"template\":\"weekly\",\"rule\":\"FREQ=WEEKLY\",\"first\":\"2040-01-02\","
                        + "\"at\":\"08:30\"}";
        Answer made = post("sami", "/api/v1/recurrences", body, "Idempotency-Key", "weekly-one");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(post("sami", "/api/v1/recurrences", body, "Idempotency-Key", "weekly-one")
                        .text())
                .isEqualTo(made.text());
        assertThat(made.json().path("next").asString()).isEqualTo("2040-01-02T07:30:00Z");
        assertThat(made.json().path("timezone").asString()).isEqualTo("Europe/Paris");
        String one = "/api/v1/recurrences/" + made.json().path("id").asLong();
        assertThat(post("sami", one + "/stop", "").json().path("stopped").asBoolean())
                .isTrue();
        assertThat(get("sami", one).json().path("next").isNull()).isTrue();
        assertThat(post("sami", one + "/start", "").json().path("next").asString())
                .isEqualTo("2040-01-02T07:30:00Z");
        assertThat(delete("sami", ALL + "/weekly").status()).isEqualTo(409);
        assertThat(delete("sami", one).status()).isEqualTo(204);
        assertThat(delete("sami", ALL + "/weekly").status()).isEqualTo(204);
        assertThat(get("sami", one).status()).isEqualTo(404);
        assertThat(post(
                                "sami",
                                "/api/v1/recurrences",
                                "{\"client\":\"boutique\",\"template\":\"gone\",\"first\":\"2040-01-02\",\"at\":\"08:30\"}")
                        .error())
                .isEqualTo("template refusal.template.unknown");
        put("sami", ALL + "/weekly", "{\"name\":\"Semaine\",\"title\":\"Revue\"}");
        assertThat(post("sami", "/api/v1/recurrences", body.replace("08:30", "8h30"))
                        .error())
                .isEqualTo("at refusal.recurrence.time");
        assertThat(post("sami", "/api/v1/recurrences", body.replace("08:30\"", "08:30\",\"timezone\":\"Paris\""))
                        .error())
                .isEqualTo("timezone refusal.declaration.not-zone");
    }
}
