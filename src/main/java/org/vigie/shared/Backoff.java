package org.vigie.shared;

import java.time.Duration;

/** How long to wait before what failed is tried again. */
public final class Backoff {
    private Backoff() {}

    /** The first wait, twice, four times … up to the longest; after so many tries, one at least. */
    public static Duration doubling(Duration first, Duration longest, int tries) {
        Duration wanted = first.multipliedBy(1L << Math.min(tries - 1, 10));
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
