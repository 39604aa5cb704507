package org.vigie.console.forms;

import org.vigie.monitoring.Trial;

/** A proposal and what it found; ticked when it is worth keeping. */
public record Tried(Proposal proposal, Trial trial, boolean ticked) {}
