package org.vigie.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a target is written and read. */
final class ClockTargetText {

    private static final Pattern WORKING_DAYS = Pattern.compile("(\\d{1,4}) working-days?");
    private static final Pattern SHORT = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private ClockTargetText() {}

    static ClockTarget parse(String text) {
        var days = WORKING_DAYS.matcher(text);
        if (days.matches()) {
            return new ClockTarget.WorkingDays(Integer.parseInt(days.group(1)));
        }
        var hours = SHORT.matcher(text);
        if (!text.isEmpty() && hours.matches()) {
            return new ClockTarget.OpenTime(Duration.ofHours(number(hours.group(1)))
                    .plusMinutes(number(hours.group(2)))
                    .plusSeconds(number(hours.group(3))));
        }
        if (text.startsWith("PT")) {
            try {
                return new ClockTarget.OpenTime(Duration.parse(text));
            } catch (DateTimeException | ArithmeticException e) {
                throw InvalidCalendar.because("target", InvalidCalendar.Rule.WRONG_TARGET, text);
            }
        }
        throw InvalidCalendar.because("target", InvalidCalendar.Rule.WRONG_TARGET, text);
    }

    static String written(Duration duration) {
        if (duration.getNano() != 0) {
            return duration.toString();
        }
        return part(duration.toHours(), "h") + part(duration.toMinutesPart(), "m") + part(duration.toSecondsPart(), "s");
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
