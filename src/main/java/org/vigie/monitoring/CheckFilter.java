package org.vigie.monitoring;

import org.jspecify.annotations.Nullable;

public record CheckFilter(
        @Nullable CheckState state, @Nullable Long assetId) {
    public static CheckFilter all() {
        return new CheckFilter(null, null);
    }
}
