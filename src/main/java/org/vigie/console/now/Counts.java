package org.vigie.console.now;

/** @param late clocks run out and ticket still open; @param muted open alerts kept quiet by a window */
public record Counts(long open, long late, long untaken, long alerts, long muted) {}
