package org.vigie.survival;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What Vigie watches and whom it tells: shops whose mood the test switches, and a pager that keeps what it is told. */
public final class Street implements AutoCloseable {

    /** One delivery to the pager. */
    /** @param page the link without its address: a server that starts again listens on another port */
    record Told(String id, String person, String page) {}

    private final HttpServer server;
    private final Map<String, Boolean> down = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Map<String, Long> first = new ConcurrentHashMap<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile @Nullable Runnable onPage;

    public Street() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/shop/", this::shop);
        server.createContext("/pager", this::pager);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void turn(String shop, boolean isDown) {
        down.put(shop, isDown);
        first.remove(shop);
        answers.put(shop, new AtomicInteger());
    }

    /** How often a shop answered since its mood last turned. */
    int answersInThisMood(String shop) {
        return answers.computeIfAbsent(shop, s -> new AtomicInteger()).get();
    }

    /** When a shop first answered in its mood, as {@code System.nanoTime()}. */
    public long firstAnswerInThisMood(String shop) {
        return first.getOrDefault(shop, 0L);
    }

    List<Told> told() {
        return told;
    }

    /** Called once, while the next delivery waits for its answer. */
    void atNextPage(@Nullable Runnable action) {
        onPage = action;
    }

    /** A client with shops to watch, whoever is on call for them, and short times to hold and to relapse. */
    public String declarations(String client, String... shops) {
        var text = new StringBuilder("""
                client: %1$s
                name: %1$s
                calendars:
                  - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
                sites:
                  - {key: here, name: Here, timezone: Europe/Paris, calendar: h24}
                teams:
                  - {key: n2, name: Systems, level: 2}
                people:
                  - {key: ada, name: Ada, email: ada@example.com, teams: [n2]}
                  - {key: bob, name: Bob, email: bob@example.com, teams: [n2]}
                on-call:
                  - {team: n2, calendar: h24, people: [ada], rotation: 7d, from: "2026-01-05T08:00", timezone: Europe/Paris}
                service-levels:
                  - key: standard
                    calendar: h24
                    incident:
                      P1: {respond: 15m, restore: 4h, resolve: 8h}
                      P2: {respond: 15m, restore: 4h, resolve: 8h}
                      P3: {respond: 15m, restore: 4h, resolve: 8h}
                      P4: {respond: 15m, restore: 4h, resolve: 8h}
                assets:
                  - {key: web, kind: server, name: Web, address: 127.0.0.1, site: here}
                services:
                  - {key: shop, name: Shop, depends-on: [web], criticality: critical, service-level: standard}
                response:
                  - {when: {severity: critical}, open: incident, team: n2, resolve-when-cleared: true}
                contract:
                  key: contract
                  from: 2026-01-01
                  to: 2036-12-31
                  availability: {target: 99.5, method: A, unknown-counts-as: unmeasured}
                  stabilisation: 3s
                  relapse: 12s
                checks:
                """.formatted(client));
        for (String key : shops) {
            text.append("""
                      - {key: %s, asset: web, symptom: %s, interval: 5s, timeout: 2s, failures: 2, retry: 1s,
                         http: {url: "%s", status: 200}}
                    """.formatted(key, key, url("/shop/" + client + "-" + key)));
        }
        return text.toString();
    }

    private void shop(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/shop/".length());
        boolean isDown = down.getOrDefault(name, false);
        first.putIfAbsent(name, System.nanoTime());
        answer(exchange, isDown ? 500 : 200, isDown ? "broken" : "open");
        answers.computeIfAbsent(name, s -> new AtomicInteger()).incrementAndGet();
    }

    private void pager(HttpExchange exchange) throws IOException {
        var message = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        told.add(new Told(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                message.path("person").asString(),
                URI.create(message.path("link").asString()).getPath()));
        Runnable action = onPage;
        if (action != null) {
            onPage = null;
            action.run();
        }
        answer(exchange, 204, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
