package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClosedDay;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/**
 * Why a clock stands as it does. The counted intervals add up to {@code sum}, which is the elapsed time; with those to
 * come, while it runs, they add up to {@code target}.
 *
 * @param source where the target comes from: service level, priority, contract
 * @param target the open time that the target comes to from this start
 * @param dueIfResumed when it would be due if the wait ended now; null unless it stands still
 * @param withoutObject why nobody could keep or break it; null when somebody could
 * @param closed holidays and closures on the way to the deadline
 * @param events everything else that was written into its log, in that order
 */
public record Explanation(
        long number,
        ClockView clock,
        Words source,
        Duration target,
        @Nullable Instant dueIfResumed,
        @Nullable Words withoutObject,
        List<Counted> counted,
        List<Span> toCome,
        List<Wait> waits,
        List<ClosedDay> closed,
        List<Event> events,
        List<Event> notices,
        Duration sum) {

    public record Counted(Instant from, Instant to, Duration time) {}

    /**
     * @param to null while it lasts
     * @param counts whether the clock stood still
     * @param why the rule that says so
     */
    public record Wait(
            Instant from,
            @Nullable Instant to,
            String reason,
            Actor by,
            @Nullable Actor endedBy,
            boolean counts,
            Words why,
            Duration openTime) {}

    public record Event(Instant at, @Nullable Actor by, Words what) {}
}
