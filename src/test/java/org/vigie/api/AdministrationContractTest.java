package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;
import tools.jackson.databind.JsonNode;

/** {@code /tokens}, {@code /audit}, {@code /health} and Vigie's own {@code /metrics}. */
@ExtendWith(ContractHouse.class)
class AdministrationContractTest {
    private static final String TOKENS = "/api/v1/tokens";

    private static Answer token(String body, String... headers) {
        Answer made = post("admin", TOKENS, body, headers);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    @Test
    void aTokenIsShownOnceSeesWhatItWasMadeForAndEnds() {
        Answer made = token("{\"name\":\"script\",\"role\":\"technician\",\"client\":\"boutique\"}");
        String secret = made.json().path("token").asString();
        assertThat(secret).startsWith("vigie_");
        assertThat(get(secret, "/api/v1/clients").items().size()).isEqualTo(1);
        assertThat(get(secret, "/api/v1/tickets").status()).isEqualTo(200);
        assertThat(get(secret, TOKENS).status()).isEqualTo(404);
        for (JsonNode listed : get("admin", TOKENS).items()) {
            assertThat(listed.path("token").isNull()).isTrue();
        }
        String path = TOKENS + "/" + made.json().path("id").asLong();
        assertThat(delete("admin", path).status()).isEqualTo(204);
        assertThat(get(secret, "/api/v1/clients").status()).isEqualTo(401);
        assertThat(delete("admin", path).status()).isEqualTo(404);
    }

    @Test
    void aKeyMakesATokenOnceAndShowsTheSameSecret() throws Exception {
        String key = "token-" + System.nanoTime();
        String body = "{\"name\":\"once\",\"role\":\"metrics\"}";
        var twins = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 4; i++) {
            twins.add(() -> token(body, "Idempotency-Key", key));
        }
        var seen = new TreeSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(twins)) {
                seen.add(answer.get().json().path("id") + " "
                        + answer.get().json().path("token").asString());
            }
        }
        Answer again = token(body, "Idempotency-Key", key);
        seen.add(again.json().path("id") + " " + again.json().path("token").asString());
        assertThat(seen).hasSize(1);
        assertThat(get(again.json().path("token").asString(), "/metrics").status())
                .isEqualTo(200);
        assertThat(post("admin", TOKENS, "{\"name\":\"other\",\"role\":\"metrics\"}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name refusal.name",
                "{\"name\":\"x\",\"role\":\"king\"} | role refusal.choice",
                "{\"name\":\"x\",\"roel\":\"metrics\"} | roel refusal.body.unknown",
                "{\"name\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt refusal.token.expired",
                "{\"name\":\"x\",\"role\":\"client-manager\"} | client refusal.token.client",
            })
    void refusesATokenByFieldAndRule(String body, String error) {
        Answer refused = post("admin", TOKENS, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void theAuditTrailTellsWhoDidWhatAndThatItIsWhole() {
        token("{\"name\":\"audited\",\"role\":\"metrics\"}");
        JsonNode entry = get("admin", "/api/v1/audit?verb=token.issued&subject=token%20audited")
                .items()
                .path(0);
        assertThat(entry.path("who").asString()).isEqualTo("Vigie");
        assertThat(entry.path("details").path("role").asString()).isEqualTo("METRICS");
        assertThat(get("admin", "/api/v1/audit?from=2100-01-01T00:00:00Z")
                        .items()
                        .size())
                .isZero();
        assertThat(get("admin", "/api/v1/audit?to=2000-01-01T00:00:00Z").items().size())
                .isZero();
        assertThat(get("admin", "/api/v1/audit?from=yesterday").error()).startsWith("from ");
        assertThat(get("denise", "/api/v1/audit?client=boutique").status()).isEqualTo(200);
        assertThat(get("denise", "/api/v1/audit?client=mairie").status()).isEqualTo(404);
        assertThat(get("sami", "/api/v1/audit").status()).isEqualTo(404);
        Answer whole = get("admin", "/api/v1/audit/verification");
        assertThat(whole.json().path("intact").asBoolean()).isTrue();
        assertThat(get("denise", "/api/v1/audit/verification").status()).isEqualTo(404);
    }

    @Test
    void healthIsToldToAnyone() {
        assertThat(get(null, "/health/live").json().path("status").asString()).isEqualTo("up");
        assertThat(get(null, "/health/ready").json().path("status").asString()).isEqualTo("up");
        assertThat(get(null, "/health/ready")
                        .json()
                        .path("parts")
                        .path("database")
                        .asString())
                .isEqualTo("up");
        assertThat(ask(null, "HEAD", "/health/live", (byte[]) null).status()).isEqualTo(200);
    }

    private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\]*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\]*\")*})?"
                    + " ([-+]?(\\d+(\\.\\d+)?([eE][-+]?\\d+)?|Inf)|NaN)");

    /** The rules of OpenMetrics 1.0 that our figures meet, read as strictly as it says. */
    @Test
    void ownFiguresAreStrictOpenMetricsForATokenOfTheirRole() {
        String scraper = token("{\"name\":\"prometheus\",\"role\":\"metrics\"}")
                .json()
                .path("token")
                .asString();
        Answer answer = get(scraper, "/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").replace(" ", ""))
                .isEqualTo("application/openmetrics-text;version=1.0.0;charset=utf-8");
        assertThat(answer.text()).endsWith("\n# EOF\n");
        List<String> lines = answer.text().lines().toList();
        var types = new HashMap<String, String>();
        var samples = new TreeSet<String>();
        String family = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            Matcher meta = META.matcher(line);
            if (meta.matches()) {
                if (meta.group(1).equals("TYPE")) {
                    family = meta.group(2);
                    assertThat(types.put(family, meta.group(3)))
                            .as("twice: " + line)
                            .isNull();
                    assertThat(meta.group(3)).isIn("gauge", "counter");
                }
                assertThat(meta.group(2)).as(line).isEqualTo(family);
                if (meta.group(1).equals("UNIT")) {
                    assertThat(family).endsWith("_" + meta.group(3));
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1))
                    .as(line)
                    .isEqualTo(types.get(family).equals("counter") ? family + "_total" : family);
            if (types.get(family).equals("counter")) {
                assertThat(Double.parseDouble(sample.group(4))).as(line).isNotNegative();
            }
            assertThat(samples.add(sample.group(1) + sample.group(2)))
                    .as("twice: " + line)
                    .isTrue();
        }
        assertThat(types)
                .containsEntry("vigie_tickets_open", "gauge")
                .containsEntry("process_cpu_seconds", "counter")
                .hasSizeGreaterThan(8);
        assertThat(answer.text()).contains("# UNIT process_cpu_seconds seconds\n");
        assertThat(get(scraper, "/api/v1/tickets").status()).isEqualTo(404);
        assertThat(get("sami", "/metrics").status()).isEqualTo(404);
        assertThat(get(null, "/metrics").status()).isEqualTo(401);
    }
}
