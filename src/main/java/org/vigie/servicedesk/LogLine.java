package org.vigie.servicedesk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClockTarget;
import org.vigie.contracts.EscalationStep;
import org.vigie.servicedesk.sla.ClockEvent;
import org.vigie.servicedesk.sla.ClockTerms;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.shared.Actor;
import org.vigie.shared.Priority;
import org.vigie.shared.Words;

/**
 * One line of the log of a clock as it is stored.
 *
 * @param until of a stop: when it was proven; of an observation: how long it must hold
 * @param why where the terms come from, the evidence, the reason of a reopening
 * @param reason of a pause
 */
record LogLine(
        Kind kind,
        Instant at,
        @Nullable Instant until,
        Actor by,
        @Nullable Words why,
        @Nullable String reason,
        @Nullable ReopenPolicy policy,
        @Nullable Terms terms) {

    enum Kind {
        STARTED,
        TERMS,
        PAUSED,
        RESUMED,
        OBSERVED,
        FORGOTTEN,
        STOPPED,
        REOPENED,
        WITHDRAWN,
        REINSTATED,
        BREACHED,
        /** Counts from an earlier instant, because of another ticket that was merged into this one; … */
        ANTEDATED,
        /** … and no longer. */
        UNDATED;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** @param steps whom to tell on the way; they came with the terms and change with them only */
    record Terms(
            String target,
            String calendar,
            long calendarVersion,
            Priority priority,
            SortedSet<String> pauses,
            List<EscalationStep> steps) {
        Terms {
            steps = List.copyOf(steps);
        }

        Terms withSteps(List<EscalationStep> others) {
            return new Terms(target, calendar, calendarVersion, priority, pauses, others);
        }
    }

    static LogLine started(Instant at, Actor by, Words source, Terms terms) {
        return new LogLine(Kind.STARTED, at, null, by, source, null, null, terms);
    }

    static LogLine terms(Instant at, Actor by, Words source, Terms terms) {
        return new LogLine(Kind.TERMS, at, null, by, source, null, null, terms);
    }

    static LogLine paused(Instant at, Actor by, String reason) {
        return new LogLine(Kind.PAUSED, at, null, by, null, reason, null, null);
    }

    static LogLine resumed(Instant at, Actor by) {
        return new LogLine(Kind.RESUMED, at, null, by, null, null, null, null);
    }

    static LogLine observed(Instant at, Instant until, Actor by, Words evidence) {
        return new LogLine(Kind.OBSERVED, at, until, by, evidence, null, null, null);
    }

    static LogLine stopped(Instant at, Instant provenAt, Actor by, Words evidence) {
        return new LogLine(Kind.STOPPED, at, provenAt, by, evidence, null, null, null);
    }

    static LogLine reopened(Instant at, Actor by, Words why, ReopenPolicy policy) {
        return new LogLine(Kind.REOPENED, at, null, by, why, null, policy, null);
    }

    static LogLine reinstated(Instant at, Actor by, Words why, ReopenPolicy policy) {
        return new LogLine(Kind.REINSTATED, at, null, by, why, null, policy, null);
    }

    /** FORGOTTEN, WITHDRAWN, BREACHED, ANTEDATED and UNDATED say no more than when, who and why. */
    static LogLine plain(Kind kind, Instant at, Actor by, Words why) {
        return new LogLine(kind, at, null, by, why, null, null, null);
    }

    boolean hasTerms() {
        return kind == Kind.STARTED || kind == Kind.TERMS;
    }

    SortedSet<String> pauses() {
        return terms == null ? new TreeSet<>() : terms.pauses();
    }

    Words said() {
        return Objects.requireNonNull(why, "no words");
    }

    /** What the clock reads of it; nothing for the lines that only this room understands. */
    Optional<ClockEvent> event() {
        return switch (kind) {
            case STARTED -> Optional.of(new ClockEvent.Started(at, clockTerms()));
            case TERMS -> Optional.of(new ClockEvent.TermsChanged(at, clockTerms(), by, said()));
            case PAUSED -> Optional.of(new ClockEvent.Paused(at, Objects.requireNonNull(reason), by));
            case RESUMED -> Optional.of(new ClockEvent.Resumed(at, by));
            case OBSERVED ->
                Optional.of(new ClockEvent.RestorationObserved(at, Objects.requireNonNull(until), by, said()));
            case FORGOTTEN -> Optional.of(new ClockEvent.RestorationForgotten(at, by, said()));
            case STOPPED -> Optional.of(new ClockEvent.Stopped(at, Objects.requireNonNull(until), by, said()));
            case REOPENED -> Optional.of(new ClockEvent.Reopened(at, by, said(), Objects.requireNonNull(policy)));
            case WITHDRAWN, REINSTATED, BREACHED, ANTEDATED, UNDATED -> Optional.empty();
        };
    }

    /** The number of the ticket that this line was written for: the first argument of its words. */
    boolean isAbout(long number) {
        return why != null && !why.args().isEmpty() && why.args().getFirst().equals(Long.toString(number));
    }

    /** The same start at another instant. */
    LogLine startedAt(Instant other) {
        return started(other, by, said(), Objects.requireNonNull(terms));
    }

    private ClockTerms clockTerms() {
        Terms mine = Objects.requireNonNull(terms);
        return new ClockTerms(ClockTarget.parse(mine.target()), mine.calendarVersion(), said(), mine.priority());
    }
}
