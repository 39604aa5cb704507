package org.vigie.servicedesk.sla;

import java.time.Instant;
import org.vigie.contracts.Milestone;

/**
 * When a clock must be looked at again.
 *
 * @param dueAt the deadline
 * @param firesAt the first microsecond at which the clock, if nothing happens, reads as breached
 */
public record DueInstant(Milestone name, Instant dueAt, Instant firesAt) {}
