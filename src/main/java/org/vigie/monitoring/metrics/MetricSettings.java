package org.vigie.monitoring.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the embedded metric store works.
 *
 * @param flushInterval the longest that a sample waits for its commit, 50 ms to 1 s
 * @param flushSamples samples waiting that start a commit at once, 1 to 1 000 000
 * @param bufferSamples samples kept in memory, about 20 bytes each, while the database does not answer; 1 000 to 100 000 000
 * @param closeGrace how long after its end a window of two hours still takes samples in order, 0 s to 1 h
 * @param mergeInterval how often late samples of finished days are merged into their blocks, 0 s to 1 day
 * @param ahead how far ahead of our clock a sample may be stamped, 0 s to 1 h
 * @param rawKept how long samples are kept, 1 to 400 days
 * @param hourlyKept how long hourly roll-ups are kept, 32 days to 10 years, not shorter than {@code rawKept}
 * @param dailyKept how long daily roll-ups are kept, 1 to 50 years, not shorter than {@code hourlyKept}
 */
@ConfigurationProperties("vigie.monitoring.metrics")
public record MetricSettings(
        @DefaultValue("1s") Duration flushInterval,
        @DefaultValue("50000") int flushSamples,
        @DefaultValue("2000000") int bufferSamples,
        @DefaultValue("2m") Duration closeGrace,
        @DefaultValue("10m") Duration mergeInterval,
        @DefaultValue("10m") Duration ahead,
        @DefaultValue("35d") Duration rawKept,
        @DefaultValue("400d") Duration hourlyKept,
        @DefaultValue("3653d") Duration dailyKept) {

    public MetricSettings {
        within("flush-interval", flushInterval, Duration.ofMillis(50), Duration.ofSeconds(1));
        within("flush-samples", flushSamples, 1, 1_000_000);
        within("buffer-samples", bufferSamples, 1_000, 100_000_000);
        within("close-grace", closeGrace, Duration.ZERO, Duration.ofHours(1));
        within("merge-interval", mergeInterval, Duration.ZERO, Duration.ofDays(1));
        within("ahead", ahead, Duration.ZERO, Duration.ofHours(1));
        within("raw-kept", rawKept, Duration.ofDays(1), Duration.ofDays(400));
        within("hourly-kept", hourlyKept, max(rawKept, Duration.ofDays(32)), Duration.ofDays(3660));
        within("daily-kept", dailyKept, max(hourlyKept, Duration.ofDays(365)), Duration.ofDays(18_300));
    }

    public static MetricSettings defaults() {
        return new MetricSettings(
                Duration.ofSeconds(1),
                50_000,
                2_000_000,
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofDays(35),
                Duration.ofDays(400),
                Duration.ofDays(3653));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.monitoring.metrics." + name + " is " + value + ", not between " + least + " and " + most);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "vigie.monitoring.metrics." + name + " is " + value + ", not between " + least + " and " + most);
        }
    }
}
