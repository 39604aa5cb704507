package org.vigie.alerting;

import java.time.Instant;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/** One line of an alert's timeline: a decision and its reason. */
public record AlertEvent(long id, Instant at, Kind kind, Actor by, Words reason) {
    public enum Kind {
        OPENED,
        SIGNAL_ADDED,
        SEVERITY_CHANGED,
        MUTED,
        UNMUTED,
        ACKNOWLEDGED,
        ACKNOWLEDGEMENT_WITHDRAWN,
        SIGNAL_RECOVERED,
        RECOVERY_REFUSED,
        CLEARED,
        SETTLED,
        NOTED
    }
}
