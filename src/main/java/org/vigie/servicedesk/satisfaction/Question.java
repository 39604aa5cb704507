package org.vigie.servicedesk.satisfaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * One resolution, and whether somebody was asked how it went.
 *
 * @param person who would have been asked, or was; null where there was nobody
 * @param whyNot null where somebody was asked
 * @param expiresAt until when it may be answered; null where nobody was asked
 * @param opinion the last answer
 */
public record Question(
        TenantId tenant,
        long id,
        long number,
        @Nullable Long person,
        Instant at,
        @Nullable String whyNot,
        @Nullable Instant expiresAt,
        @Nullable Opinion opinion) {
    public boolean asked() {
        return whyNot == null;
    }
}
