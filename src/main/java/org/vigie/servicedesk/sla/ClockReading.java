package org.vigie.servicedesk.sla;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClockTarget;
import org.vigie.contracts.Milestone;

/**
 * A clock as it stands at one instant. Durations are open time of the calendar.
 *
 * @param dueAt null while paused, since it moves with the pause; known again once breached
 * @param dueIfResumed when it would be due if the pause ended now; null unless paused and not breached
 * @param remaining less than zero by how much it is late
 * @param breachedAt the instant after which more open time than the target has passed: where a target ends at closing,
 *     the next opening
 * @param confirming since when the service seems to work again, while that is not proven
 */
public record ClockReading(
        Milestone name,
        ClockTarget target,
        long calendarVersion,
        Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant dueIfResumed,
        @Nullable Instant stoppedAt,
        State state,
        Duration elapsed,
        Duration remaining,
        @Nullable Instant breachedAt,
        @Nullable Instant confirming) {

    public enum State {
        RUNNING,
        PAUSED,
        MET,
        BREACHED
    }
}
