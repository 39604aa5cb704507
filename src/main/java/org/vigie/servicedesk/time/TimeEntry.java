package org.vigie.servicedesk.time;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time that somebody worked on a ticket, as it was written.
 *
 * @param person who worked
 * @param corrects id of the entry in whose place this one stands
 * @param reason why it was corrected
 * @param corrected whether another one stands in its place
 * @param writtenBy who wrote it, which need not be who worked
 */
public record TimeEntry(
        long id,
        long number,
        String person,
        Activity activity,
        Instant startedAt,
        int minutes,
        boolean billable,
        String note,
        @Nullable Long corrects,
        @Nullable String reason,
        boolean corrected,
        Instant writtenAt,
        String writtenBy) {

    /** Whether it counts: nothing stands in its place, and it was not taken back. */
    public boolean counts() {
        return !corrected && minutes > 0;
    }

    public static int minutes(List<TimeEntry> entries) {
        return entries.stream()
                .filter(TimeEntry::counts)
                .mapToInt(TimeEntry::minutes)
                .sum();
    }

    public static int billableMinutes(List<TimeEntry> entries) {
        return minutes(entries.stream().filter(TimeEntry::billable).toList());
    }
}
