package org.vigie.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;

/** Constants as the API writes them: lower case with hyphens, priorities as they are. */
public final class Choice {
    private Choice() {}

    public static String word(Enum<?> constant) {
        return constant instanceof org.vigie.shared.Priority
                ? constant.name()
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static <E extends Enum<E>> @Nullable E find(String field, @Nullable String word, Class<E> type) {
        return word == null || word.isBlank() ? null : read(field, word, type);
    }

    public static <E extends Enum<E>> E read(String field, String word, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw Refused.field(
                field,
                "refusal.choice",
                word,
                Arrays.stream(type.getEnumConstants()).map(Choice::word).collect(Collectors.joining(", ")));
    }
}
