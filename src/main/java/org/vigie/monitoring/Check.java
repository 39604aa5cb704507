package org.vigie.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * One question asked again and again, and what is believed of the answer.
 *
 * @param type "http", "icmp", "tcp", "tls", "dns", "cpu", "memory", "disk", "network", "load"
 * @param settings the declaration of the probe as it was written, secrets left out
 * @param countsForAvailability whether its critical time is down time of the services above its asset
 */
public record Check(
        long id,
        TenantId tenant,
        String key,
        long assetId,
        String type,
        Map<String, Object> settings,
        Duration interval,
        Duration timeout,
        int failures,
        String symptom,
        boolean countsForAvailability,
        CheckState state,
        Instant since,
        @Nullable Instant lastCheckedAt,
        @Nullable Words output) {}
