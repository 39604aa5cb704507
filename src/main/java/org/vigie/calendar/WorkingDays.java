package org.vigie.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Counts working days; see {@link BusinessCalendar#dueAfterWorkingDays}. */
final class WorkingDays {

    private WorkingDays() {}

    static Instant due(BusinessCalendar calendar, Instant from, int days) {
        if (days <= 0) {
            throw RefusedQuestion.because(RefusedQuestion.Rule.NOT_POSITIVE, days);
        }
        if (days > BusinessCalendar.REACH_YEARS * 366) {
            throw RefusedQuestion.because(
                    RefusedQuestion.Rule.OUT_OF_REACH, Duration.ofDays(days), BusinessCalendar.REACH_YEARS);
        }
        var begins = calendar.nextOpen(from);
        var startDay = ownerOf(calendar, begins);
        var timeOfDay = Duration.between(startDay.atStartOfDay(), LocalDateTime.ofInstant(begins, calendar.zone()));
        var dueDay = daysLater(calendar, startDay, days);
        var kept = WallTime.instantOf(dueDay.atStartOfDay().plus(timeOfDay), calendar.zone());
        var closing = closingOf(calendar, dueDay);
        return kept.isAfter(closing) ? closing : kept;
    }

    /** The day on which the interval that holds this open instant begins. */
    private static LocalDate ownerOf(BusinessCalendar calendar, Instant open) {
        var date = LocalDate.ofInstant(open, calendar.zone());
        for (var day : new LocalDate[] {date.minusDays(1), date, date.plusDays(1)}) {
            if (calendar.isOpenOn(day) && holds(calendar, day, open)) {
                return day;
            }
        }
        throw new IllegalStateException("No day of " + calendar.definition().text() + " holds " + open);
    }

    private static boolean holds(BusinessCalendar calendar, LocalDate day, Instant open) {
        var rules = calendar.zone().getRules();
        long second = open.getEpochSecond();
        return calendar.definition().week().on(day.getDayOfWeek()).stream()
                .anyMatch(interval -> second >= WallTime.epochSecondOf(day, interval.start(), rules)
                        && second < WallTime.epochSecondOf(day, interval.end(), rules));
    }

    private static LocalDate daysLater(BusinessCalendar calendar, LocalDate day, int days) {
        var reached = day;
        var limit = day.plusYears(BusinessCalendar.REACH_YEARS);
        for (int left = days; left > 0; ) {
            reached = reached.plusDays(1);
            if (reached.isAfter(limit)) {
                throw RefusedQuestion.because(
                        RefusedQuestion.Rule.OUT_OF_REACH, Duration.ofDays(days), BusinessCalendar.REACH_YEARS);
            }
            if (calendar.isOpenOn(reached)) {
                left--;
            }
        }
        return reached;
    }

    private static Instant closingOf(BusinessCalendar calendar, LocalDate day) {
        var last = calendar.definition().week().on(day.getDayOfWeek()).getLast();
        return Instant.ofEpochSecond(
                WallTime.epochSecondOf(day, last.end(), calendar.zone().getRules()));
    }
}
