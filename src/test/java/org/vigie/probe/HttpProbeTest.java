package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpProbeTest {
    private static HttpServer shop;
    private static String url;
    private static Asking asking;
    private static final List<String> AUTHORIZATIONS = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        shop.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        shop.createContext("/", exchange -> {
            List<String> who = exchange.getRequestHeaders().get("Authorization");
            AUTHORIZATIONS.add(who == null ? "nobody" : who.getFirst());
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/busy" -> reply(exchange, 503, "later");
                case "/moved" -> redirect(exchange, "/");
                case "/loop" -> redirect(exchange, "/loop");
                case "/elsewhere" ->
                    redirect(exchange, "http://127.0.0.2:" + shop.getAddress().getPort() + "/");
                case "/nowhere" -> redirect(exchange, "gopher://old/");
                case "/echo" ->
                    reply(
                            exchange,
                            200,
                            exchange.getRequestMethod() + " "
                                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                case "/packed" -> packed(exchange);
                case "/evil" -> reply(exchange, 200, "a".repeat(200) + "!");
                default -> reply(exchange, 200, "Bienvenue à la boutique");
            }
        });
        shop.start();
        url = "http://127.0.0.1:" + shop.getAddress().getPort();
        asking = new Asking();
    }

    @AfterAll
    static void close() {
        asking.close();
        shop.stop(0);
    }

    @Test
    void findsAGoodPageGood() {
        var result = asking.ask(HttpSpec.get(url + "/")
                .expecting(HttpExpectation.success()
                        .containing("Bienvenue à")
                        .notContaining("erreur")
                        .matching("bou.ique")
                        .withHeader("Content-Type", "text/html")));
        assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
        assertThat(result.measures())
                .extracting(Measure::name)
                .contains("probe_duration_seconds", "probe_http_status_code", "probe_http_body_bytes");
    }

    @Test
    void saysWhichStatusCameInsteadOfWhich() {
        var result = asking.ask(HttpSpec.get(url + "/busy").expecting(HttpExpectation.statuses("200")));
        assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
        assertThat(result.finding().in(java.util.Locale.ENGLISH)).matches("HTTP 503 instead of 200 after \\d+ ms");
    }

    @Test
    void acceptsAnErrorThatIsExpected() {
        assertThat(code(HttpSpec.get(url + "/busy").expecting(HttpExpectation.statuses("200", "5xx"))))
                .isEqualTo("http.good");
    }

    @Test
    void missesAndRefusesWords() {
        var spec = HttpSpec.get(url + "/");
        assertThat(code(spec.expecting(HttpExpectation.success().containing("Welcome"))))
                .isEqualTo("http.missing");
        assertThat(code(spec.expecting(HttpExpectation.success().notContaining("boutique"))))
                .isEqualTo("http.unwanted");
        assertThat(code(spec.expecting(HttpExpectation.success().matching("^nothing$"))))
                .isEqualTo("http.no-match");
        assertThat(code(spec.expecting(HttpExpectation.success().withHeader("X-Absent", ""))))
                .isEqualTo("http.header-missing");
        assertThat(code(spec.expecting(HttpExpectation.success().withHeader("Content-Type", "json"))))
                .isEqualTo("http.header-differs");
    }

    @Test
    void followsRedirectsAsFarAsAllowed() {
        assertThat(code(HttpSpec.get(url + "/moved"))).isEqualTo("http.good");
        assertThat(code(HttpSpec.get(url + "/moved").redirecting(Redirects.none())))
                .isEqualTo("http.status");
        assertThat(code(HttpSpec.get(url + "/moved")
                        .redirecting(Redirects.none())
                        .expecting(HttpExpectation.statuses("302"))))
                .isEqualTo("http.good");
        assertThat(code(HttpSpec.get(url + "/loop"))).isEqualTo("http.too-many-redirects");
        assertThat(code(HttpSpec.get(url + "/elsewhere").redirecting(Redirects.sameHost())))
                .isEqualTo("http.leaves-host");
        assertThat(code(HttpSpec.get(url + "/nowhere"))).isEqualTo("http.bad-redirect");
    }

    @Test
    void keepsThePasswordAtHome() {
        AUTHORIZATIONS.clear();
        asking.ask(HttpSpec.get(url + "/elsewhere").as(new Credentials.Basic("alice", "sésame")));
        String basic = "Basic " + Base64.getEncoder().encodeToString("alice:sésame".getBytes(StandardCharsets.UTF_8));
        assertThat(AUTHORIZATIONS).first().isEqualTo(basic);
        assertThat(AUTHORIZATIONS.subList(1, AUTHORIZATIONS.size())).doesNotContain(basic);
        asking.ask(HttpSpec.get(url + "/").as(new Credentials.Bearer("t0ken")));
        assertThat(AUTHORIZATIONS).last().isEqualTo("Bearer t0ken");
    }

    @Test
    void sendsABodyWithItsMethod() {
        var spec = HttpSpec.get(url + "/echo").sending("put", Map.of("X-Shop", "Lyon"), "été");
        assertThat(code(spec.expecting(HttpExpectation.success().containing("PUT été"))))
                .isEqualTo("http.good");
    }

    @Test
    void readsAPackedPageThatItDidNotAskFor() {
        assertThat(code(HttpSpec.get(url + "/packed")
                        .expecting(HttpExpectation.success().containing("petit"))))
                .isEqualTo("http.good");
    }

    @Test
    void saysSlowWhenTheServerIs() {
        var result = asking.ask(HttpSpec.get(url + "/").within(Levels.of(0, 3600)));
        assertThat(result.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(result.finding().code()).isEqualTo("slow");
    }

    @Test
    void givesUpAnEndlessExpressionWithoutBlamingTheService() {
        var result = asking.ask(
                HttpSpec.get(url + "/evil").expecting(HttpExpectation.success().matching("(a+)+\\1c")));
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.finding().code()).isEqualTo("own.regex");
    }

    @Test
    void saysRefusedWhenNobodyListens() throws IOException {
        int port;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        var result = asking.ask(HttpSpec.get("http://127.0.0.1:" + port + "/"));
        assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
        assertThat(result.finding().code()).isEqualTo("refused");
    }

    @Test
    void survivesHostileServers() throws Exception {
        assertThat(hostile("SSH-2.0-OpenSSH_9.9\r\n", 0).finding().code()).isEqualTo("http.not-http");
        assertThat(hostile("HTTP/1.1 200 OK\r\nX: ", 200_000).finding().code()).isEqualTo("http.head-too-large");
        assertThat(hostile("", 0).finding().code()).isEqualTo("http.closed");
        assertThat(hostile("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", 0)
                        .finding()
                        .code())
                .isEqualTo("http.cut");
        assertThat(hostile("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", 0)
                        .finding()
                        .code())
                .isEqualTo("http.not-http");
        assertThat(hostile("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 0)
                        .finding()
                        .code())
                .isEqualTo("http.not-http");
        // An endless page is judged on its beginning.
        assertThat(hostile("HTTP/1.1 200 OK\r\n\r\n", 3 * HttpResponse.MAX_BODY).outcome())
                .isEqualTo(Outcome.OK);
        assertThat(hostile("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 Fine\r\n\r\n", 0)
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void endsASlowDripAtTheTimeout() throws Exception {
        try (var drip = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!drip.isClosed()) {
                    try (Socket socket = drip.accept()) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ndrip"
                                        .getBytes(StandardCharsets.US_ASCII));
                        // Then nothing until the other side has enough.
                        while (socket.getInputStream().read() >= 0) {
                            continue;
                        }
                    } catch (IOException hungUp) {
                        Thread.yield();
                    }
                }
            });
            var result =
                    asking.undisturbed(HttpSpec.get("http://127.0.0.1:" + drip.getLocalPort()), Duration.ofMillis(300));
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding().code()).isEqualTo("http.slow-body");
            assertThat(result.took()).isBetween(Duration.ofMillis(290), Duration.ofSeconds(2));
        }
    }

    private static ProbeResult hostile(String start, int filling) throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    OutputStream out = socket.getOutputStream();
                    out.write(start.getBytes(StandardCharsets.US_ASCII));
                    byte[] filler = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
                    for (int sent = 0; sent < filling; sent += filler.length) {
                        out.write(filler);
                    }
                } catch (IOException hungUp) {
                    // Being hung up on is what a flood deserves.
                    Thread.yield();
                }
            });
            return asking.ask(HttpSpec.get("http://127.0.0.1:" + server.getLocalPort()));
        }
    }

    private static String code(HttpSpec spec) {
        return asking.ask(spec).finding().code();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void packed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
            out.write("tout petit".getBytes(StandardCharsets.UTF_8));
        }
    }
}
