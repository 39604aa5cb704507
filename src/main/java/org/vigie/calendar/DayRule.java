package org.vigie.calendar;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;

/**
 * Days that a rule (RFC 5545) chooses, counted from a first one.
 *
 * @param rule null: the first day alone
 */
public record DayRule(@Nullable String rule, LocalDate first) {
    private static final int LAST_YEAR = 2400;
    private static final Set<Freq> TOO_OFTEN = Set.of(Freq.HOURLY, Freq.MINUTELY, Freq.SECONDLY);

    /** What is no rule, chooses times instead of days, or never comes; said under the field {@code rule}. */
    public void refuseNonsense() {
        if (rule == null) {
            return;
        }
        var parsed = parsed(rule);
        if (TOO_OFTEN.contains(parsed.getFreq()) || choosesTimes(parsed)) {
            throw Refused.field("rule", "refusal.maintenance.rule-of-days", rule);
        }
        if (from(first).findFirst().isEmpty()) {
            throw Refused.field("rule", "refusal.maintenance.rule-never", rule, first);
        }
    }

    /** No constant holds these parts: the library breaks for good when Part is loaded before RecurrenceRule. */
    private static boolean choosesTimes(RecurrenceRule rule) {
        return rule.hasPart(Part.BYHOUR) || rule.hasPart(Part.BYMINUTE) || rule.hasPart(Part.BYSECOND);
    }

    /** In order, none before that day. */
    public Stream<LocalDate> from(LocalDate earliest) {
        if (rule == null) {
            return first.isBefore(earliest) ? Stream.empty() : Stream.of(first);
        }
        var parsed = parsed(rule);
        try {
            var occurrences = parsed.iterator(dateTime(first));
            if (earliest.isAfter(first)) {
                occurrences.fastForward(dateTime(earliest));
            }
            return Stream.iterate(next(occurrences), day -> day != LocalDate.MAX, day -> next(occurrences));
        } catch (IllegalArgumentException never) {
            return Stream.empty();
        }
    }

    /** The next day; MAX when there is none. Of a rule such as 30 February the library gives up by an exception. */
    private static LocalDate next(Iterator<DateTime> occurrences) {
        try {
            if (!occurrences.hasNext()) {
                return LocalDate.MAX;
            }
            var day = occurrences.next();
            return day.getYear() > LAST_YEAR
                    ? LocalDate.MAX
                    : LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDayOfMonth());
        } catch (IllegalArgumentException never) {
            return LocalDate.MAX;
        }
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
