package org.vigie.files;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.vigie.shared.Actor;

/** @param type found in the bytes */
public record StoredFile(UUID id, String name, String type, long size, Instant addedAt, Actor by) {
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** Only pictures that can hold no program are ever shown; everything else is saved and opened by whoever wants it. */
    public boolean isShownInline() {
        return IMAGES.contains(type);
    }
}
