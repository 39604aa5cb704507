package org.vigie.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.InvalidCalendar.Rule;

/** The days on which a calendar is closed although its week says open, in the order in which they are declared. */
public record Holidays(List<Closure> closures) {

    public static final Holidays NONE = new Holidays(List.of());

    private static final Set<String> RANGE_FIELDS = Set.of("from", "to", "yearly");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{2}(-[A-Za-z0-9]+)*");

    public Holidays {
        closures = closures.stream().distinct().toList();
    }

    /**
     * Reads what stands under {@code holidays:}: one entry or a list of them, each a code ({@code FR}, {@code FR-67}),
     * a date, a range {@code {from, to}}, or a yearly range {@code {from: "12-24", to: "01-02", yearly: true}}.
     */
    public static Holidays parse(@Nullable Object written) {
        if (written == null) {
            return NONE;
        }
        if (!(written instanceof List<?> entries)) {
            return new Holidays(List.of(closure("holidays", written)));
        }
        var closures = new ArrayList<Closure>();
        for (int i = 0; i < entries.size(); i++) {
            closures.add(closure("holidays[" + i + "]", entries.get(i)));
        }
        return new Holidays(closures);
    }

    /** By which key the day is closed: the first closure that closes it has the word. */
    public @Nullable String closes(LocalDate day) {
        for (var closure : closures) {
            var key = closure.closes(day);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    public List<Object> written() {
        return closures.stream().map(Closure::written).toList();
    }

    private static Closure closure(String field, @Nullable Object entry) {
        return switch (entry) {
            case Map<?, ?> range -> range(field, range);
            case String text when DATE.matcher(text).matches() -> {
                var date = date(field, text);
                yield new Closure.Dates(date, date);
            }
            case String code when CODE.matcher(code).matches() ->
                new Closure.PublicHolidaysOf(PublicHolidays.knownCode(field, code));
            case null, default ->
                throw InvalidCalendar.because(field, Rule.WRONG_SHAPE, "FR, FR-67, 2026-12-24, {from: …, to: …}");
        };
    }

    private static Closure range(String field, Map<?, ?> range) {
        for (var name : range.keySet()) {
            if (!(name instanceof String text && RANGE_FIELDS.contains(text))) {
                throw InvalidCalendar.because(field, Rule.UNKNOWN_FIELD, String.valueOf(name));
            }
        }
        var from = needed(field + ".from", range.get("from"));
        var to = needed(field + ".to", range.get("to"));
        var yearly = range.get("yearly");
        if (yearly != null && !(yearly instanceof Boolean)) {
            throw InvalidCalendar.because(field + ".yearly", Rule.WRONG_SHAPE, "true");
        }
        if (Boolean.TRUE.equals(yearly)) {
            return new Closure.EveryYear(monthDay(field + ".from", from), monthDay(field + ".to", to));
        }
        var first = date(field + ".from", from);
        var last = date(field + ".to", to);
        if (last.isBefore(first)) {
            throw InvalidCalendar.because(field, Rule.RANGE_BACKWARDS, from, to);
        }
        return new Closure.Dates(first, last);
    }

    private static String needed(String field, @Nullable Object value) {
        if (value == null) {
            throw InvalidCalendar.because(field, Rule.MISSING);
        }
        return value.toString();
    }

    private static LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw InvalidCalendar.because(field, Rule.WRONG_DATE, text, "2026-12-24");
        }
    }

    /** A whole date is taken too; its year then means nothing. */
    private static MonthDay monthDay(String field, String text) {
        try {
            return DATE.matcher(text).matches()
                    ? MonthDay.from(LocalDate.parse(text))
                    : MonthDay.parse("--" + text);
        } catch (DateTimeException e) {
            throw InvalidCalendar.because(field, Rule.WRONG_DATE, text, "12-24");
        }
    }
}
