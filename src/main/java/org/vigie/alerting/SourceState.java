package org.vigie.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/** What one source last said about one alert. */
record SourceState(
        String source,
        long sourceId,
        Severity severity,
        Words summary,
        Instant lastSeenAt,
        @Nullable Instant recoveredAt) {

    boolean isFailing() {
        return recoveredAt == null;
    }

    /** The last instant that it spoke about, of trouble or of recovery. */
    Instant lastHeardAt() {
        return recoveredAt == null || recoveredAt.isBefore(lastSeenAt) ? lastSeenAt : recoveredAt;
    }
}
