package org.vigie.shared;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the few shapeless values that stores keep in jsonb are written and read. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

    private Json() {}

    public static String of(Words words) {
        return MAPPER.writeValueAsString(words);
    }

    public static Words words(String json) {
        return MAPPER.readValue(json, Words.class);
    }

    /** In the order of the keys, so that equal maps are equal texts. */
    public static String of(Map<String, String> strings) {
        return MAPPER.writeValueAsString(new TreeMap<>(strings));
    }

    public static Map<String, String> strings(String json) {
        return MAPPER.readValue(json, STRINGS);
    }
}
