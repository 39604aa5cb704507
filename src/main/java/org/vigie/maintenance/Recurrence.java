package org.vigie.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.DayRule;
import org.vigie.calendar.WallTime;
import org.vigie.shared.Refused;
import org.vigie.shared.Span;

/**
 * The times at which a window is open. The rule (RFC 5545) chooses days, the start is a time on the wall of those days,
 * and the length is time that passes: a window of two hours lasts two hours also when the clock is changed in it.
 */
record Recurrence(@Nullable String rule, LocalDate first, LocalTime start, Duration lasts, ZoneId timezone) {

    static final Duration LONGEST = Duration.ofDays(31);

    /** What cannot be a window, said before it is kept. */
    void refuseNonsense() {
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw Refused.field("lasts", "refusal.maintenance.lasts", lasts, LONGEST);
        }
        new DayRule(rule, first).refuseNonsense();
    }

    /** In order, from the first that ends after the instant. */
    Stream<Span> endingAfter(Instant instant) {
        // A day more than the window lasts: whatever the zone, no occurrence that still runs is passed over.
        var earliest = LocalDate.ofInstant(instant, timezone).minusDays(lasts.toDays() + 2);
        return new DayRule(rule, first)
                .from(earliest)
                .map(this::on)
                .filter(span -> span.to().isAfter(instant));
    }

    private Span on(LocalDate day) {
        var from = WallTime.instantOf(LocalDateTime.of(day, start), timezone);
        return new Span(from, from.plus(lasts));
    }
}
