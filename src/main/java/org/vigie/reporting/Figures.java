package org.vigie.reporting;

import java.math.BigDecimal;
import java.time.Duration;
import org.vigie.shared.Words;

/** Makes figures; the evidence is named by the key of the figure. */
final class Figures {

    private Figures() {}

    static Figure rate(String key, AvailabilityCount.Rate rate, Words formula) {
        return new Figure(rate.percent(), "percent", null, null, formula, evidence(key));
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
