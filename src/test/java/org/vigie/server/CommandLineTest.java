package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.server.Vigie.Surroundings;
import org.vigie.server.dump.MadeDump;
import org.vigie.shared.MasterKey;

/** The commands that speak to a running server, against a server that records what it is asked. */
class CommandLineTest {
    private record Answer(int status, byte[] bytes) {
        Answer(int status, String body) {
            this(status, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Ran(int exit, String out, String err) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void aServerThatRunsOnTheDataFolder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        DataFolder.of(folder)
                .announce(new DataFolder.Server(
                        "http://127.0.0.1:" + server.getAddress().getPort(), 1));
        Files.writeString(folder.resolve("admin.token"), "token-of-the-admin\n");
        environment.put("VIGIE_DATA", folder.toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.put(
                what,
                exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.getOrDefault(what, new Answer(404, ""));
        byte[] body = answer.bytes();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void applyPrintsWhatBecameOfEachObject() throws IOException {
        Path file = Files.writeString(folder.resolve("boutique.yaml"), "client: boutique\n");
        answers.put(
                "PUT /api/v1/declarations",
                new Answer(200, "{\"created\":[\"assets web-1\"],\"changed\":[\"checks http\"],\"retired\":[]}"));

        Ran ran = run("apply", "-f", file.toString());

        assertThat(ran).isEqualTo(new Ran(0, "created: assets web-1\nchanged: checks http\n", ""));
        assertThat(asked)
                .containsEntry(
                        "PUT /api/v1/declarations", "Bearer token-of-the-admin application/yaml client: boutique\n");
    }

    @Test
    void aDryRunSaysThatItWasOne() throws IOException {
        Path file = Files.writeString(folder.resolve("boutique.yaml"), "client: boutique\n");
        answers.put("PUT /api/v1/declarations?dryRun=true", new Answer(200, "{\"created\":[],\"changed\":[]}"));
        environment.put("LANG", "fr_FR.UTF-8");

        assertThat(run("apply", "--dry-run", "-f", file.toString()).out()).isEqualTo("""
                        Rien à faire : tout est déjà comme déclaré.
                        Essai à blanc : rien n'a été modifié.
                        """);
    }

    @Test
    void aRefusalIsReadFieldByField() throws IOException {
        Path file = Files.writeString(folder.resolve("boutique.yaml"), "client: boutique\n");
        answers.put("PUT /api/v1/declarations", new Answer(422, """
                {"title":"Refused","status":422,"detail":"2 fields are wrong","errors":[
                  {"field":"checks[0].interval","line":12,"message":"shorter than one second"},
                  {"field":"name","message":"is missing"}]}"""));

        assertThat(run("apply", "-f", file.toString())).isEqualTo(new Ran(1, "", """
                        Refused (422): 2 fields are wrong
                          line 12, checks[0].interval: shorter than one second
                          name: is missing
                        """));
    }

    @Test
    void exportPrintsTheDeclarationsAsTheyCome() {
        answers.put("GET /api/v1/declarations?client=boutique", new Answer(200, "client: boutique\nname: Café\n"));

        assertThat(run("export", "--client", "boutique")).isEqualTo(new Ran(0, "client: boutique\nname: Café\n", ""));
    }

    @Test
    void tokenCreatePrintsTheTokenAndNothingElse() {
        answers.put("POST /api/v1/tokens", new Answer(201, "{\"id\":1,\"token\":\"vigie_abc\"}"));

        assertThat(run("token", "create", "--name", "grafana", "--role", "metrics"))
                .isEqualTo(new Ran(0, "vigie_abc\n", ""));
        assertThat(asked.get("POST /api/v1/tokens"))
                .endsWith("application/json {\"name\":\"grafana\",\"role\":\"metrics\"}");
    }

    @Test
    void dumpLeavesAWholeFileOrNone() throws IOException {
        byte[] whole = MadeDump.sealed(MasterKey.parse("11".repeat(32)), new byte[100_000], 1234);
        Path file = folder.resolve("vigie.dump");
        assertThat(run("dump", file.toString()).exit()).isEqualTo(1);
        answers.put("GET /api/v1/dump", new Answer(200, Arrays.copyOf(whole, 90_000)));
        assertThat(run("dump", file.toString()).err()).startsWith("The dump broke off before its end");
        answers.put("GET /api/v1/dump", new Answer(200, "everything"));
        assertThat(run("dump", file.toString()).exit()).isEqualTo(1);
        assertThat(names()).containsExactlyInAnyOrder("server.json", "admin.token");

        answers.put("GET /api/v1/dump", new Answer(200, whole));
        Ran ran = run("dump", file.toString());
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Everything is in " + file + ": 1,234 rows, 100,087 bytes.\n")
                .contains("fingerprint " + MasterKey.parse("11".repeat(32)).fingerprint())
                .contains("./vigie restore " + file);
        assertThat(file).hasBinaryContent(whole);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactlyInAnyOrder("vigie.dump", "server.json", "admin.token");
    }

    @Test
    void dumpReplacesAFileOnlyWhenAsked() throws IOException {
        byte[] whole = MadeDump.sealed(MasterKey.parse("11".repeat(32)), new byte[10], 1);
        answers.put("GET /api/v1/dump", new Answer(200, whole));
        Path file = Files.writeString(folder.resolve("vigie.dump"), "the one of yesterday");

        assertThat(run("dump", file.toString()))
                .isEqualTo(
                        new Ran(1, "", file + " is there already: take another name, or replace it with --replace.\n"));
        assertThat(file).hasContent("the one of yesterday");
        assertThat(asked).isEmpty();
        assertThat(run("dump", "--replace", file.toString()).exit()).isZero();
        assertThat(file).hasBinaryContent(whole);
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void auditVerifyFailsOnABrokenChain() {
        answers.put("GET /api/v1/audit/verification", new Answer(200, "{\"entries\":12,\"intact\":true}"));
        assertThat(run("audit", "verify")).isEqualTo(new Ran(0, "The audit trail is intact: 12 entries.\n", ""));

        answers.put("GET /api/v1/audit/verification", new Answer(200, "{\"intact\":false,\"firstBreak\":\"entry 7\"}"));
        assertThat(run("audit", "verify").exit()).isEqualTo(1);
    }

    @Test
    void auditVerifySaysTheHeadThatFindsACutEndLater() {
        answers.put(
                "GET /api/v1/audit/verification",
                new Answer(200, "{\"entries\":12,\"intact\":true,\"head\":\"3:ab\"}"));
        assertThat(run("audit", "verify").out()).endsWith("give back with --head: 3:ab\n");
        answers.put("GET /api/v1/audit/verification?head=3%3Aab", new Answer(200, "{\"intact\":false}"));
        assertThat(run("audit", "verify", "--head", "3:ab").exit()).isEqualTo(1);
    }

    @Test
    void takesAddressAndTokenFromTheEnvironmentFirst() throws IOException {
        environment.put(
                "VIGIE_URL", DataFolder.of(folder).server().orElseThrow().url() + "/");
        environment.put("VIGIE_TOKEN", "mine");
        environment.put("VIGIE_DATA", folder.resolve("elsewhere").toString());
        answers.put("GET /api/v1/declarations?client=a", new Answer(200, "client: a\n"));

        assertThat(run("export", "--client", "a").exit()).isZero();
        assertThat(asked.get("GET /api/v1/declarations?client=a")).startsWith("Bearer mine ");
    }

    @Test
    void saysThatNoServerRuns() throws IOException {
        DataFolder.of(folder).withdraw();
        Ran ran = run("export", "--client", "a");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).startsWith("No Vigie runs on " + folder);

        environment.put("VIGIE_URL", "http://127.0.0.1:1");
        assertThat(run("export", "--client", "a").err())
                .isEqualTo("Nobody answers at http://127.0.0.1:1: is Vigie running?\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "export",
                "token",
                "up --port many",
                "apply --file",
                "dump",
                "restore",
                "restore a b"
            })
    void wrongUsageIsStatusTwo(String line) {
        Ran ran = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dance | \"dance\" is not a command | « dance » n'est pas une commande",
                "up --prot 1 | There is no option --prot | Il n'y a pas d'option --prot",
                "export | --client is missing | --client manque",
                "up --port many | \"many\" is not a value for --port | « many » n'est pas une valeur pour --port",
                "up --port 1 --port 2 | --port is given twice | --port est donné deux fois",
                "apply --file | -- | --"
            })
    void wrongUsageIsToldInTheLanguageOfTheTerminal(String line, String english, String french) {
        environment.put("LANG", "en_GB.UTF-8");
        assertThat(run(line.split(" ")).err()).startsWith(english.equals("--") ? "-" : english);
        environment.put("LANG", "fr_FR.UTF-8");
        Ran ran = run(line.split(" "));
        assertThat(ran.err()).startsWith(french.equals("--") ? "-" : french).doesNotContain("Missing", "Unmatched");
        assertThat(ran.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http"})
    void aPortOutOfRangeIsRefused(String port) {
        environment.put("VIGIE_PORT", port);
        Ran ran = run("up");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("The port must be a number from 0 to 65535, not \"" + port + "\".\n");
    }

    @Test
    void aFolderInUseIsRefusedInOneSentence() throws IOException {
        DataFolder used = DataFolder.of(folder);
        used.create();
        try (var lock = used.lock().orElseThrow()) {
            Ran ran = run("up");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err())
                    .isEqualTo("Another Vigie runs on this folder (" + folder + "), pid "
                            + ProcessHandle.current().pid()
                            + ": stop it first, or take another folder with --data.\n");
            assertThat(lock.isValid()).isTrue();
        }
        assertThat(used.server()).isPresent();
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        ResourceBundle english = Speech.of(Map.of("LANG", "C")).bundle();
        ResourceBundle french =
                Speech.of(Map.of("LC_ALL", "fr_BE", "LANG", "C")).bundle();
        assertThat(french.keySet()).isEqualTo(english.keySet());
        var arguments = new TreeMap<String, String>();
        english.keySet().forEach(key -> arguments.put(key, arguments(english.getString(key))));
        assertThat(arguments)
                .allSatisfy((key, used) ->
                        assertThat(arguments(french.getString(key))).as(key).isEqualTo(used));
    }

    private static String arguments(String pattern) {
        return pattern.chars()
                .filter(Character::isDigit)
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Ran run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Vigie.commandLine(
                        new Surroundings(environment, new PrintWriter(out, true), new PrintWriter(err, true)))
                .execute(args);
        return new Ran(exit, out.toString(), err.toString());
    }
}
