package org.vigie.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.vigie.shared.Span;

/**
 * How long something may take on a calendar: an amount of open time, or a number of working days that keeps the time of
 * day. "1d" is neither and is refused: one day of 24 open hours is nearly three days of an office.
 */
public sealed interface ClockTarget {

    /** When it is due, the pauses taken out. */
    Instant due(BusinessCalendar calendar, Instant from, List<Span> pauses);

    /** The open time that it comes to from this start: what elapsed time is compared with. */
    Duration openTime(BusinessCalendar calendar, Instant from);

    /** The one way to write it; {@link #parse} reads it back. */
    String written();

    /** Reads {@code 15m}, {@code 4h}, {@code 1h30m}, {@code PT4H} or {@code 2 working-days}. */
    static ClockTarget parse(String text) {
        return ClockTargetText.parse(text);
    }

    record OpenTime(Duration duration) implements ClockTarget {
        public OpenTime {
            if (!duration.isPositive()) {
                throw InvalidCalendar.because("target", InvalidCalendar.Rule.WRONG_TARGET, duration.toString());
            }
        }

        @Override
        public Instant due(BusinessCalendar calendar, Instant from, List<Span> pauses) {
            return calendar.due(from, duration, pauses);
        }

        @Override
        public Duration openTime(BusinessCalendar calendar, Instant from) {
            return duration;
        }

        @Override
        public String written() {
            return ClockTargetText.written(duration);
        }
    }

    record WorkingDays(int days) implements ClockTarget {
        public WorkingDays {
            if (days <= 0) {
                throw InvalidCalendar.because("target", InvalidCalendar.Rule.WRONG_TARGET, String.valueOf(days));
            }
        }

        @Override
        public Instant due(BusinessCalendar calendar, Instant from, List<Span> pauses) {
            return calendar.dueAfterWorkingDays(from, days, pauses);
        }

        @Override
        public Duration openTime(BusinessCalendar calendar, Instant from) {
            return calendar.elapsed(from, calendar.dueAfterWorkingDays(from, days));
        }

        @Override
        public String written() {
            return days + " working-days";
        }
    }
}
