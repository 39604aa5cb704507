package org.vigie.response;

import java.time.Duration;
import java.time.Instant;
import org.vigie.servicedesk.Ticket;

/** What a new alert means for the last ticket of the same asset and symptom. */
enum Continuation {
    /** The trouble was never over: the alert joins the ticket. */
    SAME,
    /** It was over for less than the contract's delay: the same incident goes on. */
    RELAPSE,
    /** It was over for long enough: another incident. */
    NEW;

    /** A delay of exactly {@code relapse} is over: a failure "within" it is sooner. */
    static Continuation of(Ticket last, Instant openedAt, Duration relapse) {
        Instant over = last.restoredAt() != null ? last.restoredAt() : last.resolvedAt();
        if (over == null) {
            return last.state().isOpen() ? SAME : NEW;
        }
        return openedAt.isBefore(over.plus(relapse)) ? RELAPSE : NEW;
    }
}
