package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.TestDatabase;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Clients;
import org.vigie.server.Application;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole house behind its REST interface, asked over HTTP as a script would. */
class ApiTest {
    private static final String BOUTIQUE = """
            client: boutique
            name: Boutique du Port SARL
            locale: fr
            calendars:
              - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
              - {key: bureau, timezone: Europe/Paris, week: {mon-fri: ["08:30-12:30", "13:30-18:00"]}}
            sites:
              - {key: lyon, name: Lyon, timezone: Europe/Paris, calendar: bureau}
            teams:
              - {key: n1, name: Centre de services, level: 1}
              - {key: n2, name: Systèmes et réseaux, level: 2}
            service-levels:
              - key: standard
                calendar: h24
                incident:
                  P1: {respond: 15m, restore: 4h, resolve: 2 working-days}
            assets:
              - {key: web-1, kind: server, name: Serveur web, address: 127.0.0.1, site: lyon}
            services:
              - {key: shop, name: Boutique en ligne, depends-on: [web-1], criticality: critical, service-level: standard}
            """;

    private static TestDatabase database;
    private static ConfigurableApplicationContext house;
    private static String url;
    private static String admin;
    private static String sami;
    private static String delivery;
    private static String durand;
    private static String scraper;
    private static final HttpClient http = HttpClient.newHttpClient();

    record Answer(int status, JsonNode json, String text, HttpResponse<String> response) {}

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.fresh();
        var settings = new java.util.HashMap<String, Object>(database.properties());
        settings.put("server.port", "0");
        settings.put("vigie.jobs.enabled", "false");
        var application = new SpringApplication(Application.class);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new org.springframework.core.env.MapPropertySource("test", settings)));
        house = application.run();
        url = "http://127.0.0.1:" + house.getEnvironment().getProperty("local.server.port");
        admin = token(Role.ADMINISTRATOR, "alice", null);
        assertThat(yaml(admin, BOUTIQUE, false).status()).isEqualTo(200);
        assertThat(yaml(admin, "client: mairie\nname: Mairie\nlocale: fr\n", false)
                        .status())
                .isEqualTo(200);
        sami = token(Role.TECHNICIAN, "sami", "boutique");
        delivery = token(Role.DELIVERY_MANAGER, "denise", "boutique");
        durand = token(Role.CLIENT_MANAGER, "durand", "boutique");
        scraper = scraper();
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
        database.close();
    }

    @Test
    void appliesDeclarationsOnceAndTriesThemWithoutATrace() throws Exception {
        String more = "client: boutique\nname: Boutique du Port SARL\nlocale: fr\nteams:\n"
                + "  - {key: n1, name: Centre de services, level: 1}\n  - {key: n2, name: Systèmes et réseaux, level: 2}\n"
                + "  - {key: n3, name: Experts, level: 3}\n";
        assertThat(yaml(admin, more, true).json().path("created").toString()).contains("teams/n3");
        assertThat(yaml(admin, BOUTIQUE, false).json().toString())
                .isEqualTo("{\"created\":[],\"changed\":[],\"retired\":[]}");
        Answer exported = get(admin, "/api/v1/declarations?client=boutique");
        assertThat(exported.status()).isEqualTo(200);
        assertThat(exported.text()).contains("Systèmes et réseaux").doesNotContain("n3");
        assertThat(yaml(admin, exported.text(), false).json().path("changed").size())
                .isZero();
    }

    @Test
    void aClientThatIsNotTheirsDoesNotExistForWhoDeclares() throws Exception {
        assertThat(yaml(delivery, "client: mairie\nname: X\nlocale: fr\n", true).status())
                .isEqualTo(404);
        assertThat(yaml(delivery, "client: brand-new\nname: X\nlocale: fr\n", true)
                        .status())
                .isEqualTo(404);
        assertThat(yaml(sami, BOUTIQUE, true).status()).isEqualTo(404);
        assertThat(yaml(delivery, BOUTIQUE, true).status()).isEqualTo(200);
        assertThat(get(delivery, "/api/v1/declarations?client=mairie").status()).isEqualTo(404);
    }

    @Test
    void staffReadInternalNotesAndAClientsPeopleNever() throws Exception {
        long number = opened("Panier vide", null);
        String path = "/api/v1/tickets/" + number;
        assertThat(post(sami, path + "/messages", "{\"text\":\"mot de passe oublié\",\"internal\":true}", null)
                        .status())
                .isEqualTo(201);
        assertThat(post(durand, path + "/messages", "{\"text\":\"Alors ?\"}", null)
                        .status())
                .isEqualTo(201);
        assertThat(post(durand, path + "/messages", "{\"text\":\"x\",\"internal\":true}", null)
                        .status())
                .isEqualTo(400);
        assertThat(get(sami, path + "/timeline").text())
                .contains("mot de passe")
                .contains("Alors");
        assertThat(get(durand, path + "/timeline").text())
                .doesNotContain("mot de passe")
                .contains("Alors");
    }

    @Test
    void aRepeatedPostFindsWhatTheFirstOneMade() throws Exception {
        long first = opened("Lent", "key-1");
        assertThat(opened("Lent", "key-1")).isEqualTo(first);
        assertThat(post(sami, "/api/v1/tickets", "{\"client\":\"boutique\",\"title\":\"Autre\"}", "key-1")
                        .status())
                .isEqualTo(409);
        String path = "/api/v1/tickets/" + first + "/messages";
        long message =
                post(sami, path, "{\"text\":\"Vu\"}", "key-2").json().path("id").asLong();
        assertThat(post(sami, path, "{\"text\":\"Vu\"}", "key-2")
                        .json()
                        .path("id")
                        .asLong())
                .isEqualTo(message);
        assertThat(get(sami, "/api/v1/tickets/" + first + "/timeline").text().split("\"Vu\"", -1))
                .hasSize(2);
    }

    @Test
    void aTicketGoesFromOpenToResolvedAndBack() throws Exception {
        long number = opened("Site muet", null);
        String path = "/api/v1/tickets/" + number;
        Answer shown = get(sami, path);
        assertThat(shown.json().path("kind").asString()).isEqualTo("incident");
        assertThat(shown.json().path("state").asString()).isEqualTo("new");
        assertThat(shown.json().path("priority").asString()).isEqualTo("P1");
        assertThat(shown.json().path("asset").asString()).isEqualTo("web-1");
        assertThat(shown.json().path("clocks").path(0).path("target").asString())
                .isEqualTo("PT15M");
        String tag = shown.response().headers().firstValue("ETag").orElseThrow();
        String better = "{\"title\":\"Site muet depuis 9 h\"}";
        assertThat(send(sami, "PATCH", path, better, Map.of("If-Match", tag)).status())
                .isEqualTo(200);
        assertThat(send(sami, "PATCH", path, better, Map.of("If-Match", tag)).status())
                .isEqualTo(412);
        assertThat(send(sami, "PUT", path + "/assignment", "{\"assignee\":\"sami\"}", Map.of("If-Match", tag))
                        .status())
                .isEqualTo(412);
        Answer taken = send(sami, "PUT", path + "/assignment", "{\"team\":\"n2\",\"assignee\":\"sami\"}", Map.of());
        assertThat(taken.json().path("state").asString()).isEqualTo("assigned");
        assertThat(taken.json().path("level").asInt()).isEqualTo(2);
        assertThat(post(sami, path + "/waiting", "{\"reason\":\"waiting-for-client\"}", null)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("waiting");
        assertThat(send(sami, "DELETE", path + "/waiting", null, Map.of())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("assigned");
        assertThat(send(sami, "PUT", path + "/restoration", "{\"evidence\":\"Je l'ai vu\"}", Map.of())
                        .json()
                        .path("restoredAt")
                        .isNull())
                .isFalse();
        assertThat(post(sami, path + "/resolution", "{\"solution\":\"Relancé\"}", null)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("resolved");
        assertThat(send(sami, "DELETE", path + "/resolution", null, Map.of())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("assigned");
        assertThat(get(sami, path + "/clocks/restore/explanation")
                        .json()
                        .path("target")
                        .asString())
                .isEqualTo("PT4H");
        assertThat(get(durand, path).status()).isEqualTo(200);
        assertThat(send(durand, "PATCH", path, better, Map.of()).status()).isEqualTo(404);
        assertThat(get(sami, "/api/v1/tickets?client=boutique&state=assigned&asset=web-1&sort=due&limit=1")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void refusesAMisspeltFieldByItsName() throws Exception {
        Answer refused = post(sami, "/api/v1/tickets", "{\"client\":\"boutique\",\"titel\":\"x\"}", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo("titel");
    }

    @Test
    void answersTheElementaryQuestionsOfAContract() throws Exception {
        String bureau = "/api/v1/calendars/bureau/";
        assertThat(get(sami, bureau + "due?client=boutique&from=2026-11-23T07:30:00Z&duration=PT4H30M")
                        .text())
                .isEqualTo("{\"dueAt\":\"2026-11-23T13:00:00Z\"}");
        assertThat(get(
                                sami,
                                bureau + "elapsed?client=boutique&from=2026-11-23T07:30:00Z&to=2026-11-23T13:00:00Z"
                                        + "&pause=2026-11-23T08:00:00Z/2026-11-23T09:00:00Z")
                        .text())
                .isEqualTo("{\"elapsed\":\"PT3H30M\"}");
        assertThat(get(sami, bureau + "due?client=boutique&from=2026-11-23T07:30:00Z&duration=PT0S")
                        .status())
                .isEqualTo(400);
        assertThat(get(sami, bureau + "due?client=mairie&from=2026-11-23T07:30:00Z&duration=PT1H")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void readsEveryListInTheOneShape() throws Exception {
        for (String list : List.of(
                "clients", "clients/boutique/sites", "assets", "checks", "alerts", "tickets", "metrics/series")) {
            Answer answer = get(sami, "/api/v1/" + list);
            assertThat(answer.status()).as(list).isEqualTo(200);
            assertThat(answer.json().path("items").isArray()).as(list).isTrue();
            assertThat(answer.json().has("next")).as(list).isTrue();
            assertThat(get(null, "/api/v1/" + list).status()).as(list).isEqualTo(401);
            assertThat(get(sami, "/api/v1/" + list + "?limit=1001").status())
                    .as(list)
                    .isEqualTo(400);
        }
    }

    @Test
    void tellsItsHealthAndItsFigures() throws Exception {
        assertThat(get(null, "/health/live").json().path("status").asString()).isEqualTo("up");
        assertThat(get(null, "/health/ready").json().path("status").asString()).isEqualTo("up");
        assertThat(get(sami, "/metrics").status()).isEqualTo(404);
        Answer figures = get(scraper, "/metrics");
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.text()).contains("\nvigie_tickets_open ").endsWith("# EOF\n");
        assertThat(get(scraper, "/api/v1/tickets").status()).isEqualTo(404);
    }

    private static long opened(String title, String key) throws Exception {
        Answer made = post(
                sami,
                "/api/v1/tickets",
                "{\"client\":\"boutique\",\"title\":\"" + title
                        + "\",\"impact\":\"high\",\"urgency\":\"high\",\"asset\":\"web-1\",\"service\":\"shop\"}",
                key);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("number").asLong();
    }

    private static String token(Role role, String login, String client) {
        var clients = new TreeSet<TenantId>();
        if (client != null) {
            clients.add(Scope.across("a test")
                    .call(() -> house.getBean(Clients.class).find(client))
                    .orElseThrow()
                    .id());
        }
        Account account = house.getBean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount(login, login, role, Locale.ENGLISH, client == null, clients),
                        "un long mot de passe " + login);
        var viewer =
                new Viewer(account.id(), login, login, role, Locale.ENGLISH, account.everyClient(), account.clients());
        return house.getBean(ApiTokens.class)
                .issue(viewer, login, role, null, null)
                .secret();
    }

    private static String scraper() throws Exception {
        return post(admin, "/api/v1/tokens", "{\"name\":\"prometheus\",\"role\":\"metrics\"}", null)
                .json()
                .path("token")
                .asString();
    }

    private static Answer yaml(String token, String text, boolean dryRun) throws Exception {
        return send(
                token,
                "PUT",
                "/api/v1/declarations?dryRun=" + dryRun,
                text,
                Map.of("Content-Type", "application/yaml"));
    }

    private static Answer get(String token, String path) throws Exception {
        return send(token, "GET", path, null, Map.of());
    }

    private static Answer post(String token, String path, String body, String key) throws Exception {
        return send(token, "POST", path, body, key == null ? Map.of() : Map.of("Idempotency-Key", key));
    }

    private static Answer send(String token, String method, String path, String body, Map<String, String> headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        String text = response.body();
        JsonNode json = text.startsWith("{")
                ? JsonMapper.shared().readTree(text)
                : JsonMapper.shared().createObjectNode();
        return new Answer(response.statusCode(), json, text, response);
    }
}
