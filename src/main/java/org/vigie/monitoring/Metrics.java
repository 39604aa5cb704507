package org.vigie.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The door to the metric store: every number that a check, a host or an outside sender gives, and what became of it
 * over time. A series of a client that the current {@link org.vigie.shared.Scope} does not see does not exist.
 */
public interface Metrics {

    /** The number of a series; the series is made known when it is new. */
    int series(SeriesKey key);

    /** The numbers of many series in one go. */
    Map<SeriesKey, Integer> series(Collection<SeriesKey> keys);

    /** The known series that the scope sees and the selector means, by id. */
    List<Series> series(SeriesSelector selector);

    /**
     * Takes samples in, in any order; of two with one series and time the later written wins. Never waits for the
     * database. The future completes once a crash can no longer take the samples away, at most a flush interval and a
     * commit later, or fails with {@link MetricStoreUnavailable}.
     *
     * @throws org.vigie.shared.NotFound when a series is unknown; nothing of the batch is taken in
     */
    CompletableFuture<AppendReceipt> append(List<Sample> samples);

    /** The newest sample of each series that has one and that the scope sees. */
    List<Latest> latest(Collection<Integer> series);

    /** The samples themselves, from (inclusive) to (exclusive), stale markers as gaps. */
    Points range(int series, Instant from, Instant to);

    /**
     * One point for each step, the last one cut at {@code to}; a step without a value is a gap. Steps of whole hours
     * reach as far back as the hourly roll-ups, and whole UTC days as the daily ones; a finer step or {@link
     * Aggregate#LAST} reaches as far as raw samples are kept, and is a gap before.
     */
    Points range(int series, Instant from, Instant to, Duration step, Aggregate aggregate);

    /** Count, minimum, maximum and sum by hour or day of all series meant, the current hour included. */
    List<RollUps> rollup(SeriesSelector selector, Instant from, Instant to, RollUpStep step);
}
