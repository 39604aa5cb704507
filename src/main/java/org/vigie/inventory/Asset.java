package org.vigie.inventory;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Criticality;

/** One thing that is looked after. The kind is a plain word ("server", "switch"); dependencies are keys of assets. */
public record Asset(
        long id,
        String key,
        String kind,
        String name,
        @Nullable String address,
        @Nullable String site,
        Criticality criticality,
        AssetStatus status,
        SortedSet<String> dependsOn) {}
