package org.vigie.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/** What a program holds to be let in; it acts in the name of the account that made it. */
public record ApiToken(
        long id,
        String name,
        Role role,
        @Nullable TenantId client,
        String owner,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt) {

    /** @param secret shown this once */
    public record Issued(ApiToken token, String secret) {}
}
