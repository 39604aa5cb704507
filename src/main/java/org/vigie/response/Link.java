package org.vigie.response;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Severity;

/**
 * An alert and the ticket that it belongs to.
 *
 * @param severity the one that the ticket's urgency follows
 * @param recoveredAt null while the alert is open
 */
record Link(
        long alertId,
        long assetId,
        String symptom,
        long ticket,
        int rule,
        boolean resolveWhenCleared,
        Severity severity,
        @Nullable Instant recoveredAt) {}
