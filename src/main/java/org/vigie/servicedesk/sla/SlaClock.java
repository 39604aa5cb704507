package org.vigie.servicedesk.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Span;

/**
 * One clock of a ticket, read from its log. Nothing is kept between two readings: the same log, calendars and instant
 * give the same answer, and a breach is decided by elapsed open time (more than the target, not as much), so it does
 * not depend on when anyone looked.
 *
 * @param allowedPauses the reasons for which this clock may stand still; other waits are shown and do not count
 * @param calendars a calendar by the id of its version
 */
public record SlaClock(
        Milestone name, List<ClockEvent> log, Set<String> allowedPauses, LongFunction<BusinessCalendar> calendars) {

    public SlaClock {
        log = List.copyOf(log);
        allowedPauses = Set.copyOf(allowedPauses);
    }

    public ClockReading readAt(Instant now) {
        return judge(now).reading();
    }

    public ClockTrace explainAt(Instant now) {
        var judgement = judge(now);
        var history = judgement.history();
        var reading = judgement.reading();
        var calendar = judgement.calendar();
        var end = judgement.end();
        var due = reading.dueAt();
        var last = due != null && due.isAfter(end) ? due : end;
        boolean runs = reading.state() == ClockReading.State.RUNNING;
        return new ClockTrace(
                reading,
                history.terms(),
                judgement.target(),
                calendar.openSpans(history.start(), end, judgement.notCounted()),
                runs ? calendar.openSpans(end, last) : List.of(),
                history.waits().stream()
                        .map(wait -> pause(calendar, wait, history.start(), end))
                        .toList(),
                List.copyOf(history.stoppedTimes()),
                calendar.closedDays(history.start(), last),
                List.copyOf(history.changes()),
                List.copyOf(history.reopenings()),
                history.stop(),
                List.copyOf(history.notices()));
    }

    /** When a running clock that nobody touches will be breached; nothing for one that is paused, stopped or late. */
    public Optional<DueInstant> nextDue(Instant now) {
        var judgement = judge(now);
        var reading = judgement.reading();
        if (reading.state() != ClockReading.State.RUNNING || reading.dueAt() == null) {
            return Optional.empty();
        }
        var crossed = judgement.crossed();
        var observed = judgement.history().observed();
        if (observed != null && observed.holdUntil().isAfter(crossed)) {
            crossed = observed.holdUntil();
        }
        var fires = crossed.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        return Optional.of(new DueInstant(name, reading.dueAt(), fires));
    }

    /**
     * When a running clock that nobody touches passes each of these steps, or passed it, in that order. Nothing for one
     * that stands still or has stopped, and no step for which the target is too short. As with a breach, what was passed
     * after the service seemed to work again waits for the verdict.
     */
    public List<StepInstant> steps(List<EscalationStep> wanted, Instant now) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        var judgement = judge(now);
        var history = judgement.history();
        if (history.isStopped() || history.isPaused()) {
            return List.of();
        }
        return wanted.stream()
                .filter(step -> step.point().openTime(judgement.target()).isPositive())
                .map(step -> passed(step, judgement))
                .sorted(Comparator.comparing(StepInstant::at))
                .toList();
    }

    private static StepInstant passed(EscalationStep step, Judgement judgement) {
        var history = judgement.history();
        var at = judgement
                .calendar()
                .due(history.start(), step.point().openTime(judgement.target()), judgement.notCounted());
        var observed = history.observed();
        // The database keeps microseconds: never told before it is passed.
        var fires = observed != null && at.isAfter(observed.at()) && !at.isAfter(observed.holdUntil())
                ? observed.holdUntil().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS)
                : upToMicros(at);
        return new StepInstant(step, at, fires);
    }

    private static Instant upToMicros(Instant at) {
        var micros = at.truncatedTo(ChronoUnit.MICROS);
        return micros.equals(at) ? at : micros.plus(1, ChronoUnit.MICROS);
    }

    private Judgement judge(Instant now) {
        var history = ClockHistory.read(name, log, allowedPauses, now);
        var calendar = calendars.apply(history.terms().calendarVersion());
        var start = history.start();
        var stopAt = history.stopAt();
        var end = later(start, stopAt == null ? now : stopAt);
        var notCounted = history.notCounted(end);
        var terms = history.terms();
        var target = terms.target().openTime(calendar, start);
        var elapsed = calendar.elapsed(start, end, notCounted);
        var due = terms.target().due(calendar, start, notCounted);
        boolean late = isLate(history, calendar, target, elapsed, notCounted, now);
        boolean paused = history.isPaused();
        var crossed = late || !paused ? crossing(calendar, due, notCounted) : due;
        var state = late
                ? ClockReading.State.BREACHED
                : history.isStopped()
                        ? ClockReading.State.MET
                        : paused ? ClockReading.State.PAUSED : ClockReading.State.RUNNING;
        boolean waits = state == ClockReading.State.PAUSED;
        var observed = history.observed();
        var reading = new ClockReading(
                name,
                terms.target(),
                terms.calendarVersion(),
                start,
                waits ? null : due,
                waits ? due : null,
                stopAt,
                state,
                elapsed,
                target.minus(elapsed),
                late ? crossed : null,
                observed == null ? null : observed.at());
        return new Judgement(history, calendar, end, notCounted, target, crossed, reading);
    }

    /** Late, unless the service seemed to work again in time and has not yet had the time to prove it. */
    private static boolean isLate(
            ClockHistory history,
            BusinessCalendar calendar,
            Duration target,
            Duration elapsed,
            List<Span> notCounted,
            Instant now) {
        if (elapsed.compareTo(target) <= 0) {
            return false;
        }
        var observed = history.observed();
        if (observed == null || now.isAfter(observed.holdUntil())) {
            return true;
        }
        var seemed = later(history.start(), observed.at());
        return calendar.elapsed(history.start(), seemed, notCounted).compareTo(target) > 0;
    }

    /** From the due instant to the first at which time counts again: until then no more than the target has passed. */
    private static Instant crossing(BusinessCalendar calendar, Instant due, List<Span> notCounted) {
        var at = calendar.nextOpen(due);
        for (boolean moved = true; moved; ) {
            moved = false;
            for (var span : notCounted) {
                if (span.contains(at)) {
                    at = calendar.nextOpen(span.to());
                    moved = true;
                }
            }
        }
        return at;
    }

    private static ClockTrace.Pause pause(
            BusinessCalendar calendar, ClockHistory.Wait wait, Instant start, Instant end) {
        var from = later(start, wait.from());
        var to = wait.to() == null || wait.to().isAfter(end) ? end : wait.to();
        return new ClockTrace.Pause(
                wait.from(),
                wait.to(),
                wait.reason(),
                wait.by(),
                wait.endedBy(),
                wait.counts(),
                from.isBefore(to) ? calendar.elapsed(from, to) : Duration.ZERO);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private record Judgement(
            ClockHistory history,
            BusinessCalendar calendar,
            Instant end,
            List<Span> notCounted,
            Duration target,
            Instant crossed,
            ClockReading reading) {}
}
