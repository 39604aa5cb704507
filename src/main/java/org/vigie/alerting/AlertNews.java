package org.vigie.alerting;

import java.time.Instant;
import org.vigie.shared.News;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What this room tells. A muted alert is told only when its mute ends while it is still open. */
public sealed interface AlertNews extends News {
    long alertId();

    long assetId();

    String symptom();

    record AlertOpened(
            TenantId tenant,
            Instant at,
            long alertId,
            long assetId,
            long checkId,
            String symptom,
            Severity severity,
            Words summary)
            implements AlertNews {}

    record AlertSeverityChanged(
            TenantId tenant,
            Instant at,
            long alertId,
            long assetId,
            long checkId,
            String symptom,
            Severity severity,
            Words summary)
            implements AlertNews {}

    record AlertAcknowledged(TenantId tenant, Instant at, long alertId, long assetId, String symptom, String by)
            implements AlertNews {}

    /** @param at the instant of the fresh result that proves the recovery */
    record AlertCleared(
            TenantId tenant, Instant at, long alertId, long assetId, long checkId, String symptom, Words evidence)
            implements AlertNews {}
}
