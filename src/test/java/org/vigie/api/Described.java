package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds what the server answers against the document that it describes itself with. */
final class Described {
    private static final JsonMapper json = JsonMapper.shared();

    private final JsonNode document;
    private final ObjectNode strict;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    Described(String document) {
        this.document = json.readTree(document);
        this.strict = (ObjectNode) json.readTree(document).path("components");
        // Readers must bear new fields, so the document allows them; the server itself may add none in silence.
        strict.path("schemas").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
    }

    static Described byTheCheckedFile() {
        try (var file = Objects.requireNonNull(Described.class.getResourceAsStream("/api/openapi.json"))) {
            return new Described(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** The template of the document that this address fits, or null. */
    String path(String address) {
        String path = address.replaceFirst("[?].*", "");
        if (document.path("paths").has(path)) {
            return path;
        }
        return document.path("paths").propertyNames().stream()
                .filter(template -> path.matches(
                        Pattern.compile("\\{[^}]+}").matcher(template).replaceAll("[^/]+")))
                .findFirst()
                .orElse(null);
    }

    void check(String method, String address, int status, String type, String body) {
        String what = method + " " + address + " answered " + status + " " + type + "\n" + body;
        if (status == 405) {
            schema("Problem", what, body);
            return;
        }
        String path = path(address);
        if (path == null) {
            assertThat(status).as("no such path in the document: " + what).isIn(401, 404);
            return;
        }
        JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isObject()).as("no such operation: " + what).isTrue();
        JsonNode response = operation.path("responses").path(Integer.toString(status));
        assertThat(response.isObject()).as("not described: " + what).isTrue();
        if (response.has("$ref")) {
            schema("Problem", what, body);
            assertThat(type).as(what).isEqualTo("application/problem+json");
            return;
        }
        if (!response.has("content")) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        String media = type.replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(media);
        assertThat(content.isObject()).as("media type not described: " + what).isTrue();
        if (media.equals("application/json")) {
            schema(content.path("schema"), what, body);
        }
    }

    private void schema(String name, String what, String body) {
        schema(json.createObjectNode().put("$ref", "#/components/schemas/" + name), what, body);
    }

    void schema(JsonNode schema, String what, String body) {
        Schema compiled = schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = (ObjectNode) json.readTree(text);
            whole.set("components", strict);
            return registry.getSchema(whole);
        });
        assertThat(compiled.validate(
                        json.readTree(body),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(what)
                .isEmpty();
    }
}
