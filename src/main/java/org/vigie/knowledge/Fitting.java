package org.vigie.knowledge;

/**
 * A published article that may help with something that was written.
 *
 * @param internal for the staff alone: its text is not for an answer
 */
public record Fitting(long id, Wording wording, boolean internal) {}
