package org.vigie.inventory;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Criticality;
import org.vigie.shared.TenantId;

/** One thing that is looked after. The kind is a plain word ("server", "switch"); dependencies are keys of assets. */
public record Asset(
        long id,
        TenantId tenant,
        String key,
        String kind,
        String name,
        @Nullable String address,
        @Nullable String site,
        Criticality criticality,
        AssetStatus status,
        SortedSet<String> dependsOn) {

    AssetDeclaration declared() {
        return new AssetDeclaration(key, kind, name, address, site, criticality, dependsOn);
    }
}
