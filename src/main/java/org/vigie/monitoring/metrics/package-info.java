/**
 * The embedded metric store: write-ahead rows, open windows in memory, chunks, day blocks and roll-ups in the one
 * PostgreSQL. Not for judging what a value means, nor for the state of a check. The room calls it through
 * {@link org.vigie.monitoring.Metrics} only; several nodes use a remote store instead.
 */
@NullMarked
package org.vigie.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
