package org.vigie.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

public record AuditEntry(
        long id,
        Instant at,
        @Nullable TenantId tenant,
        String who,
        String verb,
        String subject,
        Map<String, String> details) {}
