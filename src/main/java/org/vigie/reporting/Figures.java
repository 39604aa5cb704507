package org.vigie.reporting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.vigie.shared.Words;

/** Makes figures; the evidence is named by the key of the figure. */
final class Figures {

    private Figures() {}

    static Figure rate(String key, AvailabilityCount.Rate rate, Words formula) {
        return new Figure(rate.percent(), "percent", null, null, formula, evidence(key));
    }

    /** A rate that is held against a target. */
    static Figure rate(String key, AvailabilityCount.Rate rate, BigDecimal target, Words formula) {
        return new Figure(rate.percent(target), "percent", null, null, formula, evidence(key));
    }

    /** In per cent, with as many decimals as it takes to see that not all were kept; at least one. */
    static BigDecimal share(long kept, long of) {
        for (int decimals = 1; ; decimals++) {
            var share = BigDecimal.valueOf(kept * 100).divide(BigDecimal.valueOf(of), decimals, RoundingMode.HALF_UP);
            if (kept == of || share.compareTo(BigDecimal.valueOf(100)) < 0) {
                return share;
            }
        }
    }

    static Figure time(String key, Duration time, String formula) {
        return new Figure(
                BigDecimal.valueOf(time.toSeconds()), "seconds", null, null, Words.of(formula), evidence(key));
    }

    static Figure count(String key, long count, String formula) {
        return new Figure(BigDecimal.valueOf(count), "count", null, null, Words.of(formula), evidence(key));
    }

    private static String evidence(String key) {
        return "evidence/" + key;
    }
}
