package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;

/**
 * That a ticket was merged into another.
 *
 * @param state of the ticket before
 * @param watchers people who follow the other one because of it
 * @param undoneAt null as long as it holds
 */
public record Merge(
        long id,
        long number,
        long into,
        Instant at,
        Actor by,
        TicketState state,
        @Nullable String waitingReason,
        @Nullable Instant waitingSince,
        List<Long> watchers,
        @Nullable Instant undoneAt) {
    public static final Duration UNDO = Duration.ofDays(30);

    public Merge {
        watchers = List.copyOf(watchers);
    }

    public Instant undoUntil() {
        return at.plus(UNDO);
    }

    public boolean canBeUndone(Instant now) {
        return undoneAt == null && now.isBefore(undoUntil());
    }
}
