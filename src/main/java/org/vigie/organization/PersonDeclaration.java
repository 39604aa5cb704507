package org.vigie.organization;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** @param ways the ways in which they want to be told, the first one first; empty leaves it to the settings */
public record PersonDeclaration(
        String key, String name, @Nullable String email, Locale locale, SortedSet<String> teams, List<String> ways) {
    public PersonDeclaration {
        ways = List.copyOf(ways);
    }

    /** Of somebody who chose no way. */
    public PersonDeclaration(String key, String name, @Nullable String email, Locale locale, SortedSet<String> teams) {
        this(key, name, email, locale, teams, List.of());
    }
}
