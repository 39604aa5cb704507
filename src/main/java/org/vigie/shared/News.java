package org.vigie.shared;

import java.time.Instant;

/**
 * Something that happened in a room, told upwards in the past tense. It is recorded in the transaction in which it
 * happened and delivered at least once after the commit, so every listener is idempotent.
 */
public interface News {
    TenantId tenant();

    Instant at();
}
