package org.vigie.bench;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Clients;
import org.vigie.server.Application;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/**
 * Pages and REST over HTTP at 1 000 000 tickets, on a PostgreSQL that keeps what it acknowledges. Up to 8 minutes, of
 * which most write the tickets. The browser is not in it: the time is from the request to the last byte of the answer.
 */
public final class PagesBench {
    private static final int RUNS = 60;
    private static final int CREATES = 3_000;
    private static final int CREATORS = 8;

    private static final String CLIENT = """
            client: boutique
            name: Boutique du Port SARL
            locale: fr
            calendars:
              - {key: bureau, timezone: Europe/Paris, holidays: FR, week: {mon-fri: ["08:30-12:30", "13:30-18:00"]}}
            sites:
              - {key: lyon, name: Lyon, timezone: Europe/Paris, calendar: bureau}
            teams:
              - {key: n1, name: Centre de services, level: 1}
              - {key: n2, name: Systèmes et réseaux, level: 2}
            service-levels:
              - key: standard
                calendar: bureau
                incident:
                  P1: {respond: 15m, restore: 4h, resolve: 2 working-days}
                  P2: {respond: 1h, restore: 8h, resolve: 5 working-days}
                  P3: {respond: 4h, resolve: 40h}
                  P4: {respond: 1 working-days, resolve: 10 working-days}
            assets:
              - {key: web-1, kind: server, name: Serveur web, site: lyon}
            services:
              - {key: shop, name: Boutique en ligne, depends-on: [web-1], criticality: critical, service-level: standard}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream out;
    private String url = "";
    private String token = "";

    private PagesBench(PrintStream out) {
        this.out = out;
    }

    static void run(PrintStream out) throws Exception {
        Path data = Files.createTempDirectory("vigie-bench-");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        try (var postgres = EmbeddedPostgres.start(data, Path.of("target", "postgres"), PostgresTuning.KEPT)) {
            new PagesBench(out).measure(data, postgres);
        } finally {
            delete(data);
        }
    }

    private void measure(Path data, EmbeddedPostgres postgres) throws Exception {
        var roles = DatabaseRoles.prepare(postgres);
        DatabaseRoles.createDatabase(postgres, "vigie");
        try (ConfigurableApplicationContext house = start(data, postgres.url("vigie"), roles);
                Connection owner = DriverManager.getConnection(
                        postgres.url("vigie"), DatabaseRoles.OWNER, roles.ownerPassword())) {
            url = "http://127.0.0.1:" + house.getEnvironment().getProperty("local.server.port");
            token = administrator(house);
            declare();
            int first = Scope.across("a benchmark")
                    .call(() -> house.getBean(Clients.class).find("boutique"))
                    .orElseThrow()
                    .id()
                    .value();
            TicketsBench.fill(owner, first);
            clients(owner, first);
            out.printf(
                    "| request at %d tickets | p50 ms | p95 ms | max ms | KB |%n|---|---|---|---|---|%n",
                    TicketsBench.TICKETS);
            for (String client : new String[] {"", "&client=boutique", "&client=c150"}) {
                page("/tickets?show=open&sort=priority" + client);
                page("/tickets?show=all&sort=newest" + client);
                page("/tickets?show=open&team=n3&priority=P2&sort=due" + client);
                page("/tickets?show=open&q=imprimante+dossier&sort=updated" + client);
            }
            page("/");
            long number = newest(owner);
            page("/tickets/" + number);
            page("/api/v1/tickets?client=boutique&q=dossier+4321");
            creates();
        }
    }

    private static ConfigurableApplicationContext start(Path data, String database, DatabaseRoles roles) {
        var settings = new HashMap<String, Object>();
        settings.put("vigie.data", data.toString());
        settings.put("spring.datasource.url", database);
        settings.put("spring.datasource.username", DatabaseRoles.APP);
        settings.put("spring.datasource.password", roles.appPassword());
        settings.put("spring.flyway.url", database);
        settings.put("spring.flyway.user", DatabaseRoles.OWNER);
        settings.put("spring.flyway.password", roles.ownerPassword());
        settings.put("server.port", "0");
        var application = new SpringApplication(Application.class);
        application.addInitializers(context ->
                context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("bench", settings)));
        return application.run();
    }

    private static String administrator(ConfigurableApplicationContext house) {
        Account account = house.getBean(Accounts.class)
                .create(
                        Actor.automatic("benchmark"),
                        new NewAccount("alice", "Alice", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>()),
                        "un long mot de passe");
        var viewer =
                new Viewer(account.id(), "alice", "Alice", Role.ADMINISTRATOR, Locale.FRENCH, true, account.clients());
        return house.getBean(ApiTokens.class)
                .issue(viewer, "benchmark", Role.ADMINISTRATOR, null, null)
                .secret();
    }

    private void declare() throws Exception {
        var answer = http.send(
                request("/api/v1/declarations")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(CLIENT))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Names for the other clients, whose tickets are there. */
    private static void clients(Connection owner, int first) throws Exception {
        try (Statement statement = owner.createStatement()) {
            statement.execute("alter table organization.client no force row level security");
            statement.execute("""
                    insert into organization.client (tenant_id, key, name, locale, created_at)
                    select n, 'c' || n, 'Client ' || n, 'fr', now() from generate_series(%d, 200) n
                    """.formatted(first + 1));
            statement.execute("alter table organization.client force row level security");
            statement.execute("analyze");
        }
    }

    private static long newest(Connection owner) throws Exception {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select last_value from servicedesk.ticket_number")) {
            row.next();
            return row.getLong(1);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private void page(String path) throws Exception {
        double[] times = new double[RUNS];
        int bytes = 0;
        for (int run = -20; run < RUNS; run++) {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = get(path);
            if (answer.statusCode() != 200) {
                out.printf("| %s | answered %d | | | |%n", path, answer.statusCode());
                return;
            }
            bytes = answer.body().length;
            if (run >= 0) {
                times[run] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %d |%n",
                path,
                times[RUNS / 2],
                times[RUNS * 95 / 100],
                times[RUNS - 1],
                bytes / 1_000);
    }

    private void creates() throws Exception {
        create(400);
        long start = System.nanoTime();
        int failed = create(CREATES);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%nREST create, %d at once, clocks, news and audit: %.0f a second (%d of %d failed)%n",
                CREATORS,
                CREATES / seconds,
                failed,
                CREATES);
    }

    private int create(int tickets) {
        var failed = new AtomicInteger();
        try (var creators = Executors.newFixedThreadPool(CREATORS)) {
            for (int i = 0; i < tickets; i++) {
                String body = """
                        {"client": "boutique", "kind": "incident", "title": "Imprimante muette %d", "service": "shop",
                         "description": "Depuis ce matin.", "impact": "medium", "urgency": "high"}
                        """.formatted(i);
                creators.submit(() -> {
                    var answer = http.send(
                            request("/api/v1/tickets")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
                    if (answer.statusCode() != 201) {
                        failed.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        return failed.get();
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
