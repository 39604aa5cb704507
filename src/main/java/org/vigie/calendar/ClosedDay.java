package org.vigie.calendar;

import java.time.LocalDate;
import java.util.Locale;

/**
 * A day that would have been open and is closed, with the reason. The key is the library's name of a public holiday,
 * such as {@code christian.EASTER_MONDAY}, or {@code declared} for a closure written in the calendar.
 */
public record ClosedDay(LocalDate date, String key) {

    static final String DECLARED = "declared";

    public String name(Locale locale) {
        return CalendarTexts.closedDay(locale, key);
    }
}
