package org.vigie.servicedesk.templates;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.calendar.DayRule;
import org.vigie.calendar.WallTime;
import org.vigie.shared.TenantId;

/**
 * When a ticket of a template is opened by itself.
 *
 * @param template key
 * @param rule an RFC 5545 recurrence rule of days; null: on the first day alone
 * @param at the time on the wall of those days
 * @param next when it opens one next; null for never again
 * @param stopped opens nothing until it is started again
 * @param version counts changes, for If-Match
 */
public record Recurrence(
        long id,
        TenantId tenant,
        String template,
        @Nullable String rule,
        LocalDate first,
        LocalTime at,
        ZoneId timezone,
        @Nullable Instant next,
        boolean stopped,
        long version) {

    /** In order, none before that instant. */
    public Stream<Instant> from(Instant earliest) {
        return from(rule, first, at, timezone, earliest);
    }

    static Stream<Instant> from(
            @Nullable String rule, LocalDate first, LocalTime at, ZoneId timezone, Instant earliest) {
        return new DayRule(rule, first)
                .from(LocalDate.ofInstant(earliest, timezone).minusDays(1))
                .map(day -> WallTime.instantOf(LocalDateTime.of(day, at), timezone))
                .filter(instant -> !instant.isBefore(earliest));
    }
}
