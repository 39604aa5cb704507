package org.vigie.declaration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a document and the line on which it begins, the first line being 1. */
sealed interface Value {
    int line();

    record Fields(int line, Map<String, Value> values) implements Value {}

    record Items(int line, List<Value> values) implements Value {}

    /** @param plain as YAML's core schema reads it: text, number, boolean or null */
    record Plain(int line, String text, @Nullable Object plain) implements Value {}

    /** Without lines, for a room that takes settings as they are. */
    default @Nullable Object bare() {
        return switch (this) {
            case Fields(int line, Map<String, Value> values) -> {
                var map = new java.util.TreeMap<String, Object>();
                values.forEach((name, value) -> {
                    Object bare = value.bare();
                    if (bare != null) {
                        map.put(name, bare);
                    }
                });
                yield map;
            }
            case Items(int line, List<Value> values) ->
                values.stream()
                        .map(Value::bare)
                        .filter(java.util.Objects::nonNull)
                        .toList();
            case Plain(int line, String text, Object plain) -> plain;
        };
    }
}
