package org.vigie.organization;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be told or asked; an account is another thing (identity). Teams by key.
 *
 * @param ways the ways in which they want to be told, the first one first; empty leaves it to the settings
 */
public record Person(
        long id,
        String key,
        String name,
        @Nullable String email,
        Locale locale,
        SortedSet<String> teams,
        List<String> ways) {
    public Person {
        ways = List.copyOf(ways);
    }
}
