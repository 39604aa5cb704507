package org.vigie.api;

import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** How much one answer holds. */
public final class Limits {
    private Limits() {}

    public static int checked(int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw Refused.field("limit", "refusal.limit", 1, Page.MAX_LIMIT);
        }
        return limit;
    }
}
