package org.vigie.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param who part of a name
 * @param verb a code, or the first words of several: "account" means all that was done to accounts
 * @param subject exactly what it was done to: "ticket 4711"
 * @param crossings with the reasons for which automatisms worked across clients, many at each start
 * @param ofTheHouse with entries that belong to no client (accounts, sign-ins, crossings), where the scope shows them
 */
public record AuditFilter(
        @Nullable String who,
        @Nullable String verb,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean crossings,
        boolean ofTheHouse) {
    public static AuditFilter everything() {
        return new AuditFilter(null, null, null, null, null, true, true);
    }
}
