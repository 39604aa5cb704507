package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.put;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;

/** {@code /clients}, their sites, and {@code /assets}. */
@ExtendWith(ContractHouse.class)
class ClientContractTest {
    private static final String NEW = "/api/v1/clients/atelier";

    @Test
    void aClientIsMadeReadAndChangedByItsTag() {
        Answer made = put("admin", NEW, "{\"name\":\"L'atelier\",\"locale\":\"fr\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(get("admin", NEW).etag()).isEqualTo(made.etag());
        assertThat(put("admin", NEW, "{\"name\":\"L'atelier\",\"locale\":\"fr\"}")
                        .status())
                .isEqualTo(200);
        Answer changed = put("admin", NEW, "{\"name\":\"Atelier\",\"locale\":\"en\"}", "If-Match", made.etag());
        assertThat(changed.json().path("locale").asString()).isEqualTo("en");
        assertThat(changed.etag()).isNotEqualTo(made.etag());
        assertThat(put("admin", NEW, "{\"name\":\"x\"}", "If-Match", made.etag())
                        .status())
                .isEqualTo(412);
        assertThat(put("admin", "/api/v1/clients/nobody", "{\"name\":\"x\"}", "If-Match", "*")
                        .status())
                .isEqualTo(412);
        assertThat(get("admin", NEW).json().path("name").asString()).isEqualTo("Atelier");
        assertThat(get("admin", "/api/v1/clients").items().toString())
                .contains("atelier")
                .contains("boutique");
        assertThat(get("sami", "/api/v1/clients").items().toString())
                .contains("boutique")
                .doesNotContain("mairie");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "atelier | {\"locale\":\"fr\"} | name refusal.required",
                "atelier | {\"name\":\"x\",\"locale\":\"de\"} | locale refusal.choice",
                "atelier | {\"name\":\"x\",\"key\":\"other\"} | key refusal.parameter",
                "atelier | {\"name\":\"x\",\"nom\":\"y\"} | nom refusal.body.unknown",
                "Not_A_Key | {\"name\":\"x\"} | key refusal.key",
            })
    void refusesAClientByFieldAndRule(String key, String body, String error) {
        Answer refused = put("admin", "/api/v1/clients/" + key, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void whatIsNotTheirsDoesNotExist() {
        assertThat(get("sami", "/api/v1/clients/mairie").status()).isEqualTo(404);
        assertThat(get("sami", "/api/v1/clients/mairie/sites").status()).isEqualTo(404);
        assertThat(put("denise", "/api/v1/clients/mairie", "{\"name\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(put("denise", "/api/v1/clients/brand-new", "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(put("sami", "/api/v1/clients/boutique", "{\"name\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(put("denise", "/api/v1/clients/mairie/sites/x", "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void sitesAreListedAndPutOneByOne() {
        String path = "/api/v1/clients/boutique/sites/nantes";
        assertThat(get("denise", path).status()).isEqualTo(404);
        Answer made =
                put("denise", path, "{\"name\":\"Nantes\",\"timezone\":\"Europe/Paris\",\"calendar\":\"bureau\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(get("sami", path).etag()).isEqualTo(made.etag());
        assertThat(put("denise", path, "{\"name\":\"Nantes Sud\"}", "If-Match", "\"other\"")
                        .status())
                .isEqualTo(412);
        Answer changed = put("denise", path, "{\"name\":\"Nantes Sud\"}", "If-Match", made.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("calendar").isNull()).isTrue();
        assertThat(get("sami", "/api/v1/clients/boutique/sites").items().toString())
                .contains("lyon")
                .contains("Nantes Sud");
        assertThat(put("denise", path, "{\"name\":\"x\",\"timezone\":\"Mars/Olympus\"}")
                        .error())
                .startsWith("timezone ");
        assertThat(put("denise", path, "{\"name\":\"x\",\"calendar\":\"none\"}").error())
                .startsWith("calendar ");
        assertThat(put("denise", path, "{}").error()).isEqualTo("name refusal.required");
    }

    @Test
    void assetsAreFoundByKindAndWordsAndReadByNumber() {
        Answer some = get("sami", "/api/v1/assets?client=boutique&kind=server&q=web");
        assertThat(some.items().size()).isEqualTo(1);
        var web = some.items().path(0);
        assertThat(web.path("dependsOn").path(0).asString()).isEqualTo("sw-lyon");
        assertThat(web.path("site").asString()).isEqualTo("lyon");
        assertThat(web.path("components").isArray()).isTrue();
        assertThat(web.path("software").isArray()).isTrue();
        Answer one = get("sami", "/api/v1/assets/" + web.path("id").asLong());
        assertThat(one.json()).isEqualTo(web);
        assertThat(get("sami", "/api/v1/assets/999999").status()).isEqualTo(404);
        assertThat(get("sami", "/api/v1/assets?client=mairie").status()).isEqualTo(404);
        assertThat(get("sami", "/api/v1/assets?client=boutique&kind=none")
                        .items()
                        .size())
                .isZero();
    }
}
