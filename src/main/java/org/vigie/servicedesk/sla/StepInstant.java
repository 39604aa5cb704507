package org.vigie.servicedesk.sla;

import java.time.Instant;
import org.vigie.contracts.EscalationStep;

/**
 * A step on the way of a running clock.
 *
 * @param at when the clock passes it
 * @param firesAt when it may be told: later only where a restoration is waiting for its proof
 */
public record StepInstant(EscalationStep step, Instant at, Instant firesAt) {}
