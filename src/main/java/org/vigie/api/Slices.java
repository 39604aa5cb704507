package org.vigie.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** Pages of short lists that a door gives whole. The cursor names the last row that was shown. */
public final class Slices {
    private Slices() {}

    public static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : after(all, key, cursor);
        List<T> rest = all.subList(from, all.size());
        return Page.cut(rest, limit, last -> written(key.apply(last)));
    }

    private static <T> int after(List<T> all, Function<T, String> key, String cursor) {
        for (int i = 0; i < all.size(); i++) {
            if (written(key.apply(all.get(i))).equals(cursor)) {
                return i + 1;
            }
        }
        throw Refused.field("cursor", "refusal.cursor");
    }

    private static String written(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
