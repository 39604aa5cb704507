package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.api.ContractHouse.Answer;

/** What holds for every address: problem documents, lists, methods, media types, sizes. */
@ExtendWith(ContractHouse.class)
class ErrorContractTest {
    private static final List<String> LISTS = List.of(
            "clients",
            "clients/boutique/sites",
            "assets",
            "checks",
            "alerts",
            "tickets",
            "metrics/series",
            "audit",
            "tokens");

    @Test
    void everyListHasOneShapeAndOneLimit() {
        for (String list : LISTS) {
            String path = "/api/v1/" + list;
            assertThat(get("admin", path).items().isArray()).as(list).isTrue();
            assertThat(get("admin", path).json().has("next")).as(list).isTrue();
            assertThat(get("admin", path + "?limit=1000").status()).as(list).isEqualTo(200);
            assertThat(get("admin", path + "?limit=1").items().size()).as(list).isLessThanOrEqualTo(1);
            for (String bad : List.of("0", "-1", "1001", "abc", "1.5", "99999999999")) {
                Answer refused = get("admin", path + "?limit=" + bad);
                assertThat(refused.status()).as(list + " " + bad).isEqualTo(400);
                assertThat(refused.error()).as(list + " " + bad).startsWith("limit ");
            }
            assertThat(get(null, path).status()).as(list).isEqualTo(401);
            assertThat(get("vigie_wrong", path).status()).as(list).isEqualTo(401);
        }
    }

    @Test
    void aCursorIsOfItsListAndFiltersAndOfNobodysMaking() {
        Answer page = get("admin", "/api/v1/assets?client=boutique&limit=1");
        String cursor = page.json().path("next").asString();
        assertThat(get("admin", "/api/v1/assets?client=boutique&limit=2&cursor=" + cursor)
                        .items()
                        .size())
                .isEqualTo(2);
        String altered = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
        for (String refused : List.of(
                "assets?client=boutique&cursor=" + altered,
                "assets?client=boutique&cursor=" + cursor + "A",
                "assets?client=boutique&cursor=abc",
                "assets?client=boutique&cursor=%20",
                "assets?client=boutique&cursor=" + "A".repeat(5000),
                "assets?client=boutique&kind=server&cursor=" + cursor,
                "assets?cursor=" + cursor,
                "checks?client=boutique&cursor=" + cursor,
                "clients?cursor=" + cursor,
                "audit?cursor=12",
                "tickets?cursor=bmV3ZXN0IDEgMQ",
                "alerts?cursor=zz",
                "metrics/series?cursor=1")) {
            Answer answer = get("admin", "/api/v1/" + refused);
            assertThat(answer.status()).as(refused + answer.text()).isEqualTo(400);
            assertThat(answer.error()).as(refused).isEqualTo("cursor refusal.cursor");
        }
    }

    @Test
    void aMethodThatIsNotDoneSaysWhichAre() {
        Answer refused = ask("sami", "DELETE", "/api/v1/tickets", (byte[]) null);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("GET").contains("POST");
        assertThat(refused.json().path("detail").asString()).contains("DELETE").contains("POST");
        assertThat(ask("sami", "PATCH", "/api/v1/clients/boutique", "{}").status())
                .isEqualTo(405);
        assertThat(ask("sami", "OPTIONS", "/api/v1/tickets", (byte[]) null).header("Allow"))
                .contains("GET", "HEAD", "POST", "OPTIONS");
        assertThat(ask(null, "OPTIONS", "/api/v1/tickets", (byte[]) null).status())
                .isEqualTo(401);
        Answer head = ask("sami", "HEAD", "/api/v1/tickets", (byte[]) null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(ask("sami", "HEAD", "/api/v1/tickets/999999", (byte[]) null).status())
                .isEqualTo(404);
    }

    @Test
    void aMediaTypeThatIsNotSpokenSaysWhichAre() {
        Answer asked = get("sami", "/api/v1/tickets", "Accept", "text/csv");
        assertThat(asked.status()).isEqualTo(406);
        assertThat(asked.json().path("detail").asString()).contains("application/json");
        Answer sent = ask("sami", "POST", "/api/v1/tickets", "x", "Content-Type", "text/plain");
        assertThat(sent.status()).isEqualTo(415);
        assertThat(sent.json().path("detail").asString()).contains("application/json");
        assertThat(ask("admin", "PUT", "/api/v1/declarations", "x", "Content-Type", "text/html")
                        .status())
                .isEqualTo(415);
        assertThat(get("sami", "/api/v1/reports/service?month=2026-11", "Accept", "text/csv")
                        .status())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"title\":",
                "[]",
                "null",
                "\"x\"",
                "{\"title\":\"a\"} more",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{'title':'a'}",
                "\u0000",
                "{\"title\":\"a\",}"
            })
    void aBodyThatIsNoObjectIsRefusedAndNothingIsMade(String body) {
        long before = newest();
        Answer refused = post("sami", "/api/v1/tickets", body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(newest()).isEqualTo(before);
    }

    private static long newest() {
        return get("sami", "/api/v1/tickets?limit=1")
                .items()
                .path(0)
                .path("number")
                .asLong();
    }

    @Test
    void malformedJsonIsPointedAt() {
        Answer refused = post("sami", "/api/v1/tickets", "{\n  \"title\": oops\n}");
        assertThat(refused.json().path("detail").asString()).contains("line 2");
    }

    @Test
    void aNulIsRefusedWhereverItStands() {
        assertThat(get("sami", "/api/v1/tickets?q=abc%00").error()).isEqualTo("q refusal.unwritable");
        assertThat(get("sami", "/api/v1/tickets?client=boutique&asset=%00").error())
                .isEqualTo("asset refusal.unwritable");
        assertThat(ask("admin", "PUT", "/api/v1/clients/boutique", "{\"name\":\"a\\u0000b\"}")
                        .error())
                .isEqualTo("name refusal.body.field");
    }

    @Test
    void anEndlessBodyIsTurnedAwayWithOrWithoutItsLength() throws Exception {
        byte[] large = new byte[20 * 1024 * 1024];
        java.util.Arrays.fill(large, (byte) ' ');
        for (boolean chunked : List.of(false, true)) {
            Supplier<java.io.InputStream> stream = () -> new java.io.ByteArrayInputStream(large);
            try (var http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                var request = HttpRequest.newBuilder(
                                URI.create(ContractHouse.house().url() + "/api/v1/tickets"))
                        .header("Authorization", "Bearer " + ContractHouse.token("sami"))
                        .header("Content-Type", "application/json")
                        .POST(chunked ? BodyPublishers.ofInputStream(stream) : BodyPublishers.ofByteArray(large))
                        .build();
                var answer = http.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
                assertThat(answer.body()).contains("too-large");
            } catch (IOException closedWhileWeSent) {
                // A server may stop listening to a body that it will not read; the next request is answered.
                assertThat(get("sami", "/api/v1/clients").status()).isEqualTo(200);
            }
        }
    }

    /** Requests that no client library sends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/clients/%00",
                "/api/v1/clients/a%2Fb",
                "/api/v1/clients/%ff",
                "/api/v1/%zz",
                "/api/v1/a{b}"
            })
    void anAddressThatIsNoneIsStillAnsweredByAProblemDocument(String path) throws Exception {
        URI house = URI.create(ContractHouse.house().url());
        try (var socket = new Socket(house.getHost(), house.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + ContractHouse.token("sami") + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
            assertThat(answer).contains("application/problem+json").doesNotContain("<html");
        }
    }

    @Test
    void aProblemSpeaksTheLanguageOfTheCaller() {
        assertThat(get("sami", "/api/v1/tickets?limit=0").json().path("title").asString())
                .isEqualTo("Refused");
        assertThat(get("admin", "/api/v1/tickets?limit=0").json().path("title").asString())
                .isEqualTo("Refusé");
        assertThat(get("sami", "/api/v1/nowhere").status()).isEqualTo(404);
    }
}
