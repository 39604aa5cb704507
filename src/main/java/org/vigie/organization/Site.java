package org.vigie.organization;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A place of a client, with its own zone and, when it has one, its own calendar (a key of the calendar room). */
public record Site(
        long id,
        String key,
        String name,
        ZoneId timezone,
        @Nullable String calendar) {}
