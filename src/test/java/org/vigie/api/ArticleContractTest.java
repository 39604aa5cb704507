package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;

/** Articles over REST. */
@ExtendWith(ContractHouse.class)
class ArticleContractTest {
    private static final String ARTICLES = "/api/v1/articles";

    private static String body(String state, String audience, String title) {
        return """
                {"state":"%s","audience":%s,"fr":{"title":"%s","body":"Un texte"}}""".formatted(state, audience, title);
    }

    private static String address(Answer made) {
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.header("Location");
    }

    @Test
    void isReadByWhomItIsForOnceItIsPublished() {
        String staff = address(post("sami", ARTICLES, body("published", "\"staff\"", "Réservé")));
        String theirs = address(post(
                "sami", ARTICLES, body("draft", "\"client\",\"client\":\"boutique\"", "Pour la boutique zygomatique")));
        assertThat(get("durand", staff).status()).isEqualTo(404);
        assertThat(get("durand", theirs).status()).isEqualTo(404);
        Answer read = get("sami", theirs);
        Answer published = put(
                "sami",
                theirs,
                body("published", "\"client\",\"client\":\"boutique\"", "Pour la boutique zygomatique"),
                "If-Match",
                read.etag());
        assertThat(published.status()).as(published.text()).isEqualTo(200);
        assertThat(get("durand", theirs).json().path("client").asString()).isEqualTo("boutique");
        assertThat(get("durand", ARTICLES + "?q=zigomatiques").items()).hasSize(1);
        assertThat(get("durand", ARTICLES + "?q=r%C3%A9serv%C3%A9").items()).isEmpty();
        assertThat(get("durand", theirs + "/versions").status()).isEqualTo(404);
        assertThat(get("sami", theirs + "/versions").items()).hasSize(2);
        assertThat(get("sami", theirs + "/versions/1").json().path("state").asString())
                .isEqualTo("draft");
        assertThat(put("sami", theirs, body("withdrawn", "\"staff\"", "x"), "If-Match", read.etag())
                        .status())
                .isEqualTo(412);
        assertThat(post("durand", ARTICLES, body("draft", "\"staff\"", "x")).status())
                .isEqualTo(404);
    }

    @Test
    void anotherClientsArticleIsNotThere() {
        String foreign =
                address(post("admin", ARTICLES, body("published", "\"client\",\"client\":\"mairie\"", "De la mairie")));
        for (String who : new String[] {"sami", "durand"}) {
            assertThat(get(who, foreign).status()).isEqualTo(404);
        }
        assertThat(put("sami", foreign, body("draft", "\"staff\"", "x")).status())
                .isEqualTo(404);
        assertThat(get("admin", foreign).status()).isEqualTo(200);
    }

    @Test
    void aRepeatedRequestMakesOneArticle() {
        String wanted = body("draft", "\"staff\"", "Une fois");
        String first = address(post("sami", ARTICLES, wanted, "Idempotency-Key", "article-once"));
        assertThat(address(post("sami", ARTICLES, wanted, "Idempotency-Key", "article-once")))
                .isEqualTo(first);
        assertThat(post("sami", ARTICLES, body("draft", "\"staff\"", "Autre"), "Idempotency-Key", "article-once")
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|fr.title refusal.article.title",
                "{\"fr\":{\"title\":\"x\"}}|fr.body refusal.article.body",
                "{\"en\":{\"body\":\"x\"}}|en.title refusal.article.title",
                "{\"audience\":\"client\",\"fr\":{\"title\":\"x\",\"body\":\"x\"}}|client refusal.article.client",
                "{\"audience\":\"client\",\"client\":\"mairie\",\"fr\":{\"title\":\"x\",\"body\":\"x\"}}|client refusal.article.client",
                "{\"client\":\"boutique\",\"fr\":{\"title\":\"x\",\"body\":\"x\"}}|client refusal.article.no-client",
                "{\"state\":\"ready\",\"fr\":{\"title\":\"x\",\"body\":\"x\"}}|state refusal.choice",
            })
    void saysWhatIsWrong(String wanted, String error) {
        assertThat(post("sami", ARTICLES, wanted).error()).isEqualTo(error);
    }
}
