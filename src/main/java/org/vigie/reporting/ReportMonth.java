package org.vigie.reporting;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.vigie.shared.Refused;
import org.vigie.shared.Span;

/**
 * A month in the client's zone, from its first instant to the first one of the next month, which is outside.
 *
 * @param counted where counting ends: the end of the month, or now while it runs
 */
record ReportMonth(YearMonth month, ZoneId zone, Instant from, Instant end, Instant counted) {

    private static final YearMonth FIRST = YearMonth.of(2000, 1);

    static ReportMonth of(YearMonth month, ZoneId zone, Instant now) {
        var from = month.atDay(1).atStartOfDay(zone).toInstant();
        if (month.isBefore(FIRST) || !from.isBefore(now)) {
            throw Refused.field("month", "refusal.reporting.month", month, YearMonth.from(now.atZone(zone)));
        }
        var end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        return new ReportMonth(month, zone, from, end, end.isBefore(now) ? end : now);
    }

    boolean isOver() {
        return counted.equals(end);
    }

    Span span() {
        return new Span(from, counted);
    }

    /** The last instant that is counted: what stood then stands in the report. */
    Instant last() {
        return counted.minusNanos(1);
    }
}
