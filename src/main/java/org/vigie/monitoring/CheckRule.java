package org.vigie.monitoring;

import java.time.Duration;
import org.vigie.shared.Refused;

/**
 * How much evidence a check needs.
 *
 * @param failures results in a row, at least that bad, before a worse state is believed; 1 to 20
 * @param recoveries results in a row, at most that bad, before a better state is believed; 1 to 20
 * @param interval between two probes; 5 seconds to 1 day
 * @param retryInterval between two probes while in doubt; 1 second to the interval
 * @param timeout of one probe; 50 milliseconds to 5 minutes, at most the interval
 */
public record CheckRule(int failures, int recoveries, Duration interval, Duration retryInterval, Duration timeout) {
    static final Duration MARGIN = Duration.ofSeconds(10);

    public CheckRule {
        refuseUnless(failures >= 1 && failures <= 20, "failures", "1", "20");
        refuseUnless(recoveries >= 1 && recoveries <= 20, "recoveries", "1", "20");
        refuseUnless(within(interval, Duration.ofSeconds(5), Duration.ofDays(1)), "interval", "5s", "1d");
        refuseUnless(within(retryInterval, Duration.ofSeconds(1), interval), "retry", "1s", "interval");
        refuseUnless(within(timeout, Duration.ofMillis(50), Duration.ofMinutes(5)), "timeout", "50ms", "5m");
        refuseUnless(timeout.compareTo(interval) <= 0, "timeout", "50ms", "interval");
    }

    /** Every minute, believed at the third failure, asked again every 15 s while in doubt, 10 s to answer. */
    public static CheckRule usual() {
        return new CheckRule(3, 1, Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    /** How old the last telling result may be: three intervals, or one with its timeout and a margin if that is more. */
    Duration freshness() {
        Duration three = interval.multipliedBy(3);
        Duration one = interval.plus(timeout).plus(MARGIN);
        return three.compareTo(one) >= 0 ? three : one;
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** The fields are named as in a declaration. */
    private static void refuseUnless(boolean holds, String field, String least, String most) {
        if (!holds) {
            throw Refused.field(field, "refusal.monitoring.range", least, most);
        }
    }
}
