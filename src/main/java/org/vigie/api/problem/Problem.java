package org.vigie.api.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.FieldError;
import org.vigie.shared.Words;

/**
 * What went wrong, not yet in anybody's language.
 *
 * @param type last part of the problem's type, stable for programs
 * @param incident the number under which the log tells more, for what is broken
 */
record Problem(
        int status,
        String type,
        Words title,
        Words detail,
        List<FieldError> errors,
        @Nullable String incident) {

    static Problem of(int status, String type, String key, Object... args) {
        return new Problem(status, type, Words.of(key), Words.of(key + ".detail", args), List.of(), null);
    }

    static Problem field(String field, String code, Object... args) {
        Words rule = Words.of(code, args);
        return new Problem(
                400, "refused", Words.of("problem.refused"), rule, List.of(new FieldError(field, null, rule)), null);
    }

    Problem under(String number) {
        return new Problem(status, type, title, detail, errors, number);
    }
}
