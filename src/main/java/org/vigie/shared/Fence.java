package org.vigie.shared;

import java.util.function.Supplier;

/**
 * Moves the running transaction behind another fence and back. Only for work that must be all or nothing over several
 * clients; everything else takes its scope before its transaction begins.
 */
public interface Fence {
    <T> T within(Scope scope, Supplier<T> work);
}
