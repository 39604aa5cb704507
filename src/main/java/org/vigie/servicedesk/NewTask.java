package org.vigie.servicedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on a ticket.
 *
 * @param list name of the checklist; empty for none
 * @param assignee name of the account that is to do it; null with no account: whoever works on the ticket
 */
public record NewTask(
        String list,
        String title,
        @Nullable Long assigneeAccount,
        @Nullable String assignee,
        @Nullable Instant dueAt) {
    public static NewTask of(String list, String title) {
        return new NewTask(list, title, null, null, null);
    }
}
