package org.vigie.shared;

import org.jspecify.annotations.Nullable;

/** What is wrong with one field: its path as the sender wrote it, the line when it came from a file, the rule. */
public record FieldError(String field, @Nullable Integer line, Words rule) {
    public static FieldError of(String field, String code, Object... args) {
        return new FieldError(field, null, Words.of(code, args));
    }
}
