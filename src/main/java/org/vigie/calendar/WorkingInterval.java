package org.vigie.calendar;

import java.util.Locale;
import java.util.regex.Pattern;
import org.vigie.calendar.InvalidCalendar.Rule;

/**
 * Open hours of one day, in minutes on the wall clock since its 00:00, without the last one. An end after 1440 lies on
 * the next day.
 */
public record WorkingInterval(int start, int end) {

    private static final int DAY = 24 * 60;
    private static final Pattern WRITTEN = Pattern.compile("([0-2]\\d):([0-5]\\d)-([0-2]\\d):([0-5]\\d)");

    public WorkingInterval {
        if (start < 0 || start >= DAY || end <= start || end - start > DAY) {
            throw new IllegalArgumentException("No interval of a day: minutes " + start + " to " + end);
        }
    }

    /** Reads {@code 08:30-12:30}; an end that is not after the start is on the next day. */
    static WorkingInterval parse(String field, String written) {
        var parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            throw InvalidCalendar.because(field, Rule.WRONG_INTERVAL, written);
        }
        int start = minutes(parts.group(1), parts.group(2));
        int end = minutes(parts.group(3), parts.group(4));
        if (start >= DAY || end > DAY) {
            throw InvalidCalendar.because(field, Rule.WRONG_INTERVAL, written);
        }
        if (start == end) {
            throw InvalidCalendar.because(field, Rule.EMPTY_INTERVAL, written);
        }
        return new WorkingInterval(start, end < start ? end + DAY : end);
    }

    String written() {
        return clock(start) + "-" + clock(end > DAY ? end - DAY : end);
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private static String clock(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
