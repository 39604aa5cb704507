package org.vigie.organization;

import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Somebody who can be told or asked; an account is another thing (identity). Teams by key. */
public record Person(
        long id, String key, String name, @Nullable String email, Locale locale, SortedSet<String> teams) {}
