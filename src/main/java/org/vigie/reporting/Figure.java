package org.vigie.reporting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Words;

/**
 * A figure that explains itself.
 *
 * @param value null when it is not measurable
 * @param unit "percent", "count", "seconds"
 * @param kept n of n/N, when the figure is a ratio of things
 * @param of N of n/N
 * @param formula how it was counted
 * @param evidence path of the rows that it was counted from, under the report's address
 */
public record Figure(
        @Nullable BigDecimal value,
        String unit,
        @Nullable Long kept,
        @Nullable Long of,
        Words formula,
        String evidence) {}
