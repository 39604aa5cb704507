package org.vigie.identity;

import java.time.Instant;

/** A browser that is signed in. */
public record Session(long id, Instant startedAt, Instant seenAt, String address, String agent) {}
