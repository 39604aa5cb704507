package org.vigie.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Something that closes whole days; says by which key a day is closed, or null when it leaves the day open. */
public sealed interface Closure {

    @Nullable String closes(LocalDate day);

    /** The form that {@link Holidays#parse} reads and that is stored. */
    Object written();

    /** The public holidays of a country or region, under a code such as FR, FR-67 or FR-MQ. */
    record PublicHolidaysOf(String code) implements Closure {
        @Override
        public @Nullable String closes(LocalDate day) {
            return PublicHolidays.of(code).nameOf(day);
        }

        @Override
        public Object written() {
            return code;
        }
    }

    /** From the first day to the last, both closed; one date is both. */
    record Dates(LocalDate from, LocalDate to) implements Closure {
        @Override
        public @Nullable String closes(LocalDate day) {
            return day.isBefore(from) || day.isAfter(to) ? null : ClosedDay.DECLARED;
        }

        @Override
        public Object written() {
            return from.equals(to) ? from.toString() : sorted(Map.of("from", from.toString(), "to", to.toString()));
        }
    }

    /** Every year from one day to another, both closed, over New Year when the last comes before the first. */
    record EveryYear(MonthDay from, MonthDay to) implements Closure {
        @Override
        public @Nullable String closes(LocalDate day) {
            // Compared as month and day, so that 29 February is closed when it exists and bounds a range when it does
            // not.
            var date = MonthDay.from(day);
            var within = from.isAfter(to)
                    ? !date.isBefore(from) || !date.isAfter(to)
                    : !date.isBefore(from) && !date.isAfter(to);
            return within ? ClosedDay.DECLARED : null;
        }

        @Override
        public Object written() {
            return sorted(Map.of("from", monthAndDay(from), "to", monthAndDay(to), "yearly", true));
        }

        private static String monthAndDay(MonthDay day) {
            return day.toString().substring(2);
        }
    }

    private static Map<String, Object> sorted(Map<String, Object> fields) {
        return new TreeMap<>(fields);
    }
}
