package org.vigie.servicedesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ClockEvent;
import org.vigie.servicedesk.sla.ClockReading;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.servicedesk.sla.SlaClock;
import org.vigie.servicedesk.sla.StepInstant;

/**
 * The log of one clock, in the order in which it was written, and what it says at an instant. The allowed pauses are
 * those of the last terms. A clock whose object is gone is read as it stood then.
 */
record ClockLog(Milestone milestone, List<LogLine> lines) {

    /** The wait of a clock that had lost its object for a time. No person can give it: a reason of theirs has no dot. */
    static final String WITHOUT_OBJECT = "clock.without-object";

    /** Why a clock has no object when the ticket was merged: the other one carries its promise, … */
    static final String CARRIED = "clock.merged-into";

    /** … or had that milestone behind it already. */
    static final String NOT_CARRIED = "clock.merged-into-done";

    /** Counted now: what the row of a clock holds. */
    record Reading(
            ClockReading reading,
            ClockView.State state,
            @Nullable Instant firesAt) {}

    Reading readAt(Instant now, LongFunction<BusinessCalendar> calendars) {
        LogLine withdrawn = withdrawn();
        SlaClock clock = clock(calendars);
        if (withdrawn == null) {
            ClockReading reading = clock.readAt(now);
            Instant fires = reading.breachedAt() != null
                    ? reading.breachedAt()
                    : clock.nextDue(now).map(due -> due.firesAt()).orElse(null);
            return new Reading(reading, stateOf(reading), fires);
        }
        ClockReading reading = clock.readAt(withdrawn.at().isBefore(now) ? withdrawn.at() : now);
        // A promise that was already broken stays broken, unless another ticket has it and broke it at the same
        // instant.
        return reading.state() == ClockReading.State.BREACHED
                        && !withdrawn.said().code().equals(CARRIED)
                ? new Reading(reading, ClockView.State.BREACHED, reading.breachedAt())
                : new Reading(reading, ClockView.State.WITHOUT_OBJECT, null);
    }

    SlaClock clock(LongFunction<BusinessCalendar> calendars) {
        return new SlaClock(milestone, events(), allowedPauses(), calendars);
    }

    private List<ClockEvent> events() {
        var events = new ArrayList<ClockEvent>();
        for (int i = 0; i < lines.size(); i++) {
            LogLine line = lines.get(i);
            (line.kind() == LogLine.Kind.STARTED ? line.startedAt(startedAt()) : line)
                    .event()
                    .ifPresent(events::add);
            LogLine back = line.kind() == LogLine.Kind.WITHDRAWN ? reinstatedAfter(i) : null;
            // Nobody was expected to answer while the ticket was held to be solved, unless it had not been at all.
            if (back != null && back.policy() == ReopenPolicy.RESUME) {
                events.add(new ClockEvent.Paused(line.at(), WITHOUT_OBJECT, line.by()));
                events.add(new ClockEvent.Resumed(back.at(), back.by()));
            }
        }
        return events;
    }

    private @Nullable LogLine reinstatedAfter(int index) {
        for (LogLine line : lines.subList(index, lines.size())) {
            if (line.kind() == LogLine.Kind.REINSTATED) {
                return line;
            }
        }
        return null;
    }

    Set<String> allowedPauses() {
        var allowed = new TreeSet<>(terms().pauses());
        allowed.add(WITHOUT_OBJECT);
        return allowed;
    }

    /** The terms in force: the last ones that were written. */
    LogLine terms() {
        return lines.stream()
                .filter(LogLine::hasTerms)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("the log of a clock has no start"));
    }

    /** From when it counts: the earliest instant that still holds. */
    Instant startedAt() {
        Instant start = lines.getFirst().at();
        for (LogLine line : antedated()) {
            start = line.at().isBefore(start) ? line.at() : start;
        }
        return start;
    }

    /** The earlier starts that hold: each came with another ticket, and goes with it. */
    List<LogLine> antedated() {
        var hold = new ArrayList<LogLine>();
        for (LogLine line : lines) {
            if (line.kind() == LogLine.Kind.ANTEDATED) {
                hold.add(line);
            } else if (line.kind() == LogLine.Kind.UNDATED) {
                hold.removeIf(one ->
                        one.said().args().getFirst().equals(line.said().args().getFirst()));
            }
        }
        return hold;
    }

    List<EscalationStep> steps() {
        return Objects.requireNonNull(terms().terms()).steps();
    }

    /**
     * In which of its lives the clock is: a step is told once in each. Another target is another life, the same one again
     * is the same life; so is a reopened clock, unless it counts from nothing.
     */
    String life() {
        LogLine.Terms terms = Objects.requireNonNull(terms().terms());
        long restarts = lines.stream()
                .filter(line -> line.kind() == LogLine.Kind.REOPENED && line.policy() == ReopenPolicy.RESTART)
                .count();
        return terms.target() + ", " + terms.calendar() + (restarts == 0 ? "" : ", " + restarts);
    }

    /** When its steps are passed; none while it stands still, and none of a clock that has stopped or lost its object. */
    List<StepInstant> stepsAt(Instant now, LongFunction<BusinessCalendar> calendars) {
        return steps().isEmpty() || withdrawn() != null
                ? List.of()
                : clock(calendars).steps(steps(), now);
    }

    int epoch() {
        return (int) lines.stream().filter(LogLine::hasTerms).count();
    }

    /** Why the clock has no object any more, unless it has one again. */
    @Nullable
    LogLine withdrawn() {
        LogLine last = null;
        for (LogLine line : lines) {
            if (line.kind() == LogLine.Kind.WITHDRAWN) {
                last = line;
            } else if (line.kind() == LogLine.Kind.REINSTATED) {
                last = null;
            }
        }
        return last;
    }

    private static ClockView.State stateOf(ClockReading reading) {
        return switch (reading.state()) {
            case RUNNING -> ClockView.State.RUNNING;
            case PAUSED -> ClockView.State.PAUSED;
            case MET -> ClockView.State.MET;
            case BREACHED -> ClockView.State.BREACHED;
        };
    }
}
