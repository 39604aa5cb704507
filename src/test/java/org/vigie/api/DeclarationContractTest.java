package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.declare;
import static org.vigie.api.ContractHouse.get;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.vigie.api.ContractHouse.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code PUT /declarations}: the YAML and the JSON door, and what comes back by {@code GET}. */
@ExtendWith(ContractHouse.class)
class DeclarationContractTest {
    private static final String PATH = "/api/v1/declarations";
    private static final String NOTHING = "{\"created\":[],\"changed\":[],\"retired\":[]}";

    private static Answer send(String path, byte[] body, String type) {
        return ask("admin", "PUT", path, body, "Content-Type", type);
    }

    private static Answer dry(String yaml) {
        return send(PATH + "?dryRun=true", yaml.getBytes(StandardCharsets.UTF_8), "application/yaml");
    }

    private static String export(String client) {
        return get("admin", PATH + "?client=" + client).text();
    }

    @Test
    void theSameDeclarationInJsonAndYamlIsTheSame() {
        assertThat(declare("client: twice\nname: Twice\nlocale: en\nsites:\n  - {key: brest, name: Brest}\n")
                        .json()
                        .path("created")
                        .toString())
                .isEqualTo("[\"client/twice\",\"sites/brest\"]");
        String same =
                "{\"client\":\"twice\",\"name\":\"Twice\",\"locale\":\"en\",\"sites\":[{\"key\":\"brest\",\"name\":\"Brest\"}]}";
        assertThat(send(PATH, same.getBytes(StandardCharsets.UTF_8), "application/json")
                        .text())
                .isEqualTo(NOTHING);
        assertThat(send(
                                PATH,
                                same.replace("Brest\"}", "Brest\",\"nmae\":1}").getBytes(StandardCharsets.UTF_8),
                                "application/json")
                        .error())
                .isEqualTo("sites[0].nmae refusal.declaration.unknown-near");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(dry("\ufeff" + ContractHouse.BOUTIQUE).text()).isEqualTo(NOTHING);
    }

    @Test
    void aDryRunTellsAndLeavesNoTrace() {
        String before = export("boutique");
        Answer told = dry(ContractHouse.BOUTIQUE.replace("name: Lyon,", "name: Lyon Part-Dieu,"));
        assertThat(told.json().path("changed").toString()).isEqualTo("[\"sites/lyon\"]");
        assertThat(export("boutique")).isEqualTo(before);
    }

    @Test
    void anExportHasATagThatAWriteMustMatchAndRenews() {
        declare("client: tagged\nname: Tagged\n");
        Answer read = get("denise", PATH + "?client=boutique");
        assertThat(read.status()).isEqualTo(200);
        String old = get("admin", PATH + "?client=tagged").etag();
        Answer written = ask(
                "admin",
                "PUT",
                PATH,
                "client: tagged\nname: Renamed\n",
                "Content-Type",
                "application/yaml",
                "If-Match",
                old);
        assertThat(written.json().path("changed").toString()).isEqualTo("[\"client/tagged\"]");
        assertThat(written.etag())
                .isNotEqualTo(old)
                .isEqualTo(get("admin", PATH + "?client=tagged").etag());
        assertThat(ask(
                                "admin",
                                "PUT",
                                PATH,
                                "client: tagged\nname: Again\n",
                                "Content-Type",
                                "application/yaml",
                                "If-Match",
                                old)
                        .status())
                .isEqualTo(412);
        assertThat(export("tagged")).contains("Renamed");
        assertThat(get("sami", PATH + "?client=boutique").status()).isEqualTo(404);
        assertThat(get("denise", PATH + "?client=mairie").status()).isEqualTo(404);
        assertThat(get("admin", PATH).status()).isEqualTo(400);
    }

    @Test
    void whatOneVigieExportsMakesTheSameOnAnother() throws IOException {
        String contract = resource();
        for (String text : List.of(
                contract.replace("client: boutique", "client: origin"),
                Files.readString(Path.of("examples", "pme.yaml")).replaceFirst("client: \\S+", "client: origin"))) {
            assertThat(declare(text).status()).isEqualTo(200);
            String exported = export("origin");
            String copy = exported.replace("client: origin", "client: copy");
            assertThat(declare(copy).status()).isEqualTo(200);
            assertThat(export("copy")).isEqualTo(copy);
        }
    }

    private static String resource() throws IOException {
        try (var file = java.util.Objects.requireNonNull(
                DeclarationContractTest.class.getResourceAsStream("/org/vigie/declaration/boutique.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The description of what is declared says what the reader reads, neither more nor less. */
    @Test
    void theSchemaKnowsTheFieldsThatTheReaderKnows() throws IOException {
        var described = ContractHouse.described();
        JsonNode schema =
                described.document().path("components").path("schemas").path("Declaration");
        for (String text :
                List.of(ContractHouse.BOUTIQUE, resource(), Files.readString(Path.of("examples", "pme.yaml")))) {
            var loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
            described.schema(
                    JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/Declaration"),
                    text,
                    JsonMapper.shared().writeValueAsString(loaded));
        }
        assertThat(known("wheelbarrow: 1\n")).isEqualTo(fields(schema));
        schema.path("properties").properties().forEach(section -> {
            String name = section.getKey();
            JsonNode object = section.getValue().has("items")
                    ? section.getValue().path("items")
                    : section.getValue().has("properties") ? section.getValue() : null;
            if (object != null && !name.equals("calendars")) {
                boolean list = section.getValue().has("items");
                assertThat(known(name + ": " + (list ? "[{wheelbarrow: 1}]" : "{wheelbarrow: 1}") + "\n"))
                        .as(name)
                        .isEqualTo(fields(object));
            }
        });
        for (String probe : List.of("http", "tcp", "icmp", "tls", "dns", "host")) {
            assertThat(known("checks: [{key: a, asset: b, " + probe + ": {wheelbarrow: 1}}]\n"))
                    .as(probe)
                    .isEqualTo(fields(schema.at("/properties/checks/items/properties/" + probe)));
        }
    }

    private static List<String> fields(JsonNode object) {
        return object.path("properties").propertyNames().stream().sorted().toList();
    }

    /** The fields that the refusal of an unknown one names. */
    private static List<String> known(String line) {
        for (JsonNode error : dry("client: unknown\nname: x\n" + line).json().path("errors")) {
            if (error.path("code").asString().equals("refusal.declaration.unknown")) {
                String message = error.path("message").asString();
                return java.util.Arrays.stream(
                                message.substring(message.indexOf(':') + 1).split(","))
                        .map(String::strip)
                        .sorted()
                        .toList();
            }
        }
        throw new AssertionError("nothing was unknown in " + line);
    }

    @Test
    void aMaskedSecretKeepsTheOneThatIsThereAndIsRefusedWhereThereIsNone() {
        String text = """
                client: masked
                name: Masked
                assets: [{key: web, kind: server, name: Web, address: 192.0.2.9}]
                checks:
                  - {key: web-http, asset: web, interval: 1m, timeout: 5s,
                     http: {url: "http://192.0.2.9/", user: alice, password: secret-of-alice}}
                """;
        assertThat(declare(text).status()).isEqualTo(200);
        String exported = export("masked");
        assertThat(exported).contains("password: '***'").doesNotContain("secret-of-alice");
        assertThat(declare(exported).text()).isEqualTo(NOTHING);

        Answer elsewhere = declare(exported.replace("client: masked", "client: unmasked"));
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.error()).isEqualTo("checks[0].http.password refusal.monitoring.masked");
        assertThat(elsewhere.json().path("errors").path(0).path("line").asInt())
                .isEqualTo(1
                        + (int) exported.substring(0, exported.indexOf("password:"))
                                .lines()
                                .count()
                        - 1);
        assertThat(get("admin", "/api/v1/clients/unmasked").status()).isEqualTo(404);
        assertThat(declare(exported.replace("key: web-http", "key: other-http")).error())
                .isEqualTo("checks[0].http.password refusal.monitoring.masked");
        assertThat(declare(text.replace("user: alice, password: secret-of-alice", "bearer: \"***\""))
                        .error())
                .isEqualTo("checks[0].http.bearer refusal.monitoring.masked");
    }

    @Test
    void aMaskedSecretIsKeptForTheServerItWasGivenFor() {
        assertThat(declare("""
                client: moved
                name: Moved
                assets: [{key: web, kind: server, name: Web, address: 192.0.2.9}]
                checks:
                  - {key: web-http, asset: web, interval: 1m, timeout: 5s,
                     http: {url: "https://shop.example/", user: alice, password: secret-of-alice}}
                """).status()).isEqualTo(200);
        String exported = export("moved");

        for (String elsewhere :
                List.of("https://attacker.example/", "http://shop.example/", "https://shop.example:8443/")) {
            assertThat(declare(exported.replace("https://shop.example/", elsewhere))
                            .error())
                    .as(elsewhere)
                    .isEqualTo("checks[0].http.password refusal.monitoring.masked-elsewhere");
        }
        assertThat(export("moved")).isEqualTo(exported);
        assertThat(declare(exported.replace("https://shop.example/", "https://SHOP.example/health"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNullSaysWhatLeavingOutSaysAndEmptySaysNone() {
        String all = ContractHouse.BOUTIQUE.replace("client: boutique", "client: nulls");
        assertThat(declare(all).status()).isEqualTo(200);
        String head = "client: nulls\nname: Boutique du Port SARL\nlocale: null\n";
        for (String section : List.of(
                "calendars",
                "sites",
                "teams",
                "people",
                "on-call",
                "service-levels",
                "assets",
                "services",
                "checks",
                "response",
                "windows",
                "contract")) {
            assertThat(dry(head + section + ": null\n").text()).as(section).isEqualTo(NOTHING);
            assertThat(dry(head + section + ":\n").text()).as(section).isEqualTo(NOTHING);
        }
        assertThat(dry(head + "contract: {}\n").json().path("retired").toString())
                .isEqualTo("[\"contract/infogerance-2026\"]");
        assertThat(dry(head + "response: []\n").json().path("retired").size()).isEqualTo(1);
        assertThat(declare(head + "contract: {}\n").status()).isEqualTo(200);
        assertThat(export("nulls")).doesNotContain("contract:");
        assertThat(dry(head + "contract: {}\n").text()).isEqualTo(NOTHING);
        assertThat(declare("client: nulls\nname: N\nteams: [{key: n1, name: One, level: null}]\n")
                        .status())
                .isEqualTo(400); // n2 is needed by the response
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client: null | client",
                "sites: [null] | sites[0]",
                "sites: [{key: null, name: x}] | sites[0].key",
                "sites: [{key: a, name: null}] | sites[0].name",
                "calendars: [{key: a, timezone: null, week: {mon: [\"08:00-09:00\"]}}] | calendars[0].timezone",
                "calendars: [{key: a, timezone: UTC, week: null}] | calendars[0].week",
                "checks: [{key: a, asset: null, tcp: {port: 1}}] | checks[0].asset",
                "checks: [{key: a, asset: web, tcp: {port: null}}] | checks[0].tcp.port",
                "contract: {key: null, from: 2026-01-01} | contract.key",
            })
    void aNullWhereSomethingIsNeededIsRefusedByItsField(String line, String field) {
        String text = line.startsWith("client")
                ? "name: X\n" + line + "\n"
                : "client: nullable\nname: X\nassets: [{key: web, kind: server, name: Web, address: 192.0.2.9}]\n"
                        + line + "\n";
        Answer refused = dry(text);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        var fields = new ArrayList<String>();
        refused.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asString()));
        assertThat(fields).contains(field);
    }

    @Test
    void whateverIsSentIsAnsweredWithALineAndAReason() {
        String before = export("boutique");
        var bodies = new ArrayList<byte[]>();
        for (String text : List.of(
                "",
                " ",
                "\n\n# nothing\n",
                "---\n---\n---\n",
                "---\n".repeat(50_000),
                "client",
                "- client: boutique",
                "client: boutique",
                "client: [boutique]\nname: x",
                "client: {boutique: x}\nname: x",
                "client: boutique\nname: &a x\nlocale: *a",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\n",
                "client: !!java.io.File x\nname: x",
                "client: !<tag:yaml.org,2002:str> boutique\nname: x",
                "%TAG ! tag:x,2000:\n---\nclient: !a boutique\n",
                "client: boutique\nname: \"a\u0000b\"",
                "client: boutique\nname: \"a\\0b\"",
                "client: boutique\nname: \"\\ud800\"",
                "client: boutique\nname: x\n\tsites: []",
                "client: boutique\nname: x\n? [a, b]\n: c",
                "client: boutique\nname: x\n<<: {a: b}",
                "client: boutique\nname: x\nsites: " + "[".repeat(100_000),
                "client: boutique\nname: x\nsites: " + "{a: ".repeat(50_000),
                "{\"client\":\"boutique\",\"name\":" + "[".repeat(100_000),
                "client: boutique\nname: x\nsites:\n" + "- ".repeat(5_000),
                "client: boutique\nname: " + "x".repeat(500_000),
                "client: " + "x".repeat(10_000_000),
                "client: boutique\nname: x\n" + "sites: []\n".repeat(20_000),
                "client: boutique\nname: x\nsites: [" + "{key: a, name: a},".repeat(30_000) + "]",
                "client: boutique\nname: 'x",
                "client: boutique\nname: x\nchecks: [{key: a, asset: web-1, tcp: {port: 99999999999999999999}}]",
                "client: boutique\nname: x\nchecks: [{key: a, asset: web-1, tcp: {port: .nan}}]",
                "client: boutique\nname: x\nchecks: [{key: a, asset: web-1, interval: 99999999d, tcp: {port: 1}}]",
                "client: boutique\nname: x\nchecks: [{key: a, asset: web-1, http: {url: \"http://[::1\"}}]",
                "client: boutique\nname: x\ncontract: {key: a, from: 2026-02-30}",
                "client: boutique\nname: x\ncontract: {key: a, from: 2026-01-01, availability: {target: 1e999999999}}",
                "client: boutique\nname: x\nwindows: [{key: a, assets: [web-1], rule: \"FREQ=SECONDLY\", start: \"25:00\", lasts: 1h}]")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        String legal = "client: boutique\nname: Société\n";
        bodies.add(legal.getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(legal.getBytes(StandardCharsets.UTF_16));
        bodies.add(legal.getBytes(Charset.forName("UTF-32")));
        bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0});
        for (byte[] body : bodies) {
            for (String type : List.of("application/yaml", "application/json")) {
                Answer answer = send(PATH, body, type);
                String shown = new String(body, 0, Math.min(60, body.length), StandardCharsets.UTF_8);
                assertThat(answer.status()).as(shown + " " + answer.text()).isIn(400, 413);
                reasoned(answer, shown);
            }
        }
        assertThat(export("boutique")).as("nothing was applied").isEqualTo(before);
    }

    private static void reasoned(Answer refused, String shown) {
        assertThat(refused.json().path("errors").size())
                .as(shown + refused.text())
                .isPositive();
        for (JsonNode error : refused.json().path("errors")) {
            assertThat(error.path("line").asInt(0)).as(shown + refused.text()).isPositive();
            assertThat(error.path("message").asString()).as(shown).isNotBlank();
        }
    }

    private static final List<String> SPICE = List.of(
            "&a ",
            "*a",
            "!!set ",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "\n",
            "\t",
            "'",
            "\"",
            "#",
            "|\n",
            ">\n",
            "null",
            "~",
            "-1",
            "1e99",
            "99999999999999999999",
            "true",
            "2026-13-45",
            "\u0000",
            "\ud83d",
            "é",
            "%",
            "@",
            "`",
            "---\n",
            "...\n",
            "<<: ",
            "? ",
            ",",
            "24:00-00:00",
            "PT0S",
            "0s",
            "Europe/Nowhere",
            "key: ",
            "name: ");

    /** Seeded, so that what fails once fails again; the seed is in the message. */
    @Test
    void mutatedExamplesAreAppliedWholeOrRefusedWithLines() throws IOException {
        String pme = Files.readString(Path.of("examples", "pme.yaml"));
        assertThat(declare(pme).status()).isEqualTo(200);
        String client = pme.lines()
                .filter(line -> line.startsWith("client:"))
                .findFirst()
                .orElseThrow()
                .substring("client:".length())
                .strip();
        String before = export(client) + export("boutique");
        int refused = 0;
        int accepted = 0;
        for (int seed = 0; seed < 150; seed++) {
            String text = mutated(seed % 2 == 0 ? ContractHouse.BOUTIQUE : pme, new Random(seed));
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            Answer answer = send(PATH + "?dryRun=true", body, "application/yaml");
            String shown = "seed " + seed + "\n" + text + "\n";
            assertThat(answer.status()).as(shown + answer.text()).isIn(200, 400, 409);
            if (answer.status() == 200) {
                accepted++;
            } else {
                refused++;
                if (answer.status() == 400) {
                    reasoned(answer, shown);
                }
                assertThat(send(PATH, body, "application/yaml").status())
                        .as(shown)
                        .isEqualTo(answer.status());
            }
        }
        assertThat(refused).isGreaterThan(60);
        assertThat(accepted).isPositive();
        assertThat(export(client) + export("boutique"))
                .as("nothing half applied")
                .isEqualTo(before);
    }

    private static String mutated(String text, Random random) {
        var mutant = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutant.length());
            int end = Math.min(mutant.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, SPICE.get(random.nextInt(SPICE.size())));
                case 2 -> mutant.replace(at, end, SPICE.get(random.nextInt(SPICE.size())));
                case 3 -> mutant.insert(at, mutant.substring(at, end));
                default -> mutant.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
        }
        return mutant.toString();
    }
}
