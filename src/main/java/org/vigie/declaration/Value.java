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

    /** What has no text and so no lines: an object that a page gives, in the types in which YAML would read it. */
    static Value of(@Nullable Object bare) {
        return switch (bare) {
            case null -> new Plain(1, "", null);
            case Map<?, ?> map -> {
                var values = new java.util.LinkedHashMap<String, Value>();
                map.forEach((name, value) -> values.put(String.valueOf(name), of(value)));
                yield new Fields(1, values);
            }
            case java.util.Collection<?> items ->
                new Items(1, items.stream().map(Value::of).toList());
            case Integer number -> new Plain(1, number.toString(), number.longValue());
            case Long number -> new Plain(1, number.toString(), number);
            case java.math.BigDecimal number -> new Plain(1, number.toPlainString(), number.doubleValue());
            case Number number -> new Plain(1, number.toString(), number.doubleValue());
            case Boolean flag -> new Plain(1, flag.toString(), flag);
            default -> new Plain(1, bare.toString(), bare.toString());
        };
    }

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
