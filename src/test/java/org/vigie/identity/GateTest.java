package org.vigie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.vigie.TestDatabase;
import org.vigie.server.Application;
import org.vigie.shared.Actor;

/** The chain before the controllers, over real HTTP. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GateTest {
    private static final TestDatabase database = TestDatabase.fresh();
    private static final String PASSWORD = "quatre chevaux bleus";

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("vigie.master-key", () -> "00".repeat(32));
    }

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiTokens tokens;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String form(String... pairs) {
        var body = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return body.toString();
    }

    private static String found(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private HttpRequest.Builder post(String path, String cookie, String... pairs) {
        return to(path).header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(pairs)));
    }

    @Test
    void signsInWithTheFormsOwnTokenAndGoesOnToALocalPathOnly() throws Exception {
        accounts.create(
                Actor.automatic("test"),
                new NewAccount("awa", "Awa", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>()),
                PASSWORD);
        var page = send(to("/sign-in").header("Accept-Language", "en"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"en\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        String csrf = found("name=\"_csrf\" value=\"([^\"]+)\"", page.body());
        String formCookie = found(
                "(vigie_form=[^;]+)", page.headers().allValues("Set-Cookie").toString());

        assertThat(send(post("/sign-in", formCookie, "login", "awa", "password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("/sign-in", "vigie_form=other", "_csrf", csrf, "login", "awa", "password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        var in = send(post(
                "/sign-in", formCookie, "_csrf", csrf, "login", "awa", "password", PASSWORD, "next", "//evil.example"));
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location")).contains("/");
        String set =
                found("(vigie_session=.*)", in.headers().allValues("Set-Cookie").toString());
        assertThat(set).contains("HttpOnly").contains("SameSite=Lax");
        String session = found("(vigie_session=[^;]+)", set);

        var account = send(to("/account").header("Cookie", session));
        assertThat(account.statusCode()).as(account.body()).isEqualTo(200);
        String own = found("name=\"_csrf\" value=\"([^\"]+)\"", account.body());
        assertThat(send(post("/sign-out", session, "_csrf", csrf)).statusCode()).isEqualTo(403);
        assertThat(send(post("/preferences", session, "_csrf", own, "theme", "dark"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(send(post("/sign-out", session, "_csrf", own)).statusCode()).isEqualTo(303);
        assertThat(send(to("/account").header("Cookie", session)).headers().firstValue("Location"))
                .contains("/sign-in?next=%2Faccount");
    }

    /** Behind a proxy that speaks TLS; the browser brings a session that somebody else chose for it. */
    @Test
    void neverTakesOnASessionThatItWasGivenAndGuardsItsCookies() throws Exception {
        accounts.create(
                Actor.automatic("test"),
                new NewAccount("lea", "Léa", Role.TECHNICIAN, Locale.ENGLISH, true, new TreeSet<>()),
                PASSWORD);
        String planted = "vigie_session=" + "p".repeat(43);
        var page = send(to("/sign-in").header("Cookie", planted));
        String csrf = found("name=\"_csrf\" value=\"([^\"]+)\"", page.body());
        var in = send(post("/sign-in", planted, "_csrf", csrf, "login", "lea", "password", PASSWORD)
                .header("X-Forwarded-Proto", "https"));
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Strict-Transport-Security").orElseThrow())
                .startsWith("max-age=31536000");
        String session = cookie("vigie_session", in);
        assertThat(session)
                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax")
                .doesNotContain("p".repeat(43), "Domain");
        assertThat(cookie("vigie_browser", in))
                .contains("Path=/sign-in", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=31536000");
        assertThat(send(to("/account").header("Cookie", planted)).statusCode()).isEqualTo(303);
    }

    private static String cookie(String name, HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asksProgramsForATokenAndHidesWhatTheirRoleMayNotSee() throws Exception {
        var without = send(to("/api/v1/tokens"));
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(without.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(send(to("/api/v1/tokens").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);

        String admin = "Bearer " + tokens.issueFirstAdministratorToken();
        assertThat(send(to("/api/v1/audit").header("Authorization", admin)).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/api/v1/audit/verification").header("Authorization", admin))
                        .body())
                .contains("\"intact\":true");
        var made = send(to("/api/v1/tokens")
                .header("Authorization", admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"scrape\",\"role\":\"metrics\"}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String metrics = "Bearer " + found("\"token\":\"([^\"]+)\"", made.body());
        assertThat(send(to("/api/v1/tokens").header("Authorization", metrics)).statusCode())
                .isEqualTo(404);
        assertThat(send(to("/account").header("Authorization", metrics)).statusCode())
                .isEqualTo(404);
        assertThat(send(to("/api/v1/tokens").header("Authorization", "Bearer vigie_x"))
                        .statusCode())
                .isEqualTo(401);
    }
}
