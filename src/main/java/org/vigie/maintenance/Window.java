package org.vigie.maintenance;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A repeated or single window, kept as a local rule and a zone so that it survives daylight saving.
 *
 * @param rule an RFC 5545 recurrence rule, or null for one occurrence on {@code first}
 * @param agreed whether the client agreed: only agreed time may leave the contractual figure
 */
public record Window(
        long id,
        String key,
        SortedSet<String> assets,
        @Nullable String rule,
        LocalDate first,
        LocalTime start,
        Duration lasts,
        ZoneId timezone,
        boolean agreed) {}
