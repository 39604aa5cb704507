package org.vigie.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The open spans of one week, Monday to Sunday, on the time line: starts and ends in turn, in epoch seconds. A shift
 * that begins on Sunday evening is whole in the week of that Sunday, so spans may reach into the next week.
 */
record WeekHours(long[] edges, long openSeconds) {

    /** The Monday before 1970-01-01 was 29 December, three days before the epoch. */
    private static final int EPOCH_IN_WEEK = 3;

    private static final long DAY_SECONDS = 86_400;

    static long weekOf(long epochSecond) {
        return Math.floorDiv(Math.floorDiv(epochSecond, DAY_SECONDS) + EPOCH_IN_WEEK, 7L);
    }

    static LocalDate mondayOf(long week) {
        return LocalDate.ofEpochDay(week * 7 - EPOCH_IN_WEEK);
    }

    static WeekHours of(long week, WeekPlan plan, Holidays holidays, ZoneRules rules) {
        var edges = new long[32];
        int count = 0;
        long open = 0;
        for (var weekday : DayOfWeek.values()) {
            var intervals = plan.on(weekday);
            var day = mondayOf(week).plusDays(weekday.ordinal());
            if (intervals.isEmpty() || holidays.closes(day) != null) {
                continue;
            }
            for (var interval : intervals) {
                long start = WallTime.epochSecondOf(day, interval.start(), rules);
                long end = WallTime.epochSecondOf(day, interval.end(), rules);
                if (start < end) {
                    if (count == edges.length) {
                        edges = Arrays.copyOf(edges, count * 2);
                    }
                    edges[count++] = start;
                    edges[count++] = end;
                    open += end - start;
                }
            }
        }
        return new WeekHours(Arrays.copyOf(edges, count), open);
    }

    boolean isEmpty() {
        return edges.length == 0;
    }

    long first() {
        return edges[0];
    }

    long last() {
        return edges[edges.length - 1];
    }
}
