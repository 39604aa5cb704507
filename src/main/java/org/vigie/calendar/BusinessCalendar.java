package org.vigie.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.vigie.calendar.InvalidCalendar.Rule;
import org.vigie.shared.Span;

/**
 * Open time on the time line: how much lies between two instants, and when so much will have passed. Immutable; safe
 * for any number of threads.
 *
 * <p>Intervals hold their start and not their end. A due instant is the first at which the time is used up, so a
 * duration that ends exactly at closing is due at closing, not at the next opening. Wall times meet the time line as
 * {@link WallTime} says, so a day of a clock change counts its real hours. Open time is counted by week, kept once
 * computed, so a target of years costs a look at some hundreds of sums.
 */
public final class BusinessCalendar {

    /** Where reckoning ends: nobody promises further, and the libraries' religious calendars do not reach much further. */
    static final int LAST_YEAR = 2149;

    private static final long FIRST_SECOND =
            Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    private static final long END_SECOND = Instant.parse("2150-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_WEEK = WeekHours.weekOf(END_SECOND);
    private static final int WEEKS_KEPT = 8_192;
    private static final int YEARS_OF_ALL_WEEKDAYS = 28;

    private final CalendarDefinition definition;
    private final Map<Long, WeekHours> weeks = new ConcurrentHashMap<>();

    private BusinessCalendar(CalendarDefinition definition) {
        this.definition = definition;
    }

    /** The calendar of a definition; one that its own closures never let open is refused. */
    public static BusinessCalendar of(CalendarDefinition definition) {
        var calendar = new BusinessCalendar(definition);
        if (!calendar.opensOnceClosuresAreOver()) {
            throw InvalidCalendar.because("holidays", Rule.NO_OPEN_HOUR);
        }
        return calendar;
    }

    public CalendarDefinition definition() {
        return definition;
    }

    public ZoneId zone() {
        return definition.zone();
    }

    /** Open time between two instants. */
    public Duration elapsed(Instant from, Instant to) {
        refuseBackwards(from, to);
        return between(from, to);
    }

    /** Open time between two instants that lies in none of the pauses, which may overlap and stand in any order. */
    public Duration elapsed(Instant from, Instant to, List<Span> pauses) {
        refuseBackwards(from, to);
        var open = Duration.ZERO;
        for (var stretch : Pauses.between(from, to, pauses)) {
            open = open.plus(between(stretch.from(), stretch.to()));
        }
        return open;
    }

    /** The first instant at which so much open time has passed. */
    public Instant due(Instant from, Duration duration) {
        refuseNotPositive(duration);
        return reach(from, duration);
    }

    /** The first instant at which so much open time outside the pauses has passed. */
    public Instant due(Instant from, Duration duration, List<Span> pauses) {
        refuseNotPositive(duration);
        var left = duration;
        var start = from;
        for (var pause : Pauses.inOrder(pauses)) {
            if (pause.to().isAfter(start)) {
                if (pause.from().isAfter(start)) {
                    var open = between(start, pause.from());
                    if (open.compareTo(left) >= 0) {
                        return reach(start, left);
                    }
                    left = left.minus(open);
                }
                start = pause.to();
            }
        }
        return reach(start, left);
    }

    /**
     * The instant so many working days later, at the same time of day. Counting starts at the first open instant at or
     * after {@code from}; the day that owns it counts as none, each following day with open hours as one. On the last
     * of them the time of day is kept, but never later than its last open instant. The time of day is that of the
     * shift: 03:00 in Thursday's night shift is followed by 03:00 in the next shift, whatever its date.
     */
    public Instant dueAfterWorkingDays(Instant from, int days) {
        return WorkingDays.due(this, from, days);
    }

    /**
     * The same with pauses: the open time that the working days hold, without pauses, is what must pass outside the
     * pauses. Pauses that take no open time before the instant without pauses leave it as it is.
     */
    public Instant dueAfterWorkingDays(Instant from, int days, List<Span> pauses) {
        var unpaused = dueAfterWorkingDays(from, days);
        var open = elapsed(from, unpaused);
        return elapsed(from, unpaused, pauses).equals(open) ? unpaused : due(from, open, pauses);
    }

    /** The first open instant at or after this one. */
    public Instant nextOpen(Instant from) {
        refuseOutOfRange(from);
        long second = from.getEpochSecond();
        long week = WeekHours.weekOf(second) - 1;
        for (; week <= LAST_WEEK; week++) {
            var hours = hoursOf(week);
            if (hours.isEmpty() || hours.last() <= second) {
                continue;
            }
            for (int i = 0; i < hours.edges().length; i += 2) {
                if (second < hours.edges()[i + 1]) {
                    return second >= hours.edges()[i] ? from : Instant.ofEpochSecond(hours.edges()[i]);
                }
            }
        }
        throw RefusedQuestion.because(RefusedQuestion.Rule.OUT_OF_REACH, Duration.ZERO, LAST_YEAR);
    }

    public boolean isOpenAt(Instant instant) {
        return nextOpen(instant).equals(instant);
    }

    /** Whether any open hours begin on this day; the rest of a shift of the day before does not count. */
    public boolean isOpenOn(LocalDate day) {
        for (var interval : definition.week().on(day.getDayOfWeek())) {
            var rules = zone().getRules();
            if (WallTime.epochSecondOf(day, interval.start(), rules)
                    < WallTime.epochSecondOf(day, interval.end(), rules)) {
                return definition.holidays().closes(day) == null;
            }
        }
        return false;
    }

    /** The open spans between two instants, cut at both; spans that touch are one. */
    public List<Span> openSpans(Instant from, Instant to) {
        refuseBackwards(from, to);
        var spans = new ArrayList<Span>();
        long lastWeek = WeekHours.weekOf(to.getEpochSecond()) + 1;
        for (long week = WeekHours.weekOf(from.getEpochSecond()) - 1; week <= lastWeek; week++) {
            var edges = hoursOf(week).edges();
            for (int i = 0; i < edges.length; i += 2) {
                var start = later(Instant.ofEpochSecond(edges[i]), from);
                var end = earlier(Instant.ofEpochSecond(edges[i + 1]), to);
                if (start.isBefore(end)) {
                    if (!spans.isEmpty() && spans.getLast().to().equals(start)) {
                        start = spans.removeLast().from();
                    }
                    spans.add(new Span(start, end));
                }
            }
        }
        return List.copyOf(spans);
    }

    /** The open spans between two instants without the pauses. */
    public List<Span> openSpans(Instant from, Instant to, List<Span> pauses) {
        refuseBackwards(from, to);
        return Pauses.between(from, to, pauses).stream()
                .flatMap(stretch -> openSpans(stretch.from(), stretch.to()).stream())
                .toList();
    }

    /** The days touched by the span that the week would have opened and a holiday or closure closes. */
    public List<ClosedDay> closedDays(Instant from, Instant to) {
        refuseBackwards(from, to);
        var last = to.equals(from) ? to : to.minusNanos(1);
        return LocalDate.ofInstant(from, zone())
                .datesUntil(LocalDate.ofInstant(last, zone()).plusDays(1))
                .filter(day -> !definition.week().on(day.getDayOfWeek()).isEmpty())
                .flatMap(day -> Optional.ofNullable(definition.holidays().closes(day)).stream()
                        .map(key -> new ClosedDay(day, key)))
                .toList();
    }

    private Duration between(Instant from, Instant to) {
        long seconds = openSeconds(from.getEpochSecond(), to.getEpochSecond());
        // Edges are whole seconds, so a fraction of a second is open exactly when its second is.
        return Duration.ofSeconds(seconds).plusNanos(openNanos(to)).minusNanos(openNanos(from));
    }

    private long openSeconds(long from, long to) {
        long open = 0;
        long lastWeek = WeekHours.weekOf(to) + 1;
        for (long week = WeekHours.weekOf(from) - 1; week <= lastWeek; week++) {
            var hours = hoursOf(week);
            if (hours.isEmpty() || hours.last() <= from || hours.first() >= to) {
                continue;
            }
            if (hours.first() >= from && hours.last() <= to) {
                open += hours.openSeconds();
                continue;
            }
            for (int i = 0; i < hours.edges().length; i += 2) {
                open += Math.max(0, Math.min(to, hours.edges()[i + 1]) - Math.max(from, hours.edges()[i]));
            }
        }
        return open;
    }

    private Instant reach(Instant from, Duration duration) {
        refuseOutOfRange(from);
        long start = from.getEpochSecond();
        var left = duration.plusNanos(openNanos(from));
        long week = WeekHours.weekOf(start) - 1;
        for (; week <= LAST_WEEK; week++) {
            var hours = hoursOf(week);
            if (hours.isEmpty() || hours.last() <= start) {
                continue;
            }
            if (hours.first() >= start && left.getSeconds() > hours.openSeconds()) {
                left = left.minusSeconds(hours.openSeconds());
                continue;
            }
            for (int i = 0; i < hours.edges().length; i += 2) {
                long opens = Math.max(start, hours.edges()[i]);
                long open = hours.edges()[i + 1] - opens;
                if (open > 0) {
                    if (left.compareTo(Duration.ofSeconds(open)) <= 0) {
                        return Instant.ofEpochSecond(opens).plus(left);
                    }
                    left = left.minusSeconds(open);
                }
            }
        }
        throw RefusedQuestion.because(RefusedQuestion.Rule.OUT_OF_REACH, duration, LAST_YEAR);
    }

    private long openNanos(Instant instant) {
        return instant.getNano() == 0 || !isOpenAt(instant) ? 0 : instant.getNano();
    }

    private WeekHours hoursOf(long week) {
        var kept = weeks.get(week);
        if (kept != null) {
            return kept;
        }
        if (weeks.size() >= WEEKS_KEPT) {
            weeks.clear();
        }
        var hours = WeekHours.of(week, definition.week(), definition.holidays(), zone().getRules());
        weeks.put(week, hours);
        return hours;
    }

    /** After the last dated closure every date meets every weekday within 28 years. */
    private boolean opensOnceClosuresAreOver() {
        var start = definition.holidays().closures().stream()
                .mapMulti((Closure closure, Consumer<LocalDate> ends) -> {
                    if (closure instanceof Closure.Dates dates) {
                        ends.accept(dates.to());
                    }
                })
                .reduce(LocalDate.of(2000, 1, 1), (one, other) -> one.isAfter(other) ? one : other)
                .plusDays(1);
        return start.datesUntil(start.plusYears(YEARS_OF_ALL_WEEKDAYS)).anyMatch(this::isOpenOn);
    }

    private static void refuseBackwards(Instant from, Instant to) {
        refuseOutOfRange(from);
        refuseOutOfRange(to);
        if (to.isBefore(from)) {
            throw RefusedQuestion.because(RefusedQuestion.Rule.END_BEFORE_START, from, to);
        }
    }

    private static void refuseNotPositive(Duration duration) {
        if (!duration.isPositive()) {
            throw RefusedQuestion.because(RefusedQuestion.Rule.NOT_POSITIVE, duration);
        }
    }

    private static void refuseOutOfRange(Instant instant) {
        if (instant.getEpochSecond() < FIRST_SECOND || instant.getEpochSecond() >= END_SECOND) {
            throw RefusedQuestion.because(RefusedQuestion.Rule.OUT_OF_RANGE, instant);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
