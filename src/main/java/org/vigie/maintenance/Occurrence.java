package org.vigie.maintenance;

import java.time.Instant;

/** One time that a window is open, half-open: the end is outside. */
public record Occurrence(String window, boolean agreed, Instant from, Instant to) {}
