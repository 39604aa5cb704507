package org.vigie.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * The instant at which a clock on the wall shows a time. A time that a clock change skips is the first instant after
 * the skip (java.time alone would add the length of the skip); a time shown twice is its first showing. So the start
 * of a day is always its first instant, and a later wall time is never an earlier instant.
 */
public final class WallTime {

    private WallTime() {}

    public static Instant instantOf(LocalDateTime wall, ZoneId zone) {
        var change = zone.getRules().getTransition(wall);
        return change != null && change.isGap()
                ? change.getInstant()
                : Instant.ofEpochSecond(epochSecondOf(wall, zone.getRules()), wall.getNano());
    }

    /** The instant at so many minutes after 00:00 on the wall; 24:00 is 1440, a later minute is of the next day. */
    static long epochSecondOf(LocalDate day, int minutes, ZoneRules rules) {
        return epochSecondOf(day.atStartOfDay().plusMinutes(minutes), rules);
    }

    private static long epochSecondOf(LocalDateTime wall, ZoneRules rules) {
        var change = rules.getTransition(wall);
        if (change == null) {
            return wall.toEpochSecond(rules.getOffset(wall));
        }
        return change.isGap() ? change.toEpochSecond() : wall.toEpochSecond(change.getOffsetBefore());
    }
}
