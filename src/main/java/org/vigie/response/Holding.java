package org.vigie.response;

import java.time.Instant;
import org.vigie.shared.Words;

/**
 * A service that works again since {@code since} and must hold until {@code until} before that counts.
 *
 * @param alertId the last alert that recovered
 * @param resolve whether the ticket is resolved as well when it held
 */
record Holding(
        long ticket,
        long alertId,
        long assetId,
        String symptom,
        Instant since,
        Instant until,
        Words evidence,
        boolean resolve) {}
