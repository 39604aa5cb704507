package org.vigie.monitoring.metrics;

import java.time.LocalDate;

/** Two hours, counted from 1970; twelve make a UTC day. */
final class Window {
    static final long MILLIS = 7_200_000L;
    static final int PER_DAY = 12;

    private Window() {}

    static long of(long millis) {
        return Math.floorDiv(millis, MILLIS);
    }

    static LocalDate dayOf(long window) {
        return LocalDate.ofEpochDay(Math.floorDiv(window, (long) PER_DAY));
    }

    static LocalDate dayOfMillis(long millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis, RollUpBlock.DAY));
    }

    static long lastOf(LocalDate day) {
        return day.toEpochDay() * PER_DAY + PER_DAY - 1;
    }

    static long millisOf(LocalDate day) {
        return day.toEpochDay() * RollUpBlock.DAY;
    }
}
