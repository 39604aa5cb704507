package org.vigie.inventory;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Criticality;

public record AssetDeclaration(
        String key,
        String kind,
        String name,
        @Nullable String address,
        @Nullable String site,
        Criticality criticality,
        SortedSet<String> dependsOn) {}
