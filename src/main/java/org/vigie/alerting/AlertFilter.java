package org.vigie.alerting;

import org.jspecify.annotations.Nullable;
import org.vigie.shared.Severity;

public record AlertFilter(
        @Nullable Boolean open,
        @Nullable Long assetId,
        @Nullable Severity severity) {
    public static AlertFilter onlyOpen() {
        return new AlertFilter(true, null, null);
    }
}
