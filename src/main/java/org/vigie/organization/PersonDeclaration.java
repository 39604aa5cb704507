package org.vigie.organization;

import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

public record PersonDeclaration(
        String key, String name, @Nullable String email, Locale locale, SortedSet<String> teams) {}
