package org.vigie.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.WallTime;
import org.vigie.shared.Refused;
import org.vigie.shared.Span;

/**
 * The times at which a window is open. The rule (RFC 5545) chooses days, the start is a time on the wall of those days,
 * and the length is time that passes: a window of two hours lasts two hours also when the clock is changed in it.
 */
record Recurrence(@Nullable String rule, LocalDate first, LocalTime start, Duration lasts, ZoneId timezone) {

    static final Duration LONGEST = Duration.ofDays(31);

    private static final Set<Freq> TOO_OFTEN = EnumSet.of(Freq.HOURLY, Freq.MINUTELY, Freq.SECONDLY);

    /** What cannot be a window, said before it is kept. */
    void refuseNonsense() {
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw Refused.field("lasts", "refusal.maintenance.lasts", lasts, LONGEST);
        }
        if (rule == null) {
            return;
        }
        var parsed = parsed(rule);
        if (TOO_OFTEN.contains(parsed.getFreq()) || namesTimes(parsed)) {
            throw Refused.field("rule", "refusal.maintenance.rule-of-days", rule);
        }
        if (days(first).findFirst().isEmpty()) {
            throw Refused.field("rule", "refusal.maintenance.rule-never", rule, first);
        }
    }

    /** Not a constant: the library's parts cannot be loaded before a rule has been, their initialisers need each other. */
    private static boolean namesTimes(RecurrenceRule parsed) {
        return parsed.hasPart(Part.BYHOUR) || parsed.hasPart(Part.BYMINUTE) || parsed.hasPart(Part.BYSECOND);
    }

    /** In order, from the first that ends after the instant. */
    Stream<Span> endingAfter(Instant instant) {
        // A day more than the window lasts: whatever the zone, no occurrence that still runs is passed over.
        var earliest = LocalDate.ofInstant(instant, timezone).minusDays(lasts.toDays() + 2);
        return days(earliest).map(this::on).filter(span -> span.to().isAfter(instant));
    }

    private Span on(LocalDate day) {
        var from = WallTime.instantOf(LocalDateTime.of(day, start), timezone);
        return new Span(from, from.plus(lasts));
    }

    private Stream<LocalDate> days(LocalDate earliest) {
        if (rule == null) {
            return first.isBefore(earliest) ? Stream.empty() : Stream.of(first);
        }
        var occurrences = parsed(rule).iterator(dateTime(first));
        try {
            if (earliest.isAfter(first)) {
                occurrences.fastForward(dateTime(earliest));
            }
            return Stream.iterate(next(occurrences), day -> day != LocalDate.MAX, day -> next(occurrences));
        } catch (IllegalArgumentException | ArithmeticException never) {
            // A rule such as 30 February: the library gives up after some thousand empty months.
            return Stream.empty();
        }
    }

    private static LocalDate next(Iterator<DateTime> occurrences) {
        if (!occurrences.hasNext()) {
            return LocalDate.MAX;
        }
        var day = occurrences.next();
        return day.getYear() > 2400
                ? LocalDate.MAX
                : LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDayOfMonth());
    }

    private static RecurrenceRule parsed(String rule) {
        try {
            var parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
            var until = parsed.getUntil();
            if (until != null && !until.isAllDay()) {
                parsed.setUntil(new DateTime(until.getYear(), until.getMonth(), until.getDayOfMonth()));
            }
            return parsed;
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException wrong) {
            throw Refused.field("rule", "refusal.maintenance.rule", rule);
        }
    }

    /** The library counts months from 0. */
    private static DateTime dateTime(LocalDate day) {
        return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
    }
}
