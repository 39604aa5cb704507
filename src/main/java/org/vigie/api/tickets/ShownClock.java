package org.vigie.api.tickets;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.calendar.ClockTarget;
import org.vigie.servicedesk.ClockView;

/**
 * @param target an ISO duration of open time, or "2 working-days", which is no fixed time
 * @param dueAt null while paused
 */
record ShownClock(
        String name,
        String target,
        String calendar,
        int calendarVersion,
        Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant stoppedAt,
        String state,
        Duration elapsed,
        @Nullable Duration remaining,
        @Nullable Instant breachedAt,
        @Nullable Instant confirming) {

    static ShownClock of(ClockView clock) {
        return new ShownClock(
                clock.name().written(),
                target(clock.target()),
                clock.calendar(),
                clock.calendarVersion(),
                clock.startedAt(),
                clock.dueAt(),
                clock.stoppedAt(),
                Choice.word(clock.state()),
                clock.elapsed(),
                clock.remaining(),
                clock.breachedAt(),
                clock.confirming());
    }

    private static String target(String written) {
        return switch (ClockTarget.parse(written)) {
            case ClockTarget.OpenTime(Duration duration) -> duration.toString();
            case ClockTarget.WorkingDays days -> days.written();
        };
    }
}
