package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.vigie.TestDatabase;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.monitoring.Metrics;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.organization.Clients;
import org.vigie.server.Terminal.Ran;
import org.vigie.server.dump.Contents;
import org.vigie.server.dump.DumpReader;
import org.vigie.server.dump.MadeDump;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;
import org.vigie.shared.Actor;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole house that works is dumped, restored, started, and found to be the same one. */
class DumpTest {
    private static final String KEY = "5c".repeat(32);
    private static final String PASSWORD = "quatre chevaux bleus";
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final AtomicInteger asked = new AtomicInteger();

    private static HttpServer shop;
    private static WholeHouse house;
    private static String technician;
    private static String oneClientsAdministrator;

    @TempDir
    static Path folder;

    @BeforeAll
    static void aHouseThatWorks() throws Exception {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            boolean known = ("Basic "
                            + Base64.getEncoder().encodeToString("vigie:s3cr3t".getBytes(StandardCharsets.UTF_8)))
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.addAndGet(known ? 1 : 0);
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
        shop.start();
        house = WholeHouse.open(Map.of("vigie.master-key", KEY));
        declare(Files.readString(Path.of("examples/pme.yaml")));
        declare("""
                client: boutique
                name: Boutique du Port SARL
                locale: fr
                calendars:
                  - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
                service-levels:
                  - {key: standard, calendar: h24, incident: {P1: {respond: 15m, restore: 4h}}}
                assets:
                  - {key: web-1, kind: server, name: Serveur web, address: 127.0.0.1}
                services:
                  - {key: shop, name: Boutique, depends-on: [web-1], service-level: standard}
                checks:
                  - {key: shop-http, asset: web-1, interval: 5s, timeout: 2s, http: {url: "http://127.0.0.1:%d/",
                     status: 200, user: vigie, password: s3cr3t}}
                """.formatted(shop.getAddress().getPort()));
        technician = token(Role.TECHNICIAN, "sami", false);
        token(Role.ADMINISTRATOR, "alice", false);
        oneClientsAdministrator = token(Role.ADMINISTRATOR, "zoe", true);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
        shop.stop(0);
    }

    @Test
    void comesBackToLifeFromADumpTakenUnderLoad() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        TenantId boutique = client("boutique");
        int series = Scope.of(boutique)
                .call(() ->
                        house.bean(Metrics.class).series(SeriesKey.of(boutique, "till_total", Map.of("till", "1"))));
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < 600; i++) {
            samples.add(new Sample(series, now.minusSeconds(600 - i), i * 0.5));
        }
        Scope.of(boutique).call(() -> house.bean(Metrics.class).append(samples)).get(60, TimeUnit.SECONDS);
        long resolved = open(0);
        assertThat(send(
                                house.url(),
                                house.token(),
                                "POST",
                                "/tickets/" + resolved + "/resolution",
                                "{\"solution\":\"remis en route\"}")
                        .statusCode())
                .isLessThan(300);

        Path file = folder.resolve("busy.dump");
        var stop = new AtomicBoolean();
        var opened = new ArrayList<Long>();
        Thread load = Thread.ofVirtual().start(() -> {
            for (int i = 1; !stop.get(); i++) {
                opened.add(open(i));
            }
        });
        await(() -> opened.size() >= 3 && asked.get() > 0);
        Ran dumped =
                Terminal.run(Map.of("VIGIE_URL", house.url(), "VIGIE_TOKEN", house.token()), "dump", file.toString());
        int beforeTheEnd = opened.size();
        await(() -> opened.size() > beforeTheEnd);
        stop.set(true);
        load.join(Duration.ofMinutes(2));
        assertThat(dumped.exit()).as(dumped.err()).isZero();
        assertThat(dumped.out()).contains("fingerprint " + MasterKey.parse(KEY).fingerprint());

        Path data = folder.resolve("data");
        killARestore(file, data);
        Ran refused = Terminal.run(Map.of(), "up", "--data", data.toString(), "--port", "0");
        assertThat(refused)
                .isEqualTo(new Ran(
                        1, "", "A restore into " + data + " was not finished: run it again, or empty the folder.\n"));
        Path keyFile = Files.writeString(folder.resolve("kept.key"), KEY + "\n");
        Ran restored = Terminal.run(
                Map.of(), "restore", file.toString(), "--data", data.toString(), "--key-file", keyFile.toString());
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("./vigie up --data " + data);
        assertThat(Terminal.run(Map.of("VIGIE_MASTER_KEY", KEY), "restore", file.toString(), "--data", data.toString())
                        .err())
                .startsWith(data + " is not empty (");
        assertThat(MasterKey.inFile(data.resolve("master.key")).fingerprint())
                .isEqualTo(MasterKey.parse(KEY).fingerprint());

        Map<String, String> inFile = digests(file);
        try (var postgres = EmbeddedPostgres.start(data, PostgresTuning.KEPT);
                Connection superuser = DriverManager.getConnection(
                        postgres.url("vigie"), postgres.superuser(), postgres.superuserPassword())) {
            assertThat(digests(superuser, inFile.keySet(), contents(file))).isEqualTo(inFile);
            // Ticket and timeline are written by one transaction: a snapshot has both or none.
            assertThat(number(
                            superuser,
                            "select count(*) from servicedesk.ticket t where not exists "
                                    + "(select from servicedesk.timeline_entry e where e.number = t.number)"))
                    .isZero();
            assertThat(number(superuser, "select count(*) from servicedesk.ticket"))
                    .isGreaterThanOrEqualTo(4);
            assertThat(number(superuser, "select count(*) from pg_constraint where contype = 'f' and not convalidated"))
                    .isZero();
        }
        theSameHouse(file, data, series, now, opened);
    }

    private static void theSameHouse(Path file, Path data, int series, Instant now, List<Long> opened)
            throws Exception {
        Process server = vigie(Map.of(), data.resolveSibling("up.out"), "up", "--data", data.toString(), "--port", "0");
        try {
            Path announced = data.resolve("server.json");
            await(() -> Files.exists(announced) || !server.isAlive());
            assertThat(server.isAlive())
                    .as(Files.readString(data.resolveSibling("up.out")))
                    .isTrue();
            String url = JsonMapper.shared()
                    .readTree(Files.readString(announced))
                    .path("url")
                    .asString();

            assertThat(signsIn(url, "alice")).isTrue();
            long last = json(send(url, technician, "POST", "/tickets", ticket(1_000_000)))
                    .path("number")
                    .asLong();
            long known = highestTicket(file);
            assertThat(last).isGreaterThan(known).isLessThanOrEqualTo(opened.getLast() + 1);
            String range =
                    "/metrics/range?series=" + series + "&from=" + now.minusSeconds(700) + "&to=" + now.plusSeconds(1);
            JsonNode points = json(send(url, technician, "GET", range, null)).path("points");
            assertThat(points)
                    .isEqualTo(json(send(house.url(), technician, "GET", range, null))
                            .path("points"));
            assertThat(points.size()).isEqualTo(600);

            int before = asked.get();
            await(() -> {
                String check = get(url, technician, "/checks?client=boutique");
                Matcher at = Pattern.compile("\"lastCheckedAt\":\"([^\"]+)\"").matcher(check);
                return asked.get() > before && check.contains("\"state\":\"ok\"") && at.find();
            });
            Map<String, String> here = Map.of("VIGIE_DATA", data.toString());
            await(() -> Terminal.run(here, "audit", "verify").exit() == 0);
            String trail =
                    get(url, Files.readString(data.resolve("admin.token")).strip(), "/audit?limit=1000");
            assertThat(trail).contains("dump.restored").contains("dump.begun").doesNotContain("dump.ended");
            assertThat(data.resolve("restored.json")).doesNotExist();
        } finally {
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void goesIntoADatabaseOfOnesOwnFromAnOlderVigieAndMigratesAtTheNextStart() throws Exception {
        Path file = folder.resolve("older.dump");
        String[] rows = new String[1];
        try (TestDatabase older = TestDatabase.empty()) {
            migrate(older, "202611231110");
            // What a dump needs from the database, without the migration that brings it.
            try (Connection owner = older.owner().getConnection()) {
                owner.createStatement()
                        .execute(Files.readString(Path.of("src/main/resources/db/migration/shared/"
                                + "V202611260100__shared_dump_reads_everything.sql")));
                owner.createStatement()
                        .execute("alter table organization.client no force row level security;"
                                + "insert into organization.client values (1, 'mairie', 'Mairie', 'fr', now(), null);"
                                + "alter table organization.client force row level security");
            }
            MadeDump.of(older.app(), MasterKey.parse(KEY), file);
        }
        try (TestDatabase target = TestDatabase.empty()) {
            Path data = folder.resolve("external");
            String url = target.url()
                    .replace(
                            "jdbc:postgresql://",
                            "postgresql://" + DatabaseRoles.OWNER + ":" + target.ownerPassword() + "@");
            var surroundings = Map.of("VIGIE_DATABASE_URL", url, "VIGIE_MASTER_KEY", KEY);
            Ran restored = Terminal.run(surroundings, "restore", file.toString(), "--data", data.toString());
            assertThat(restored.exit()).as(restored.err()).isZero();
            assertThat(Files.exists(data.resolve("postgres"))).isFalse();
            try (Connection owner = target.owner().getConnection()) {
                assertThat(number(owner, "select count(*) from pg_proc where proname = 'sequences'"))
                        .isZero();
                migrate(target, "latest");
                assertThat(number(owner, "select count(*) from pg_proc where proname = 'sequences'"))
                        .isOne();
                // The fence stands again: the owner sees no row without a scope.
                assertThat(number(owner, "select count(*) from organization.client"))
                        .isZero();
                owner.createStatement().execute("set role vigie_across");
                assertThat(number(owner, "select count(*) from organization.client"))
                        .isOne();
                owner.createStatement().execute("reset role");
            }
            Ran again = Terminal.run(
                    surroundings,
                    "restore",
                    file.toString(),
                    "--data",
                    folder.resolve("again").toString());
            assertThat(again.exit()).isOne();
            assertThat(again.err()).contains("is not empty (").contains("restore into an empty one");
        }
    }

    @Test
    void isForTokensOfAdministratorsOverAllClientsOnly() throws Exception {
        assertThat(send(house.url(), technician, "GET", "/dump", null).statusCode())
                .isEqualTo(404);
        assertThat(send(house.url(), oneClientsAdministrator, "GET", "/dump", null)
                        .statusCode())
                .isEqualTo(404);
        String session = signIn(house.url(), "alice");
        assertThat(session).isNotEmpty();
        HttpResponse<String> browsed = http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/dump"))
                        .header("Cookie", session)
                        .build(),
                BodyHandlers.ofString());
        assertThat(browsed.statusCode()).isEqualTo(404);
    }

    /** A reader who takes nothing keeps the dump in its place; its connection to the database is then cut. */
    @Test
    void breaksTheConnectionWhenItCannotBeEndedAndTakesOneAtATime() throws Exception {
        Scope.across("a test")
                .run(() -> house.bean(org.springframework.transaction.support.TransactionTemplate.class)
                        .executeWithoutResult(status -> house.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                                .execute(
                                        "insert into jobs.scheduled_tasks (task_name, task_instance, task_data, execution_time, "
                                                + "picked, version) select 'ballast', n::text, (select decode(string_agg(md5(n || '/' || i), "
                                                + "''), 'hex') from generate_series(1, 30000) i), '2100-01-01', false, 1 "
                                                + "from generate_series(1, 40) n")));
        HttpResponse<InputStream> slow =
                http.send(request(house.url(), house.token(), "/dump").build(), BodyHandlers.ofInputStream());
        try (InputStream body = slow.body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
            HttpResponse<String> second = send(house.url(), house.token(), "GET", "/dump", null);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("urn:vigie:problem:conflict");
            try (Connection superuser = superuserOf(house)) {
                await(() -> number(
                                superuser,
                                "select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity"
                                        + " where datname = current_database() and query like 'copy (select%' and state = 'active') t")
                        > 0);
            }
            assertThatThrownBy(() -> body.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class);
        }
        await(() -> {
            Ran again = Terminal.run(
                    Map.of("VIGIE_URL", house.url(), "VIGIE_TOKEN", house.token()),
                    "dump",
                    "--replace",
                    folder.resolve("after.dump").toString());
            return again.exit() == 0;
        });
    }

    @Test
    void refusesEveryFileThatIsNotAWholeDumpOfThisKey() throws Exception {
        MasterKey key = MasterKey.parse(KEY);
        Path good;
        try (TestDatabase database = TestDatabase.fresh()) {
            good = MadeDump.of(database.app(), key, folder.resolve("good.dump"));
        }
        byte[] bytes = Files.readAllBytes(good);
        Path cut = Files.write(folder.resolve("cut.dump"), java.util.Arrays.copyOf(bytes, bytes.length - 1));
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 4;
        Path altered = Files.write(folder.resolve("altered.dump"), changed);
        Path other = Files.writeString(folder.resolve("other.dump"), "-- PostgreSQL database dump");
        Path data = folder.resolve("never");

        assertRefused(cut, data, KEY, "is cut short. Nothing was restored.");
        assertRefused(altered, data, KEY, "was altered or damaged");
        assertRefused(other, data, KEY, "is not a dump of Vigie");
        assertRefused(
                good,
                data,
                "6d".repeat(32),
                "was sealed with the master key of fingerprint " + key.fingerprint() + ", and the key given has "
                        + MasterKey.parse("6d".repeat(32)).fingerprint());
        assertRefused(
                MadeDump.ofAVigieToCome(key, folder.resolve("newer.dump")), data, KEY, "9.0, 203101010000 telepathy");
        assertRefused(MadeDump.ofAnotherFormat(key, folder.resolve("format.dump")), data, KEY, "9.0, format 2");
        assertRefused(good, data, "", "Which key?");
        assertRefused(good, data, "short", "There is no master key in VIGIE_MASTER_KEY");
        assertRefused(folder.resolve("absent.dump"), data, KEY, "There is no file");
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("precious.txt"), "mine");
        Ran refused = Terminal.run(
                Map.of("VIGIE_MASTER_KEY", KEY, "LANG", "fr_FR.UTF-8"),
                "restore",
                good.toString(),
                "--data",
                full.toString());
        assertThat(refused)
                .isEqualTo(new Ran(
                        1, "", full + " n'est pas vide (precious.txt) : restaurez dans un dossier vide ou nouveau.\n"));
        assertThat(full.resolve("precious.txt")).hasContent("mine");
    }

    private static void assertRefused(Path file, Path data, String key, String why) {
        Ran ran = Terminal.run(Map.of("VIGIE_MASTER_KEY", key), "restore", file.toString(), "--data", data.toString());
        assertThat(ran.exit()).isOne();
        assertThat(ran.err()).contains(why).hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    // --- a restore that is killed

    private static void killARestore(Path file, Path data) throws Exception {
        Path out = folder.resolve("killed.out");
        Process restore =
                vigie(Map.of("VIGIE_MASTER_KEY", KEY), out, "restore", file.toString(), "--data", data.toString());
        await(() -> Files.exists(data.resolve("restore.unfinished/postgres/PG_VERSION")) || !restore.isAlive());
        assertThat(restore.isAlive()).as(Files.readString(out)).isTrue();
        restore.destroyForcibly().waitFor();
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    private static Process vigie(Map<String, String> environment, Path out, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.vigie.server.Vigie"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    // --- what is in a dump and in a database

    private static Contents contents(Path file) throws IOException {
        try (DumpReader dump = DumpReader.open(file, MasterKey.parse(KEY))) {
            return dump.contents();
        }
    }

    private static Map<String, String> digests(Path file) throws Exception {
        var rows = new HashMap<String, List<String>>();
        try (DumpReader dump = DumpReader.open(file, MasterKey.parse(KEY))) {
            dump.contents().tables().forEach(table -> rows.put(name(table), new ArrayList<>()));
            dump.read(
                    new DumpReader.Parts() {
                        @Override
                        public void rows(Contents.Table table, InputStream in) throws IOException {
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .forEach(rows.get(name(table))::add);
                        }

                        @Override
                        public void sequences(List<Contents.Sequence> sequences) {}
                    },
                    count -> {});
        }
        var digests = new TreeMap<String, String>();
        rows.forEach((table, all) -> digests.put(table, digest(table, all)));
        return digests;
    }

    private static Map<String, String> digests(Connection database, java.util.Set<String> tables, Contents contents)
            throws Exception {
        assertThat(tables).hasSameSizeAs(contents.tables());
        var digests = new TreeMap<String, String>();
        for (Contents.Table table : contents.tables()) {
            var out = new java.io.ByteArrayOutputStream();
            database.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select \"" + String.join("\", \"", table.columns()) + "\" from " + name(table)
                                    + ") to stdout",
                            out);
            digests.put(
                    name(table),
                    digest(
                            name(table),
                            out.toString(StandardCharsets.UTF_8).lines().toList()));
        }
        return digests;
    }

    private static String name(Contents.Table table) {
        return table.schema() + "." + table.name();
    }

    /** Rows have no order; nobody holds a job in a house that is not running. */
    private static String digest(String table, List<String> rows) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            rows.stream()
                    .sorted()
                    .filter(row -> !table.equals("jobs.scheduled_tasks"))
                    .forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            return rows.size() + " rows " + HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long highestTicket(Path file) throws Exception {
        long[] highest = new long[1];
        try (DumpReader dump = DumpReader.open(file, MasterKey.parse(KEY))) {
            dump.read(
                    new DumpReader.Parts() {
                        @Override
                        public void rows(Contents.Table table, InputStream in) throws IOException {
                            if (name(table).equals("servicedesk.ticket")) {
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(line -> highest[0] = Math.max(
                                                highest[0], Long.parseLong(line.substring(0, line.indexOf('\t')))));
                            }
                        }

                        @Override
                        public void sequences(List<Contents.Sequence> sequences) {}
                    },
                    count -> {});
        }
        return highest[0];
    }

    private static long number(Connection database, String question) {
        try (ResultSet row = database.createStatement().executeQuery(question)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(question, e);
        }
    }

    private static Connection superuserOf(WholeHouse house) throws SQLException {
        return DriverManager.getConnection(
                house.context().getEnvironment().getRequiredProperty("spring.datasource.url"),
                TestDatabase.superuser(),
                TestDatabase.superuserPassword());
    }

    private static void migrate(TestDatabase database, String target) {
        org.flywaydb.core.Flyway.configure()
                .dataSource(database.url(), DatabaseRoles.OWNER, database.ownerPassword())
                .locations("classpath:db/migration")
                .defaultSchema("flyway")
                .placeholders(Map.of("app_role", DatabaseRoles.APP))
                .target(target)
                .load()
                .migrate();
    }

    // --- people and their requests

    private static TenantId client(String key) {
        return Scope.across("a test")
                .call(() -> house.bean(Clients.class).find(key))
                .orElseThrow()
                .id();
    }

    private static String token(Role role, String login, boolean one) {
        Account account = house.bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount(login, login, role, Locale.ENGLISH, true, new TreeSet<>()),
                        PASSWORD);
        var viewer = new Viewer(account.id(), login, login, role, Locale.ENGLISH, true, account.clients());
        return house.bean(ApiTokens.class)
                .issue(viewer, login, role, one ? client("boutique") : null, null)
                .secret();
    }

    private static void declare(String yaml) throws Exception {
        HttpResponse<String> answer = http.send(
                request(house.url(), house.token(), "/declarations")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(yaml))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String ticket(int number) {
        return "{\"client\":\"boutique\",\"title\":\"Panne " + number
                + "\",\"impact\":\"high\",\"urgency\":\"high\",\"asset\":\"web-1\",\"service\":\"shop\"}";
    }

    private static long open(int number) {
        try {
            return json(send(house.url(), house.token(), "POST", "/tickets", ticket(number)))
                    .path("number")
                    .asLong();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String get(String url, String token, String path) {
        try {
            return send(url, token, "GET", path, null).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(String url, String token, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", "en");
    }

    private static HttpResponse<String> send(String url, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(url, token, path)
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean signsIn(String url, String login) throws Exception {
        return !signIn(url, login).isEmpty();
    }

    private static String signIn(String url, String login) throws Exception {
        HttpResponse<String> page =
                http.send(HttpRequest.newBuilder(URI.create(url + "/sign-in")).build(), BodyHandlers.ofString());
        Matcher csrf = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(csrf.find()).isTrue();
        String cookie = page.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("vigie_form="))
                .findFirst()
                .orElseThrow();
        String form = "_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=" + login
                + "&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        HttpResponse<String> in = http.send(
                HttpRequest.newBuilder(URI.create(url + "/sign-in"))
                        .header("Cookie", cookie.split(";")[0])
                        .header("Origin", url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return in.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("vigie_session=") && in.statusCode() == 303)
                .map(one -> one.split(";")[0])
                .findFirst()
                .orElse("");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
