package org.vigie.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.InvalidCalendar.Rule;

/**
 * The open hours of a week on the wall clock. An interval that passes midnight belongs to the day on which it starts:
 * a holiday on that day closes the whole of it, a holiday on the next day takes nothing from it. Intervals may touch,
 * in any order, and are then one; they may not overlap, not even around midnight or from Sunday into Monday. 23:59 is
 * 23:59: only 24:00 is the end of a day.
 */
public record WeekPlan(Map<DayOfWeek, List<WorkingInterval>> days) {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    public WeekPlan {
        days = tidy(days);
        refuseOverlaps(days);
        if (days.isEmpty()) {
            throw InvalidCalendar.because("week", Rule.NO_OPEN_HOUR);
        }
    }

    /** Reads {@code {"mon-fri": ["08:30-12:30", "13:30-18:00"], "sat": ["22:00-06:00"]}}. */
    public static WeekPlan parse(Map<?, ?> week) {
        var days = new EnumMap<DayOfWeek, List<WorkingInterval>>(DayOfWeek.class);
        week.forEach((key, value) -> {
            var field = "week." + key;
            if (!(value instanceof List<?> intervals)) {
                throw InvalidCalendar.because(field, Rule.WRONG_SHAPE, "[\"08:30-12:30\"]");
            }
            for (var day : daysOf(field, String.valueOf(key))) {
                for (var interval : intervals) {
                    days.computeIfAbsent(day, ignored -> new ArrayList<>())
                            .add(WorkingInterval.parse(field, String.valueOf(interval)));
                }
            }
        });
        return new WeekPlan(days);
    }

    public List<WorkingInterval> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /** One line a day, the form that {@link #parse} reads and that is stored. */
    public Map<String, List<String>> written() {
        var week = new LinkedHashMap<String, List<String>>();
        days.forEach((day, intervals) -> week.put(
                shortName(day), intervals.stream().map(WorkingInterval::written).toList()));
        return week;
    }

    private static Map<DayOfWeek, List<WorkingInterval>> tidy(Map<DayOfWeek, List<WorkingInterval>> days) {
        var tidy = new EnumMap<DayOfWeek, List<WorkingInterval>>(DayOfWeek.class);
        days.forEach((day, intervals) -> {
            if (!intervals.isEmpty()) {
                tidy.put(day, joined(intervals));
            }
        });
        return Collections.unmodifiableMap(tidy);
    }

    private static List<WorkingInterval> joined(List<WorkingInterval> intervals) {
        var sorted = intervals.stream()
                .sorted(Comparator.comparingInt(WorkingInterval::start).thenComparingInt(WorkingInterval::end))
                .toList();
        var joined = new ArrayList<WorkingInterval>();
        for (var next : sorted) {
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.end() == next.start() && canBeWritten(last.start(), next.end())) {
                joined.set(joined.size() - 1, new WorkingInterval(last.start(), next.end()));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    /** Twenty-four hours that pass midnight would be written 06:00-06:00, which reads as a mistake. */
    private static boolean canBeWritten(int start, int end) {
        return end - start < DAY || (start == 0 && end == DAY);
    }

    private static void refuseOverlaps(Map<DayOfWeek, List<WorkingInterval>> days) {
        record Placed(DayOfWeek day, WorkingInterval interval) {
            int start() {
                return day.ordinal() * DAY + interval.start();
            }

            int end() {
                return day.ordinal() * DAY + interval.end();
            }

            String written() {
                return shortName(day) + " " + interval.written();
            }
        }
        var week = new ArrayList<Placed>();
        days.forEach((day, intervals) -> intervals.forEach(interval -> week.add(new Placed(day, interval))));
        for (int i = 0; i < week.size(); i++) {
            var one = week.get(i);
            var next = week.get((i + 1) % week.size());
            int nextStart = i + 1 < week.size() ? next.start() : next.start() + WEEK;
            if (one.end() > nextStart) {
                throw InvalidCalendar.because(
                        "week." + shortName(next.day()), Rule.OVERLAP, next.written(), one.written());
            }
        }
    }

    private static List<DayOfWeek> daysOf(String field, String key) {
        var ends = key.split("-", -1);
        var first = dayNamed(ends[0]);
        var last = dayNamed(ends[ends.length - 1]);
        if (ends.length > 2 || first == null || last == null) {
            throw InvalidCalendar.because(field, Rule.UNKNOWN_DAY, key);
        }
        var days = new ArrayList<DayOfWeek>();
        for (var day = first; ; day = day.plus(1)) {
            days.add(day);
            if (day == last) {
                return days;
            }
        }
    }

    private static @Nullable DayOfWeek dayNamed(String name) {
        for (var day : DayOfWeek.values()) {
            if (shortName(day).equals(name)) {
                return day;
            }
        }
        return null;
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
