package org.vigie.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Words;

/**
 * The rows that one figure was counted from.
 *
 * @param key name of the figure in the report
 * @param about what it is about: a service's name, a priority; null for the whole client
 * @param terms the amounts of time in the formula, for one who counts again
 * @param rows in the order of time
 */
public record Evidence(
        String key, Figure figure, Words title, @Nullable String about, List<Term> terms, List<Row> rows) {

    /** One letter of a formula. */
    public record Term(String letter, Words meaning, Duration time) {}

    /** What a figure is counted from. */
    public sealed interface Row {}

    /**
     * A time in which a check was critical.
     *
     * @param counted its part inside the hours of the service
     * @param excused the part of that in agreed maintenance
     */
    public record Outage(
            long checkId, String check, Instant from, Instant to, Words reason, Duration counted, Duration excused)
            implements Row {}

    /**
     * A time in which nothing could be told.
     *
     * @param checkId null when the service had no check at all
     */
    public record Unmeasured(
            @Nullable Long checkId, @Nullable String check, Instant from, Instant to, Words reason, Duration counted)
            implements Row {}

    /** An agreed maintenance. */
    public record Maintenance(String window, Instant from, Instant to, Duration counted) implements Row {}

    /** A promised time. */
    public record Clock(
            long number,
            String kind,
            String priority,
            Milestone milestone,
            @Nullable String service,
            String target,
            Instant startedAt,
            @Nullable Instant dueAt,
            @Nullable Instant stoppedAt,
            @Nullable Duration elapsed,
            String verdict)
            implements Row {}

    /** An incident. */
    public record Incident(
            long number,
            String priority,
            @Nullable String service,
            Instant openedAt,
            @Nullable Instant restoredAt,
            @Nullable Instant resolvedAt)
            implements Row {}

    /**
     * A resolution and what was said of it.
     *
     * @param whyNot why nobody was asked; null where somebody was
     * @param score from 1, very bad, to 5; null as long as nobody answered
     */
    public record Opinion(
            long number,
            Instant resolvedAt,
            @Nullable String whyNot,
            @Nullable Integer score,
            @Nullable Instant answeredAt)
            implements Row {}
}
