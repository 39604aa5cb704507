package org.vigie.declaration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.NotFound;
import tools.jackson.databind.json.JsonMapper;

/** All that is declared of one client, object by object, secrets masked. */
public record Document(Map<String, Object> fields) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An object that names another one, and in which field. */
    public record Reference(String section, String key, String field) {}

    public String client() {
        return String.valueOf(fields.get("client"));
    }

    public String name() {
        return String.valueOf(fields.get("name"));
    }

    /** In the order in which they stand; a single thing is a list of one or none. */
    public List<Map<String, Object>> objects(Kind kind) {
        if (kind.section().equals("client")) {
            var client = new LinkedHashMap<String, Object>();
            List.of("client", "name", "locale").forEach(name -> client.computeIfAbsent(name, fields::get));
            return List.of(client);
        }
        return switch (fields.get(kind.section())) {
            case List<?> list -> list.stream().map(Document::object).toList();
            case Map<?, ?> one -> List.of(object(one));
            case null, default -> List.of();
        };
    }

    public List<String> keys(Kind kind) {
        var objects = objects(kind);
        var keys = new ArrayList<String>();
        for (int i = 0; i < objects.size(); i++) {
            keys.add(key(kind, objects.get(i), i));
        }
        return keys;
    }

    static String key(Kind kind, Map<String, Object> object, int index) {
        return kind.isOrdered() ? String.valueOf(index + 1) : String.valueOf(object.get(kind.keyField()));
    }

    public Optional<Map<String, Object>> find(Kind kind, String key) {
        int at = keys(kind).indexOf(key);
        return at < 0 ? Optional.empty() : Optional.of(objects(kind).get(at));
    }

    public Map<String, Object> get(Kind kind, String key) {
        return find(kind, key).orElseThrow(() -> NotFound.of(kind.section(), key));
    }

    /** Changes when the object does: what a page keeps to notice that somebody was there in between. */
    public static String tag(Map<String, Object> object) {
        return digest(json(object));
    }

    /** The same of the whole. */
    public static String tag(String text) {
        return digest(text);
    }

    /** What names this object, and so would stand without it. */
    public List<Reference> referencesTo(Kind kind, String key) {
        var found = new ArrayList<Reference>();
        for (Kind other : Kind.ALL) {
            var namings = other.namings().stream()
                    .filter(naming -> naming.section().equals(kind.section()))
                    .toList();
            var objects = namings.isEmpty() ? List.<Map<String, Object>>of() : objects(other);
            for (int i = 0; i < objects.size(); i++) {
                for (var naming : namings) {
                    if (names(at(objects.get(i), naming.path()), key)) {
                        found.add(new Reference(other.section(), key(other, objects.get(i), i), naming.path()));
                    }
                }
            }
        }
        return found;
    }

    private static boolean names(@Nullable Object value, String key) {
        return value instanceof Collection<?> keys ? keys.contains(key) : key.equals(value);
    }

    private static @Nullable Object at(Map<String, Object> object, String path) {
        Object value = object;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object fields) {
        return (Map<String, Object>) fields;
    }

    /** Keys in order, so that equal objects are equal texts. */
    static String json(Map<String, Object> object) {
        return JSON.writeValueAsString(sorted(object));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((name, inner) -> sorted.put(String.valueOf(name), sorted(inner)));
                yield sorted;
            }
            case Collection<?> items -> items.stream().map(Document::sorted).toList();
            case null, default -> value;
        };
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
