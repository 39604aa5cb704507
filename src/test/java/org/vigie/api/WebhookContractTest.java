package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.notification.HookPeer;

/** {@code /webhooks} and what they were told. */
@ExtendWith(ContractHouse.class)
class WebhookContractTest {
    private static final String HOOKS = "/api/v1/webhooks/";

    private HookPeer peer;

    @BeforeEach
    void start() {
        peer = new HookPeer(null);
    }

    @AfterEach
    void stop() {
        for (String key : List.of("erp", "chat")) {
            delete("admin", HOOKS + key);
        }
        peer.close();
    }

    private String body(String more) {
        return "{\"name\":\"Facturation\",\"url\":\"%s\",\"events\":[\"ticket.*\"]%s}".formatted(peer.url(), more);
    }

    private static void send() {
        ContractHouse.house()
                .context()
                .getBean("webhookSendingJob", RecurringTask.class)
                .execute(null, null);
    }

    @Test
    void isMadeChangedAndRemovedAndShowsItsSecretOnce() {
        Answer made = put("admin", HOOKS + "erp", body(""));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("secret").asString()).startsWith("whsec_");
        Answer read = get("admin", HOOKS + "erp");
        assertThat(read.json().path("secret").isNull()).isTrue();
        assertThat(read.etag()).isEqualTo(made.etag());

        Answer changed = put("admin", HOOKS + "erp", body(",\"client\":\"boutique\""), "If-Match", made.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("client").asString()).isEqualTo("boutique");
        assertThat(changed.json().path("secret").isNull()).isTrue();
        assertThat(put("admin", HOOKS + "erp", body(""), "If-Match", made.etag())
                        .status())
                .isEqualTo(412);

        put("admin", HOOKS + "chat", body(""));
        var keys = new ArrayList<String>();
        get("admin", "/api/v1/webhooks")
                .items()
                .forEach(one -> keys.add(one.path("key").asString()));
        assertThat(keys).contains("erp", "chat");
        assertThat(delete("admin", HOOKS + "chat").status()).isEqualTo(204);
        assertThat(get("admin", HOOKS + "chat").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\":\"https://x.example\",\"events\":[\"*\"]}|name refusal.webhook.name",
                "{\"name\":\"x\",\"url\":\"https://u:p@x.example\",\"events\":[\"*\"]}|url refusal.webhook.url",
                "{\"name\":\"x\",\"url\":\"https://x.example\"}|events refusal.webhook.no-event",
                "{\"name\":\"x\",\"url\":\"https://x.example\",\"events\":[\"ticket.eaten\"]}|events refusal.webhook.event",
                "{\"name\":\"x\",\"url\":\"https://x.example\",\"events\":[\"*\"],\"client\":\"nobody\"}|client refusal.webhook.client",
            })
    void refusesWhatIsWrongAndNamesTheField(String wanted, String error) {
        Answer refused = put("admin", HOOKS + "erp", wanted);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void isNothingForTechnicians() {
        put("admin", HOOKS + "erp", body(""));
        assertThat(get("sami", HOOKS + "erp").status()).isEqualTo(404);
        assertThat(put("sami", HOOKS + "erp", body("")).status()).isEqualTo(404);
    }

    @Test
    void aTicketIsToldAndTheLogSaysWhatBecameOfIt() {
        put("admin", HOOKS + "erp", body(""));
        peer.answers.add(HookPeer.status(503, Map.of("Retry-After", "60")));
        Answer ticket = post("sami", "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Écran noir\"}");
        assertThat(ticket.status()).isEqualTo(201);
        long number = ticket.json().path("number").asLong();
        String log = HOOKS + "erp/deliveries";
        var planned = get("admin", log + "?status=planned").items();
        assertThat(planned).hasSize(1);
        assertThat(planned.path(0).path("event").asString()).isEqualTo("ticket.opened");
        assertThat(planned.path(0).path("path").asString()).isEqualTo("/tickets/" + number);
        String one = log + "/" + planned.path(0).path("id").asString();
        assertThat(post("admin", one + "/again", "").status()).isEqualTo(409);
        send();
        await().until(() -> get("admin", one).json().path("triedAt").isString());
        Answer tried = get("admin", one);
        assertThat(tried.json().path("status").asString()).isEqualTo("planned");
        assertThat(tried.json().path("failure").asString()).contains("503");
        assertThat(get("admin", HOOKS + "erp").json().path("failingSince").isString())
                .isTrue();
        assertThat(get("admin", log + "?status=eaten").error()).isEqualTo("status refusal.webhook.status");
        assertThat(post("admin", log + "/again", "").json().path("planned").asInt())
                .isZero();
    }

    @Test
    void aTrialSaysWhatCameOfIt() {
        put("admin", HOOKS + "erp", body(",\"active\":false"));
        assertThat(post("admin", HOOKS + "erp/trial", "").json().path("works").asBoolean())
                .isTrue();
        peer.answers.add(HookPeer.status(404, Map.of()));
        Answer failed = post("admin", HOOKS + "erp/trial", "");
        assertThat(failed.json().path("works").asBoolean()).isFalse();
        assertThat(failed.json().path("trouble").asString()).contains("404");
    }

    @Test
    void aNewSecretIsShownOnce() {
        String first =
                put("admin", HOOKS + "erp", body("")).json().path("secret").asString();
        Answer renewed = post("admin", HOOKS + "erp/secret", "");
        assertThat(renewed.json().path("secret").asString())
                .startsWith("whsec_")
                .isNotEqualTo(first);
        assertThat(renewed.json().path("earlierSecretUntil").isString()).isTrue();
    }
}
