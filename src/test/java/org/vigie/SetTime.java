package org.vigie;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where the test puts it. */
public final class SetTime implements InstantSource {
    private volatile Instant now;

    public SetTime(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(String instant) {
        now = Instant.parse(instant);
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }
}
