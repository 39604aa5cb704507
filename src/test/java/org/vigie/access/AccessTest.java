package org.vigie.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.vigie.alerting.Alerts;
import org.vigie.identity.SignIns;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/**
 * Nobody sees what is not theirs: every route of a whole house, as Spring maps it, asked by everybody. A new controller is
 * judged as soon as it is there; a new kind of variable makes these tests fail until {@link Kind} says whose it is.
 */
class AccessTest {
    /** A stream that does not end; it has a test of its own below. */
    private static final String STREAM = "/live";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    /** Neither script nor form nor frame, and nothing from elsewhere; a letter of HTML keeps its own colours. */
    private static final Set<String> STRICTER = Set.of(
            "sandbox; default-src 'none'",
            "sandbox allow-popups; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'",
            "no-referrer");

    private static final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private static TwoClients clients;
    private static List<Route> routes;

    @BeforeAll
    static void open() throws Exception {
        clients = new TwoClients();
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
        routes = Route.all(clients.house.context()).stream()
                .filter(route -> !route.pattern().equals(STREAM))
                .toList();
    }

    @AfterAll
    static void close() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        if (clients != null) {
            clients.close();
        }
    }

    @Test
    void whatIsForeignAnswersAsWhatNeverWasAndStaysAsItIs() {
        var before = clients.rowsOf("bravo");
        assertThat(new ForeignMatrix(clients, routes).differences()).isEmpty();
        assertThat(clients.rowsOf("bravo")).as("bravo's rows").isEqualTo(before);
    }

    @Test
    void noPageNoListAndNoSearchHoldsAWordOfAnotherClient() {
        assertThat(new ForeignMatrix(clients, routes).leaks()).isEmpty();
    }

    @Test
    void itsOwnPeopleDoSeeThoseWords() {
        var seen = new ForeignMatrix(clients, routes).seenByItsOwn();
        assertThat(seen.values().stream().filter(found -> found).count())
                .as("routes that show bravo to bravo: " + seen)
                .isGreaterThanOrEqualTo(25);
    }

    @Test
    void eachRoleMayDoWhatTheTableSays() throws IOException {
        var table = new AccessTable(clients, routes);
        assertThat(table.oversteps()).as("a client's people").isEmpty();
        String found = table.written();
        Path fresh = Path.of("target", "access.md");
        Files.writeString(fresh, found);
        assertThat(found)
                .as("docs/access.md; if the change is meant, read it and copy " + fresh + " there")
                .isEqualTo(Files.readString(Path.of("docs", "access.md")));
    }

    @Test
    void whatIsDeclaredCannotPointAtAnothersThingsNorTellThatTheyAreThere() {
        var manager = clients.caller("alpha.delivery-manager");
        for (String section : List.of(
                "assets: [{key: a, kind: server, name: A, depends-on: [bravo-web]}]",
                "assets: [{key: a, kind: server, name: A, site: bravo-site}]",
                "services: [{key: s, name: S, depends-on: [bravo-web]}]",
                "services: [{key: s, name: S, service-level: bravo-level}]",
                "sites: [{key: s, name: S, timezone: Europe/Paris, calendar: bravo-h24}]",
                "people: [{key: p, name: P, teams: [bravo-team]}]",
                "on-call: [{team: bravo-team, people: [alpha-person], rotation: 7d, from: \"2026-01-05T08:00\"}]",
                "on-call: [{team: alpha-team, people: [bravo-person], rotation: 7d, from: \"2026-01-05T08:00\"}]",
                "service-levels: [{key: l, calendar: bravo-h24, incident: {P1: {respond: 15m}}}]",
                "checks: [{key: c, asset: bravo-web, interval: 60s, icmp: {}}]",
                "response: [{when: {severity: critical}, open: incident, team: bravo-team}]",
                "windows: [{key: w, assets: [bravo-web], rule: \"FREQ=MONTHLY;BYDAY=2TU\", start: \"22:00\", lasts: 2h,"
                        + " timezone: Europe/Paris}]")) {
            String text = "client: alpha\nname: Alpha\n" + section + "\n";
            var foreign = manager.send(declaring(text));
            assertThat(foreign.status()).as(section + " " + foreign.body()).isEqualTo(400);
            assertThat(foreign.comparable())
                    .as(section)
                    .isEqualTo(manager.send(declaring(Estate.unknown(text))).comparable());
        }
    }

    private static Route.Asked declaring(String text) {
        return new Route.Asked("PUT", "/api/v1/declarations", text, "application/yaml", "application/json");
    }

    @Test
    void noPageChangesAnythingWithoutTheTokenOfItsOwnForm() {
        var manager = clients.caller("alpha.delivery-manager");
        var another = clients.caller("alpha.technician");
        var before = clients.rowsOf("alpha");
        var problems = new ArrayList<String>();
        var forms = routes.stream()
                .filter(route -> route.changes() && !route.isForPrograms())
                .toList();
        assertThat(forms).hasSizeGreaterThan(20);
        for (Route route : forms) {
            var asked = new ForeignMatrix.Case(manager, route, List.of()).asked(clients.alpha, clients.alpha);
            for (String token : List.of("", "made-up", another.shown().get("X-CSRF-TOKEN"))) {
                int status = manager.send(asked, Map.of("X-CSRF-TOKEN", token)).status();
                if (status != 403) {
                    problems.add(route + " answers " + status + " to the token \"" + token + "\"");
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(clients.rowsOf("alpha")).isEqualTo(before);
    }

    @Test
    void everyAnswerIsStrictAboutWhatABrowserMayDoWithIt() {
        var problems = new ArrayList<String>();
        var manager = clients.caller("alpha.delivery-manager");
        for (Caller caller : List.of(manager, clients.chief, clients.caller("nobody"))) {
            for (Route route : routes) {
                if (!route.changes()) {
                    var asked = new ForeignMatrix.Case(caller, route, List.of()).asked(clients.alpha, clients.alpha);
                    lookAt(caller + " " + route, caller.send(asked), problems);
                }
            }
            for (String path : List.of(
                    "/nothing",
                    "/tickets/x",
                    "/tickets?show=x",
                    "/static/x",
                    "/vendor/x",
                    "/error",
                    "/a//b",
                    "/a;b",
                    "/%2e%2e/x",
                    "/%00",
                    "/script/vigie.js",
                    "/favicon.ico",
                    "/sign-in?next=//evil.example")) {
                lookAt(caller + " " + path, caller.get(path), problems);
            }
        }
        assertThat(problems).isEmpty();
    }

    private static void lookAt(String what, Caller.Answer answer, List<String> problems) {
        Map<String, String> wanted = Map.of(
                "content-security-policy", POLICY,
                "x-content-type-options", "nosniff",
                "x-frame-options", "DENY",
                "referrer-policy", "same-origin",
                "cross-origin-opener-policy", "same-origin",
                "cross-origin-resource-policy", "same-origin");
        wanted.forEach((header, value) -> {
            String given = answer.headers().get(header);
            // What strangers wrote or attached is held more strictly than our own pages.
            if (!value.equals(given) && !STRICTER.contains(String.valueOf(given))) {
                problems.add(what + " (" + answer.status() + ") has " + header + ": "
                        + answer.headers().get(header));
            }
        });
        String type = answer.headers().getOrDefault("content-type", "");
        if (type.startsWith("text/html") && RUNS_INLINE.matcher(answer.body()).find()) {
            problems.add(what + " has script or style in the page");
        }
        boolean file = type.contains("javascript") || type.contains("css") || type.contains("image");
        if (!file && !answer.headers().getOrDefault("cache-control", "").contains("no-store")) {
            problems.add(what + " (" + answer.status() + ") may be kept: "
                    + answer.headers().get("cache-control"));
        }
    }

    private static final Pattern RUNS_INLINE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)|<style|<[a-z]+[^>]*\\s(style|on[a-z]+)=|(href|src|action)=\"javascript:",
            Pattern.CASE_INSENSITIVE);

    @Test
    void tellsNothingOfTheInsideToWhoeverWritesNonsense() throws IOException {
        for (String nonsense : List.of(
                "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            var url = URI.create(clients.house.url());
            try (var socket = new Socket(url.getHost(), url.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).as(nonsense).startsWith("HTTP/1.1 ").doesNotContain("Tomcat", "Exception", "org.");
                assertThat(answer.split("\r\n")[0]).matches("HTTP/1.1 (4\\d\\d|505).*");
            }
        }
    }

    @Test
    void aStreamCarriesNoNewsOfAnotherClientAndEndsWithItsSession() throws Exception {
        var caller =
                clients.person("alpha.listener", org.vigie.identity.Role.TECHNICIAN, false, java.util.Set.of("alpha"));
        var heard = new ConcurrentLinkedQueue<String>();
        var ended = new AtomicBoolean();
        var request = HttpRequest.newBuilder(URI.create(clients.house.url() + STREAM))
                .header("Cookie", "vigie_session=" + caller.secret())
                .header("Accept", "text/event-stream")
                .build();
        var stream = caller.http()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> {
                    response.body().forEach(heard::add);
                    ended.set(true);
                });
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> heard.stream().anyMatch(line -> line.contains("beat")));
        Actor test = Actor.automatic("test");
        inClient(
                "bravo",
                () -> clients.house
                        .bean(Alerts.class)
                        .note(
                                Long.parseLong(clients.bravo.of(Kind.ALERT_ID)),
                                test,
                                org.vigie.shared.Words.of("probe.seen", "x")));
        inClient(
                "bravo",
                () -> clients.house
                        .bean(Alerts.class)
                        .acknowledge(Long.parseLong(clients.bravo.of(Kind.ALERT_ID)), test, null, null));
        inClient(
                "alpha",
                () -> clients.house
                        .bean(Tickets.class)
                        .reply(Long.parseLong(clients.alpha.of(Kind.TICKET)), "news of alpha", false, test));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains("event:servicedesk"));
        assertThat(heard).noneMatch(line -> line.contains("alerting"));

        var visitor = clients.house.bean(SignIns.class).resume(caller.secret()).orElseThrow();
        clients.house.bean(SignIns.class).end(visitor.viewer(), visitor.sessionId());
        Awaitility.await().atMost(Duration.ofSeconds(90)).untilTrue(ended);
        stream.join();
    }

    private static void inClient(String key, Runnable work) {
        Scope.of(clients.tenant(key)).run(work);
    }

    @Test
    void noSecretStandsInTheDatabaseInAnAnswerOrInTheLog() {
        var secrets = List.of(
                "ordinary-bearer",
                "ordinary-password",
                clients.chief.secret(),
                clients.caller("technician token of alpha").secret(),
                "quatre chevaux bleus");
        var ticket = clients.alpha.of(Kind.TICKET);
        clients.caller("technician token of alpha")
                .send(
                        new Route.Asked(
                                "POST",
                                "/api/v1/tickets/" + ticket + "/messages",
                                "{\"text\":\"a word\"}",
                                "application/json",
                                "application/json"),
                        Map.of("Idempotency-Key", "once"));
        for (String secret : secrets) {
            for (String form : List.of(
                    secret,
                    HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)),
                    Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
                assertThat(tablesThatHold(form)).as(secret).isEmpty();
            }
            assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains(secret));
        }
        // What the address of the same check shows that the search finds what is there.
        assertThat(tablesThatHold("ordinary-address")).contains("inventory.node");
        for (Route route : routes) {
            if (route.readsAsText()) {
                var asked = new ForeignMatrix.Case(clients.chief, route, List.of()).asked(clients.alpha, clients.alpha);
                assertThat(clients.chief.send(asked).body())
                        .as(route.toString())
                        .doesNotContain("ordinary-bearer", "ordinary-password");
            }
        }
    }

    @Test
    void thePageOfTheTrailTellsWhoDidWhatAndWhetherTheChainIsWhole() {
        Map<String, String> told = Map.of(
                "/audit?verb=sign-in", "signed in as",
                "/audit?verb=account.created", "created the account",
                "/audit?verb=token", "made the token alpha requester",
                "/audit?verb=declarations", "applied declarations of the client alpha",
                "/audit?verb=scope", "worked across clients, to: identity: sign in",
                "/audit?client=alpha&from=2026-01-01", "applied declarations of the client alpha",
                "/audit?who=CHI&subject=token+alpha+technician", "made the token alpha technician");
        told.forEach((address, words) ->
                assertThat(clients.chief.get(address).body()).as(address).contains(words));
        assertThat(clients.chief.get("/audit").body()).doesNotContain("worked across");
        assertThat(clients.chief.get("/audit?to=2026-01-01").body()).contains("No entry");
        assertThat(clients.chief.get("/audit?from=tomorrow").status()).isEqualTo(400);
        String first = clients.chief.get("/audit?verb=all").body();
        var next = Pattern.compile("href=\"(/audit\\?verb=all&(?:amp;)?cursor=\\d+)\"")
                .matcher(first);
        assertThat(next.find()).as(first).isTrue();
        assertThat(clients.chief.get(next.group(1).replace("&amp;", "&")).body())
                .contains("id=\"e");

        // Bravo's entries were changed to plant the canaries, so the chain is rightly broken here.
        assertThat(clients.chief
                        .send(new Route.Asked("POST", "/audit/verification", null, null, "text/html"))
                        .status())
                .isEqualTo(303);
        assertThat(clients.chief.get("/audit").body())
                .contains("Broken", "was changed", "verified the audit trail", "by chief");

        String managers = clients.caller("alpha.delivery-manager").get("/audit").body();
        assertThat(managers)
                .contains("applied declarations of the client alpha")
                .doesNotContain("signed in", "Verify now", "the account");
    }

    private static List<String> tablesThatHold(String text) {
        var found = new ArrayList<String>();
        clients.superuser.query(
                "select format('%I.%I', schemaname, tablename) as tab from pg_tables"
                        + " where schemaname not in ('pg_catalog', 'information_schema')",
                row -> {
                    String table = row.getString("tab");
                    if (Boolean.TRUE.equals(clients.superuser.queryForObject(
                            "select exists (select from " + table + " t where position(? in t::text) > 0)",
                            Boolean.class,
                            text))) {
                        found.add(table);
                    }
                });
        return found;
    }
}
