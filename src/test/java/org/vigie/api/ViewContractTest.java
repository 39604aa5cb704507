package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;

/** {@code /views}, and the line of a view as a filter of the list. */
@ExtendWith(ContractHouse.class)
class ViewContractTest {
    private static final String VIEWS = "/api/v1/views";

    private static String body(String name, String where, boolean shared) {
        return "{\"name\":\"%s\",\"where\":\"%s\",\"sort\":\"due\",\"shared\":%s}".formatted(name, where, shared);
    }

    private static String path(Answer made) {
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return VIEWS + "/" + made.json().path("id").asLong();
    }

    private static List<String> names(String who) {
        var names = new ArrayList<String>();
        get(who, VIEWS).items().forEach(view -> names.add(view.path("name").asString()));
        return names;
    }

    @Test
    void aViewIsKeptReadChangedAndRemoved() {
        Answer made = post("sami", VIEWS, body("Mes P1", " state:open   priority:P1 OR  team:n2 ", false));
        String path = path(made);
        assertThat(made.json().path("where").asString()).isEqualTo("state:open priority:P1 or team:n2");
        assertThat(get("sami", path).etag()).isEqualTo(made.etag());

        Answer changed = put("sami", path, body("Mes P2", "priority:P2", false), "If-Match", made.etag());
        assertThat(changed.json().path("name").asString()).isEqualTo("Mes P2");
        assertThat(put("sami", path, body("Mes P3", "priority:P3", false), "If-Match", made.etag())
                        .status())
                .isEqualTo(412);
        assertThat(put("sami", path, body("Mes P3", "priority:P3", false)).status())
                .isEqualTo(200);

        assertThat(delete("sami", path).status()).isEqualTo(204);
        assertThat(get("sami", path).status()).isEqualTo(404);
    }

    @Test
    void aSharedOneIsReadByColleaguesAndChangedByItsOwnerOnly() {
        String own = path(post("sami", VIEWS, body("Rien qu'à moi", "", false)));
        String shared = path(post("sami", VIEWS, body("Pour tous", "client:boutique", true)));

        assertThat(names("sami")).contains("Rien qu'à moi", "Pour tous");
        assertThat(names("denise")).contains("Pour tous").doesNotContain("Rien qu'à moi");
        assertThat(get("denise", own).status()).isEqualTo(404);
        assertThat(get("denise", shared).json().path("mine").asBoolean()).isFalse();
        assertThat(put("denise", shared, body("À moi", "", true)).status()).isEqualTo(409);
        assertThat(delete("denise", shared).status()).isEqualTo(409);
        assertThat(put("admin", shared, body("Pour toutes et tous", "", true)).status())
                .isEqualTo(200);
        assertThat(get("durand", VIEWS).status()).isEqualTo(404);
    }

    @Test
    void whoDoesNotSeeAClientThatItNamesDoesNotSeeIt() {
        String both = path(post("admin", VIEWS, body("Deux clients", "client:mairie or client:boutique", true)));
        assertThat(get("admin", both).status()).isEqualTo(200);
        assertThat(get("sami", both).status()).isEqualTo(404);
        assertThat(names("sami")).doesNotContain("Deux clients");
        assertThat(post("sami", VIEWS, body("x", "client:mairie", true)).error())
                .isEqualTo("where refusal.view.value");
    }

    @Test
    void whatIsWrongIsSaidByFieldAndRule() {
        path(post("denise", VIEWS, body("Deux fois", "", false)));
        assertThat(post("denise", VIEWS, body("Deux fois", "", false)).error()).isEqualTo("name refusal.view.known");
        assertThat(post("denise", VIEWS, body(" ", "", false)).error()).isEqualTo("name refusal.required");
        assertThat(post("denise", VIEWS, body("n".repeat(61), "", false)).error())
                .isEqualTo("name refusal.view.name");
        assertThat(post("denise", VIEWS, body("x", "colour:red", false)).error())
                .isEqualTo("where refusal.view.field");
        assertThat(post("denise", VIEWS, "{\"name\":\"x\",\"where\":\"\",\"sort\":\"size\"}")
                        .error())
                .isEqualTo("sort refusal.choice");
        assertThat(get("sami", VIEWS + "/999999999").status()).isEqualTo(404);
    }

    @Test
    void aKeyMakesOneView() {
        String body = body("Une seule fois", "team:n2", false);
        Answer first = post("sami", VIEWS, body, "Idempotency-Key", "a-view");
        Answer again = post("sami", VIEWS, body, "Idempotency-Key", "a-view");
        assertThat(path(again)).isEqualTo(path(first));
        assertThat(post("sami", VIEWS, body("Une autre", "", false), "Idempotency-Key", "a-view")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aListIsAskedByALine() {
        long low = ticket("nénuphar", "low");
        long high = ticket("nénuphar", "high");
        put("sami", "/api/v1/tickets/" + high + "/assignment", "{\"team\":\"n2\",\"assignee\":\"sami\"}");

        assertThat(numbers("team:n2")).containsExactly(high);
        assertThat(numbers("-team:n2")).containsExactly(low);
        assertThat(numbers("assignee:me or assignee:none")).containsExactly(high, low);
        assertThat(numbers("priority:P1 or state:new")).containsExactly(high, low);
        assertThat(numbers("client:boutique opened<1h state:open")).containsExactly(high, low);
        assertThat(numbers("due<0m")).isEmpty();
        assertThat(get("sami", "/api/v1/tickets?where=" + encoded("due:4h")).error())
                .isEqualTo("where refusal.view.moment-sign");
    }

    private static long ticket(String word, String grade) {
        return post(
                        "sami",
                        "/api/v1/tickets",
                        "{\"client\":\"boutique\",\"title\":\"%s\",\"impact\":\"%s\",\"urgency\":\"%2$s\"}"
                                .formatted(word, grade))
                .json()
                .path("number")
                .asLong();
    }

    private static List<Long> numbers(String where) {
        var numbers = new ArrayList<Long>();
        get("sami", "/api/v1/tickets?q=nenuphar&where=" + encoded(where))
                .items()
                .forEach(ticket -> numbers.add(ticket.path("number").asLong()));
        return numbers;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
