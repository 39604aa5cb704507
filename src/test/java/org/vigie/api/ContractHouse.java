package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole house, opened once for all classes of the contract, and asked over HTTP as a stranger would. Every answer is
 * held against the OpenAPI document. Nobody watches and no job runs, so that nothing moves but by the tests.
 */
final class ContractHouse implements BeforeAllCallback {
    static final String BOUTIQUE = """
            client: boutique
            name: Boutique du Port SARL
            locale: fr
            calendars:
              - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
              - {key: bureau, timezone: Europe/Paris, holidays: FR, week: {mon-fri: ["08:30-12:30", "13:30-18:00"]}}
            sites:
              - {key: lyon, name: Lyon, timezone: Europe/Paris, calendar: bureau}
              - {key: brest, name: Brest, timezone: Europe/Paris}
            teams:
              - {key: n1, name: Centre de services, level: 1}
              - {key: n2, name: Systèmes et réseaux, level: 2}
            service-levels:
              - key: standard
                calendar: h24
                incident:
                  P1: {respond: 15m, restore: 4h, resolve: 2 working-days}
                  P2: {respond: 1h, restore: 8h, resolve: 5 working-days}
                request:
                  P3: {respond: 4h, resolve: 5 working-days}
            assets:
              - {key: sw-lyon, kind: switch, name: Cœur de réseau, address: 192.0.2.1, site: lyon}
              - {key: web-1, kind: server, name: Serveur web, address: 127.0.0.1, site: lyon, depends-on: [sw-lyon]}
              - {key: nas-1, kind: storage, name: Stockage, criticality: high}
            services:
              - {key: shop, name: Boutique en ligne, depends-on: [web-1], criticality: critical, service-level: standard}
            checks:
              - {key: web-1-http, asset: web-1, interval: 10s, timeout: 3s, failures: 3, http: {url: "http://127.0.0.1:1/"}}
              - {key: web-1-tcp, asset: web-1, interval: 1m, timeout: 3s, tcp: {port: 1}}
            response:
              - {when: {severity: critical}, open: incident, team: n2, resolve-when-cleared: true}
            contract:
              key: infogerance-2026
              from: 2026-01-01
              to: 2026-12-31
              availability: {target: 99.5, method: A, unknown-counts-as: unmeasured}
              pauses: [waiting-for-client]
            """;

    private static final Namespace HERE = Namespace.create(ContractHouse.class);
    private static Opened opened;

    /** Closed by JUnit after the last test of all. */
    private record Opened(WholeHouse house, Described described, HttpClient http, Map<String, String> tokens)
            implements AutoCloseable {
        @Override
        public void close() {
            http.close();
            house.close();
        }
    }

    record Answer(int status, JsonNode json, String text, byte[] bytes, HttpResponse<byte[]> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String etag() {
            assertThat(header("ETag")).as("no ETag: " + text).isNotNull();
            return header("ETag");
        }

        JsonNode items() {
            assertThat(status).as(text).isEqualTo(200);
            return json.path("items");
        }

        /** The first error of a problem document as "field code". */
        String error() {
            JsonNode first = json.path("errors").path(0);
            return first.path("field").asString("") + " " + first.path("code").asString("");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(HERE).computeIfAbsent("house", key -> open());
    }

    private static Opened open() {
        try {
            WholeHouse house =
                    WholeHouse.open(Map.of("vigie.jobs.enabled", false, "vigie.monitoring.watch.enabled", false));
            opened = new Opened(house, Described.byTheCheckedFile(), HttpClient.newHttpClient(), new HashMap<>());
            opened.tokens.put("admin", house.token());
            assertThat(declare(BOUTIQUE).status()).isEqualTo(200);
            assertThat(declare("client: mairie\nname: Mairie\nlocale: fr\n").status())
                    .isEqualTo(200);
            token("sami", Role.TECHNICIAN);
            token("denise", Role.DELIVERY_MANAGER);
            token("durand", Role.CLIENT_MANAGER);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void token(String login, Role role) {
        token(login, role, null);
    }

    /** @param person who of the client's people that is */
    static void token(String login, Role role, @Nullable Long person) {
        var clients = new TreeSet<TenantId>();
        clients.add(Scope.across("a test")
                .call(() -> opened.house.bean(Clients.class).find("boutique"))
                .orElseThrow()
                .id());
        Account account = opened.house
                .bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount(login, login, role, Locale.ENGLISH, false, clients, person),
                        "un long mot de passe " + login);
        var viewer = new Viewer(
                account.id(), login, login, role, Locale.ENGLISH, false, account.clients(), account.person());
        opened.tokens.put(
                login,
                opened.house
                        .bean(ApiTokens.class)
                        .issue(viewer, login, role, null, null)
                        .secret());
    }

    /** While the description is written, nothing can be held against it. */
    static boolean isWriting() {
        return "write".equals(System.getProperty("openapi"));
    }

    static WholeHouse house() {
        return opened.house;
    }

    static Described described() {
        return opened.described;
    }

    /** By the short name of a member of the cast, or itself. */
    static String token(String who) {
        return opened.tokens.getOrDefault(who, who);
    }

    static Answer get(String who, String path, String... headers) {
        return ask(who, "GET", path, (byte[]) null, headers);
    }

    static Answer post(String who, String path, String json, String... headers) {
        return ask(who, "POST", path, json, headers);
    }

    static Answer put(String who, String path, String json, String... headers) {
        return ask(who, "PUT", path, json, headers);
    }

    static Answer delete(String who, String path) {
        return ask(who, "DELETE", path, (byte[]) null);
    }

    static Answer declare(String yaml) {
        return ask("admin", "PUT", "/api/v1/declarations", yaml, "Content-Type", "application/yaml");
    }

    static Answer ask(String who, String method, String path, String body, String... headers) {
        return ask(who, method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer ask(String who, String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(opened.house.url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        boolean typed = false;
        for (int i = 0; i < headers.length; i += 2) {
            typed |= headers[i].equals("Content-Type");
            request.header(headers[i], headers[i + 1]);
        }
        if (body != null && !typed) {
            request.header("Content-Type", "application/json");
        }
        if (who != null) {
            request.header("Authorization", "Bearer " + token(who));
        }
        HttpResponse<byte[]> response;
        try {
            response = opened.http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (!method.equals("HEAD") && !method.equals("OPTIONS") && !isWriting()) {
            opened.described.check(method, path, response.statusCode(), type, text);
        }
        JsonNode json = type.contains("json") && !text.isEmpty()
                ? JsonMapper.shared().readTree(text)
                : JsonMapper.shared().createObjectNode();
        return new Answer(response.statusCode(), json, text, response.body(), response);
    }
}
