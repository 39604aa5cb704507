package org.vigie.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.vigie.shared.Span;

/**
 * Open time by looking at the clock on the wall once a minute: slow, and sharing no arithmetic with the engine. During
 * the second showing of an hour the wall has already shown its end, so nothing but what lies beyond it can be open.
 */
final class NaiveHours {

    private final ZoneId zone;
    private final WeekPlan week;
    private final Holidays holidays;

    NaiveHours(CalendarDefinition definition) {
        this.zone = definition.zone();
        this.week = definition.week();
        this.holidays = definition.holidays();
    }

    Duration elapsed(Instant from, Instant to, List<Span> pauses) {
        long minutes = 0;
        for (var at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            minutes += counts(at, pauses) ? 1 : 0;
        }
        return Duration.ofMinutes(minutes);
    }

    Instant due(Instant from, Duration duration, List<Span> pauses) {
        long left = duration.toMinutes();
        for (var at = from; ; at = at.plusSeconds(60)) {
            if (counts(at, pauses) && --left == 0) {
                return at.plusSeconds(60);
            }
        }
    }

    boolean isOpenAt(Instant at) {
        var wall = wallAt(at);
        int minute = wall.getHour() * 60 + wall.getMinute();
        var day = wall.toLocalDate();
        return isIn(day, minute) || isIn(day.minusDays(1), minute + 1440);
    }

    private boolean counts(Instant at, List<Span> pauses) {
        return isOpenAt(at) && pauses.stream().noneMatch(pause -> pause.contains(at));
    }

    private boolean isIn(LocalDate day, int minute) {
        return holidays.closes(day) == null
                && week.on(day.getDayOfWeek()).stream()
                        .anyMatch(interval -> minute >= interval.start() && minute < interval.end());
    }

    private LocalDateTime wallAt(Instant at) {
        var wall = LocalDateTime.ofInstant(at, zone);
        var change = zone.getRules().previousTransition(at.plusSeconds(1));
        return change != null && change.isOverlap() && wall.isBefore(change.getDateTimeBefore())
                ? change.getDateTimeBefore().minusMinutes(1)
                : wall;
    }
}
