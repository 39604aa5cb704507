package org.vigie.servicedesk.sla;

import java.time.Instant;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/**
 * One line of the log of a clock, never changed once written. {@code at} is when it takes effect, which may be before
 * it was written down. Two events that are equal in every field are one event delivered twice.
 */
public sealed interface ClockEvent {

    Instant at();

    /** When it is known: an event that is not known yet is not read. */
    default Instant knownAt() {
        return at();
    }

    record Started(Instant at, ClockTerms terms) implements ClockEvent {}

    /** Waits for a reason; while it waits already, this reason takes over from the other. */
    record Paused(Instant at, String reason, Actor by) implements ClockEvent {}

    /** Waits no longer, whatever for. */
    record Resumed(Instant at, Actor by) implements ClockEvent {}

    /** The service seems to work again since {@code at}; a breach in between waits for the verdict until then. */
    record RestorationObserved(Instant at, Instant holdUntil, Actor by, Words evidence) implements ClockEvent {}

    /** It did not hold. */
    record RestorationForgotten(Instant at, Actor by, Words reason) implements ClockEvent {}

    /**
     * What was promised has happened at {@code at}.
     *
     * @param provenAt when that was certain: for a restoration, once the service held for the stabilisation time
     */
    record Stopped(Instant at, Instant provenAt, Actor by, Words evidence) implements ClockEvent {
        public Stopped {
            if (provenAt.isBefore(at)) {
                throw new IllegalArgumentException("Proven at " + provenAt + ", before it happened at " + at);
            }
        }

        /** Stopped and known to be in the same instant. */
        public Stopped(Instant at, Actor by, Words evidence) {
            this(at, at, by, evidence);
        }

        @Override
        public Instant knownAt() {
            return provenAt;
        }
    }

    /** It has not happened after all: the ticket is open again, or the service failed again. */
    record Reopened(Instant at, Actor by, Words reason, ReopenPolicy policy) implements ClockEvent {}

    /** Other terms, counted from the same start; the last ones hold for the whole clock, even once it has stopped. */
    record TermsChanged(Instant at, ClockTerms terms, Actor by, Words reason) implements ClockEvent {}
}
