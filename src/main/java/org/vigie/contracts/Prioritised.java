package org.vigie.contracts;

import org.jspecify.annotations.Nullable;
import org.vigie.shared.Priority;

/**
 * A priority, and the matrix it was read from.
 *
 * @param version which writing of the contract held that matrix; null for the usual one
 */
public record Prioritised(Priority priority, @Nullable Long version) {}
