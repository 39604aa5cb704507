package org.vigie.shared;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Part of a list, and the cursor of what follows (null at the end). */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }

    /** Cuts a list that was read with one row too many; the cursor is made from the last row that is kept. */
    public static <T> Page<T> cut(List<T> oneTooMany, int limit, Function<T, String> cursor) {
        if (oneTooMany.size() <= limit) {
            return new Page<>(oneTooMany, null);
        }
        List<T> kept = oneTooMany.subList(0, limit);
        return new Page<>(kept, cursor.apply(kept.getLast()));
    }
}
