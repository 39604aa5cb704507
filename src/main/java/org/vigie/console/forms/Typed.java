package org.vigie.console.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the inputs of a form, by their names: read from an object, or as a person typed it. */
public record Typed(Map<String, List<String>> values) {

    static Typed empty() {
        return new Typed(new LinkedHashMap<>());
    }

    /** Browsers end lines with two characters. */
    static Typed of(Map<String, List<String>> sent) {
        var typed = empty();
        sent.forEach((name, values) -> typed.values.put(
                name,
                new ArrayList<>(values.stream()
                        .map(value -> value.replace("\r\n", "\n"))
                        .toList())));
        return typed;
    }

    void put(String name, List<String> texts) {
        values.put(name, texts);
    }

    void put(String name, String text) {
        values.put(name, List.of(text));
    }

    /** Without what was left empty. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** The one text, stripped; empty when there is none. */
    public String one(String name) {
        var all = all(name);
        return all.isEmpty() ? "" : all.getFirst().strip();
    }

    public String raw(String name) {
        var all = all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    public boolean has(String name) {
        return !all(name).isEmpty();
    }
}
