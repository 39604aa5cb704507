package org.vigie.declaration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object as a person wants it.
 *
 * @param key of the object as it is; empty for a new one
 * @param base the tag of the object that the person saw, empty for a new one: another there now refuses the edit
 * @param wanted the whole object with its key, or null to retire it
 * @param place where it shall stand in a list whose order counts, from 0; null to leave it
 */
public record Edit(
        String section,
        String key,
        String base,
        @Nullable Map<String, Object> wanted,
        @Nullable Integer place) {

    public static Edit create(String section, Map<String, Object> wanted) {
        return new Edit(section, "", "", wanted, null);
    }

    public static Edit change(String section, String key, String base, Map<String, Object> wanted) {
        return new Edit(section, key, base, wanted, null);
    }

    public static Edit retire(String section, String key, String base) {
        return new Edit(section, key, base, null, null);
    }

    public Edit at(int newPlace) {
        return new Edit(section, key, base, wanted, newPlace);
    }
}
