package org.vigie.calendar;

import java.time.Instant;

/** A calendar as it was from an instant on; it never changes, a later definition is a later version. */
public record CalendarVersion(long id, String key, int number, Instant validFrom, CalendarDefinition definition) {}
