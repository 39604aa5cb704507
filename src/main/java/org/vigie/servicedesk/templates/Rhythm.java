package org.vigie.servicedesk.templates;

import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How often, as people choose it: counted from a first day, which is its day of the week, of the month, of the year. */
public enum Rhythm {
    MONTH,
    WEEK,
    FORTNIGHT,
    QUARTER,
    YEAR,
    WORKDAY,
    DAY,
    ONCE;

    /** Each month has a 28th. */
    private static final int ALWAYS_THERE = 28;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a rule of RFC 5545; null for once. A month without that day takes its last one, so that none is passed over. */
    public @Nullable String rule(LocalDate first) {
        return switch (this) {
            case DAY -> "FREQ=DAILY";
            case WORKDAY -> "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
            case WEEK -> "FREQ=WEEKLY";
            case FORTNIGHT -> "FREQ=WEEKLY;INTERVAL=2";
            case MONTH -> "FREQ=MONTHLY" + orLastDay(first);
            case QUARTER -> "FREQ=MONTHLY;INTERVAL=3" + orLastDay(first);
            case YEAR -> "FREQ=MONTHLY;INTERVAL=12" + orLastDay(first);
            case ONCE -> null;
        };
    }

    private static String orLastDay(LocalDate first) {
        int day = first.getDayOfMonth();
        return day <= ALWAYS_THERE
                ? ""
                : ";BYMONTHDAY="
                        + IntStream.rangeClosed(ALWAYS_THERE, day)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(","))
                        + ";BYSETPOS=-1";
    }
}
