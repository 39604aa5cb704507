package org.vigie.inventory;

import org.jspecify.annotations.Nullable;

public record AssetFilter(@Nullable String kind, @Nullable String text, boolean withRetired) {
    public static AssetFilter inService() {
        return new AssetFilter(null, null, false);
    }
}
