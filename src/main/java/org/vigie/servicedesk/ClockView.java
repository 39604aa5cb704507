package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;

/**
 * One clock of a ticket, read now. Durations are in open time of the calendar.
 *
 * @param target in the words of the contract ("4h", "2 working-days")
 * @param dueAt null while paused
 * @param confirming since when the service seems to work again, while that is not yet proven
 */
public record ClockView(
        Milestone name,
        String target,
        String calendar,
        int calendarVersion,
        Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant stoppedAt,
        State state,
        Duration elapsed,
        @Nullable Duration remaining,
        @Nullable Instant breachedAt,
        @Nullable Instant confirming) {
    public enum State {
        RUNNING,
        PAUSED,
        MET,
        BREACHED,
        /** Nobody could keep or break it: an automatism solved the ticket before a person had to start. */
        WITHOUT_OBJECT
    }
}
