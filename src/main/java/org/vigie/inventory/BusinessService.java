package org.vigie.inventory;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Criticality;
import org.vigie.shared.TenantId;

/** What the client's people would name: "the web shop". The service level is a key of the contracts room. */
public record BusinessService(
        long id,
        TenantId tenant,
        String key,
        String name,
        Criticality criticality,
        @Nullable String serviceLevel,
        SortedSet<String> dependsOn) {

    ServiceDeclaration declared() {
        return new ServiceDeclaration(key, name, criticality, serviceLevel, dependsOn);
    }
}
