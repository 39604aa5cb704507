package org.vigie.monitoring;

import java.time.Instant;
import org.vigie.shared.Words;

/** A believed state of a check over a half-open time, as history tells it; the reason is the result that began it. */
public record StateSpan(long checkId, CheckState state, Instant from, Instant to, Words reason) {}
