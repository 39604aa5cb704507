package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The description of the interface is that of the controllers; what is not in it does not exist. */
@ExtendWith(ContractHouse.class)
class OpenApiTest {
    private static final Path FILE = Path.of("src", "main", "resources", "api", "openapi.json");
    private static final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** To write it again: {@code mvn -Dquick test -Dtest=OpenApiTest -Dopenapi=write}. */
    @Test
    void theCheckedFileIsWhatTheControllersSay() throws IOException {
        var document =
                new OpenApiDocument(routes(), words(), json("openapi-examples.json"), json("declaration-schema.json"));
        String text = json.writeValueAsString(document.write()) + "\n";
        if (ContractHouse.isWriting()) {
            Files.writeString(FILE, text);
        }
        assertThat(document.missing()).as("things without a sentence").isEmpty();
        assertThat(document.unused()).as("sentences without a thing").isEmpty();
        assertThat(Files.readString(FILE)).isEqualTo(text);
    }

    @Test
    void everyRouteIsAPathAndEveryPathARoute() {
        var routes = new TreeSet<String>();
        routes().forEach((route, handler) -> route.getPatternValues().stream()
                .filter(OpenApiDocument::isPublic)
                .forEach(path ->
                        route.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + path))));
        var paths = new TreeSet<String>();
        served().path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> paths.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(paths).isEqualTo(routes).hasSizeGreaterThan(35);
    }

    @Test
    void isServedToAnyoneAndWellFormed() {
        JsonNode document = served();
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        var ids = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode said = operation.getValue();
                    assertThat(ids.add(said.path("operationId").asString()))
                            .as(name)
                            .isTrue();
                    assertThat(said.path("summary").asString()).as(name).endsWith(".");
                    assertThat(said.path("responses").size()).as(name).isGreaterThan(1);
                    var templates = new TreeSet<String>();
                    said.path("parameters").forEach(parameter -> {
                        assertThat(parameter.path("description").asString())
                                .as(name + " " + parameter)
                                .endsWith(".");
                        if (parameter.path("in").asString().equals("path")) {
                            templates.add("{" + parameter.path("name").asString() + "}");
                        }
                    });
                    var wanted = new TreeSet<String>();
                    java.util.regex.Pattern.compile("\\{[^}]+}")
                            .matcher(path.getKey())
                            .results()
                            .forEach(found -> wanted.add(found.group()));
                    assertThat(templates).as(name).isEqualTo(wanted);
                }));
        references(document, document);
    }

    private static void references(JsonNode document, JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isString()) {
            assertThat(document.at(reference.asString().substring(1)).isMissingNode())
                    .as(reference.asString())
                    .isFalse();
        }
        node.forEach(inner -> references(document, inner));
    }

    @Test
    void everyExampleIsWhatItIsAnExampleOf() {
        var described = ContractHouse.described();
        var seen = new HashMap<String, Integer>();
        described.document().path("components").path("schemas").properties().forEach(schema -> {
            for (JsonNode example : schema.getValue().path("examples")) {
                described.schema(
                        json.createObjectNode().put("$ref", "#/components/schemas/" + schema.getKey()),
                        "the example of " + schema.getKey(),
                        example.toString());
                seen.merge("schemas", 1, Integer::sum);
            }
        });
        described
                .document()
                .path("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("requestBody")
                        .path("content")
                        .properties()
                        .forEach(content -> {
                            JsonNode example = content.getValue().path("example");
                            if (!example.isMissingNode() && !example.isString()) {
                                described.schema(content.getValue().path("schema"), "an example", example.toString());
                                seen.merge("requests", 1, Integer::sum);
                            }
                        })));
        assertThat(seen.get("schemas")).isGreaterThanOrEqualTo(10);
        assertThat(seen.get("requests")).isGreaterThanOrEqualTo(8);
    }

    private static JsonNode served() {
        var answer = ContractHouse.get(null, "/api/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static Map<RequestMappingInfo, HandlerMethod> routes() {
        return ContractHouse.house()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
    }

    private static Map<String, String> words() throws IOException {
        var words = new TreeMap<String, String>();
        try (var file = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi-words.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int cut = line.indexOf(" = ");
                        assertThat(words.put(line.substring(0, cut), line.substring(cut + 3)))
                                .as("said twice: " + line)
                                .isNull();
                    });
        }
        return words;
    }

    private static JsonNode json(String name) throws IOException {
        try (var file = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream(name))) {
            return json.readTree(file);
        }
    }
}
