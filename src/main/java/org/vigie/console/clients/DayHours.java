package org.vigie.console.clients;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vigie.calendar.WeekPlan;

/** Days in a row that are open alike: Monday to Friday, 08:30 to 12:30 and 13:30 to 18:00. */
public record DayHours(DayOfWeek first, DayOfWeek last, List<String> hours) {

    static List<DayHours> of(WeekPlan week) {
        Map<String, List<String>> written = week.written();
        var rows = new ArrayList<DayHours>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<String> hours = written.getOrDefault(day.name().substring(0, 3).toLowerCase(Locale.ROOT), List.of());
            DayHours before = rows.isEmpty() ? null : rows.getLast();
            if (before != null && before.hours().equals(hours)) {
                rows.set(rows.size() - 1, new DayHours(before.first(), day, hours));
            } else {
                rows.add(new DayHours(day, day, hours));
            }
        }
        return rows;
    }

    /** "lun. – ven." */
    public String days(Locale locale) {
        return name(first, locale) + (first == last ? "" : " – " + name(last, locale));
    }

    private static String name(DayOfWeek day, Locale locale) {
        return day.getDisplayName(TextStyle.SHORT, locale);
    }
}
