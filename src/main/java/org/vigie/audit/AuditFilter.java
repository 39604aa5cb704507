package org.vigie.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record AuditFilter(
        @Nullable String verb,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static AuditFilter everything() {
        return new AuditFilter(null, null, null, null);
    }
}
