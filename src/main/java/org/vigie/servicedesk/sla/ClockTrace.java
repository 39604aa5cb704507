package org.vigie.servicedesk.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClosedDay;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/**
 * Why a clock reads as it does. The counted spans add up to the elapsed time; with the spans to come, while it runs,
 * they add up to the target.
 *
 * @param target the open time that the target comes to from this start
 * @param counted open spans outside the pauses that count, up to now or to the stop
 * @param toCome open spans from now to the deadline
 * @param closed holidays and closures between the start and the later of now and the deadline
 */
public record ClockTrace(
        ClockReading reading,
        ClockTerms terms,
        Duration target,
        List<Span> counted,
        List<Span> toCome,
        List<Pause> pauses,
        List<Span> stoppedTimes,
        List<ClosedDay> closed,
        List<ClockEvent.TermsChanged> changes,
        List<ClockEvent.Reopened> reopenings,
        ClockEvent.@Nullable Stopped stop,
        List<Notice> notices) {

    /**
     * A wait, with whether it counts.
     *
     * @param to null while it lasts
     * @param counts whether the service level allows the reason, so that the clock stood still
     * @param openTime how much open time it holds
     */
    public record Pause(
            Instant from,
            @Nullable Instant to,
            String reason,
            Actor by,
            @Nullable Actor endedBy,
            boolean counts,
            Duration openTime) {}

    /** An event that was read and changed nothing, with the rule. */
    public record Notice(Instant at, Words why) {}
}
