package org.vigie.inventory;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Criticality;

public record ServiceDeclaration(
        String key,
        String name,
        Criticality criticality,
        @Nullable String serviceLevel,
        SortedSet<String> dependsOn) {}
