package org.vigie.servicedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/**
 * One thing that happened to a ticket: a message (its text in {@code body}) or an event (said by {@code what}).
 *
 * @param number of the ticket on which it happened: another one where that was merged into this
 * @param internal seen by the provider's staff only
 */
public record TimelineEntry(
        long id,
        long number,
        Instant at,
        Kind kind,
        Actor by,
        Words what,
        @Nullable String body,
        boolean internal) {
    public enum Kind {
        OPENED,
        MESSAGE,
        ASSIGNED,
        TAKEN,
        WAITING,
        RESUMED,
        PRIORITY_CHANGED,
        RESTORATION_OBSERVED,
        RESTORED,
        RELAPSED,
        RESOLVED,
        REOPENED,
        CLOSED,
        BREACHED,
        ESCALATED,
        EDITED,
        NOTED
    }
}
