package org.vigie.shared;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time that holds its start and not its end; an empty one (start and end equal) is allowed. */
public record Span(Instant from, Instant to) {

    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A span ends at or after its start: " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean isEmpty() {
        return from.equals(to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
