package org.vigie.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;

/** The place at which a page of checks ended, as an opaque text. */
final class CheckCursor {
    private CheckCursor() {}

    static String write(CheckStore.Place place) {
        String plain = place.rank() + " " + place.id() + " " + place.key();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static CheckStore.@Nullable Place read(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 3);
            return new CheckStore.Place(Integer.parseInt(parts[0]), parts[2], Long.parseLong(parts[1]));
        } catch (RuntimeException malformed) {
            throw Refused.field("cursor", "refusal.cursor");
        }
    }
}
