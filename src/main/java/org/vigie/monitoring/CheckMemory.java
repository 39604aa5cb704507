package org.vigie.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.probe.Finding;

/**
 * All that is remembered of a check between two results.
 *
 * @param health what is shown
 * @param since when {@code health} began
 * @param standing the last health that Vigie could tell: PENDING, OK, WARNING or CRITICAL; alerts follow this one, so
 *     that being unable to tell neither opens nor clears any
 * @param okRun telling results in a row that were OK
 * @param badRun telling results in a row that were WARNING or CRITICAL
 * @param criticalRun telling results in a row that were CRITICAL
 * @param milderRun telling results in a row that were not CRITICAL
 * @param blindRun UNKNOWN results in a row
 * @param lastToldAt when the last telling result was asked for, or null
 * @param lastResultAt when the last result of any kind was asked for, or null
 * @param finding of the last result, or null
 */
record CheckMemory(
        CheckState health,
        Instant since,
        CheckState standing,
        int okRun,
        int badRun,
        int criticalRun,
        int milderRun,
        int blindRun,
        @Nullable Instant lastToldAt,
        @Nullable Instant lastResultAt,
        @Nullable Finding finding) {
    CheckMemory {
        if (standing == CheckState.UNKNOWN) {
            throw new IllegalArgumentException("standing must be something that could be told");
        }
    }

    static CheckMemory pending(Instant since) {
        return new CheckMemory(CheckState.PENDING, since, CheckState.PENDING, 0, 0, 0, 0, 0, null, null, null);
    }

    /** When the last telling result was taken, if it was good: while in doubt, a green that is shown proves nothing. */
    @Nullable
    Instant lastGoodAt() {
        return health == CheckState.OK && badRun == 0 ? lastToldAt : null;
    }

    /** Since when nothing telling was heard. */
    Instant silentSince() {
        return lastToldAt == null ? since : lastToldAt;
    }
}
