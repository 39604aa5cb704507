package org.vigie.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/** A row of {@code monitoring.checks} with its state; the settings as stored, secrets sealed. */
record StoredCheck(
        long id,
        TenantId tenant,
        UUID uid,
        String key,
        long assetId,
        String type,
        String settings,
        Duration interval,
        Duration timeout,
        Duration retry,
        int failures,
        String symptom,
        boolean counts,
        Instant declaredAt,
        @Nullable Instant retiredAt,
        CheckMemory memory,
        @Nullable String output) {

    CheckRule rule() {
        return new CheckRule(failures, 1, interval, retry, timeout);
    }
}
