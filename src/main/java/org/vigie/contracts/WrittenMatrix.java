package org.vigie.contracts;

import java.time.Instant;

/**
 * A matrix as it was once written into a contract; that it was changed since changes nothing here.
 *
 * @param contract key of the contract
 * @param since when this writing of it began to count
 */
public record WrittenMatrix(String contract, Instant since, PriorityMatrix matrix) {}
