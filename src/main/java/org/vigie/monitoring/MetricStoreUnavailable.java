package org.vigie.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * The samples were not acknowledged; sending them again is harmless. Those that still fit are kept in memory and
 * written when the database answers again.
 */
public final class MetricStoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MetricStoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
