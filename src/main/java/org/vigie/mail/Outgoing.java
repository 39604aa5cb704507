package org.vigie.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * A letter that was written down, and what became of it.
 *
 * @param status "planned", "sent" (a server took it), "failed", "bounced"
 * @param nextTry when it is tried again
 */
public record Outgoing(
        long id,
        TenantId tenant,
        String messageId,
        Letter letter,
        String status,
        int attempts,
        Instant plannedAt,
        @Nullable Instant sentAt,
        @Nullable Instant nextTry,
        @Nullable Words failure) {}
