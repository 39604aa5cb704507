package org.vigie.servicedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to do on a ticket.
 *
 * @param list name of the checklist that it belongs to; empty for none
 * @param doneAt null as long as it is to be done
 */
public record Task(
        long id,
        long number,
        String list,
        String title,
        @Nullable String assignee,
        @Nullable Long assigneeAccount,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String doneBy) {

    public boolean isDone() {
        return doneAt != null;
    }

    public boolean isLate(Instant now) {
        return !isDone() && dueAt != null && dueAt.isBefore(now);
    }
}
