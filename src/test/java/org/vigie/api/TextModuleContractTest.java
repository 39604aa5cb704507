package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.put;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.servicedesk.texts.TextModule;

/** Texts that are written again and again, over REST. */
@ExtendWith(ContractHouse.class)
class TextModuleContractTest {
    private static final String TEXTS = "/api/v1/text-modules/";

    @AfterEach
    void clear() {
        delete("sami", TEXTS + "accuse");
        delete("admin", TEXTS + "accuse");
    }

    private static String body(String text, boolean shared) {
        return "{\"name\":\"Accusé\",\"text\":\"" + text + "\",\"shared\":" + shared + "}";
    }

    @Test
    void isItsOwnersAloneUntilItIsShared() {
        Answer made = put("sami", TEXTS + "accuse", body("Bonjour {requester}", false));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(get("admin", TEXTS + "accuse").status()).isEqualTo(404);
        // What somebody keeps for themselves is in nobody's way, and nobody learns of it.
        Answer theirs = put("admin", TEXTS + "accuse", body("x", false));
        assertThat(theirs.status()).isEqualTo(201);

        Answer shared = put("sami", TEXTS + "accuse", body("Bonjour {requester}", true), "If-Match", made.etag());
        assertThat(shared.status()).isEqualTo(200);
        assertThat(get("admin", TEXTS + "accuse").json().path("text").asString())
                .isEqualTo("x");
        assertThat(put("admin", TEXTS + "accuse", body("x", true)).error()).isEqualTo("key refusal.text.taken");
        assertThat(delete("admin", TEXTS + "accuse").status()).isEqualTo(204);
        assertThat(get("admin", TEXTS + "accuse").json().path("text").asString())
                .isEqualTo("Bonjour {requester}");
        assertThat(put("sami", TEXTS + "accuse", body("x", true), "If-Match", made.etag())
                        .status())
                .isEqualTo(412);
        // An administrator may mend what everybody uses; it stays its owner's.
        assertThat(put("admin", TEXTS + "accuse", body("Bonsoir", true)).status())
                .isEqualTo(200);
        assertThat(get("sami", TEXTS + "accuse").json().path("owner").asString())
                .isEqualTo("sami");
        assertThat(delete("sami", TEXTS + "accuse").status()).isEqualTo(204);
        assertThat(get("sami", TEXTS + "accuse").status()).isEqualTo(404);
    }

    @Test
    void aColleagueUsesASharedOneAndChangesItNot() {
        put("admin", TEXTS + "accuse", body("Bonjour", true));
        assertThat(get("sami", TEXTS + "accuse").json().path("mine").asBoolean())
                .isFalse();
        assertThat(put("sami", TEXTS + "accuse", body("x", true)).status()).isEqualTo(409);
        assertThat(delete("sami", TEXTS + "accuse").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"x\"}|name refusal.text.name",
                "{\"name\":\"x\"}|text refusal.text.text",
                "{\"name\":\"x\",\"text\":\"Bonjour {demandeur}\"}|text refusal.text.place",
            })
    void saysWhatIsWrong(String wanted, String error) {
        assertThat(put("sami", TEXTS + "accuse", wanted).error()).isEqualTo(error);
    }

    @Test
    void aPlaceForWhichThereIsNothingStaysVisible() {
        var module = new TextModule("k", 1, "Sami", "n", "{client} {requester} $1 \\\\ {} { me } {me}", true, 1);
        assertThat(module.filled(Map.of("client", "A & B {me}", "me", "Sami")))
                .isEqualTo("A & B {me} {requester} $1 \\\\ {} { me } Sami");
    }
}
