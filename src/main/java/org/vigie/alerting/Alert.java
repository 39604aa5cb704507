package org.vigie.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * @param checkId the first source that raised it
 * @param openedAt when the trouble was first seen
 * @param acknowledgedUntil when the acknowledgement lapses; null for never
 * @param mutedBy key of the maintenance window that keeps it quiet now
 * @param recoveredAt instant of the fresh result that closed it
 */
public record Alert(
        long id,
        TenantId tenant,
        long assetId,
        long checkId,
        String symptom,
        Severity severity,
        Words summary,
        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String acknowledgementNote,
        @Nullable Instant acknowledgedUntil,
        @Nullable Instant clearedAt,
        @Nullable Instant recoveredAt,
        @Nullable String mutedBy,
        @Nullable Instant mutedUntil) {

    public boolean isOpen() {
        return clearedAt == null;
    }
}
