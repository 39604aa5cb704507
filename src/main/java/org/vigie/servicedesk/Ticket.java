package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/**
 * A ticket as others see it.
 *
 * @param category key of a category
 * @param requester the name of who asks, as it is shown
 * @param requesterPerson who that is among the people of the client, where the desk knows it
 * @param bounces how often it came back to a team that had had it before
 * @param version counts changes, for If-Match
 * @param mergedInto the ticket through which this one is read, since both turned out to be one
 * @param restoredAt since when the service works again, once that is proven or stated
 */
public record Ticket(
        long number,
        TenantId tenant,
        TicketKind kind,
        TicketState state,
        Priority priority,
        Grade impact,
        Grade urgency,
        @Nullable String site,
        @Nullable Long service,
        @Nullable Long asset,
        @Nullable String category,
        String title,
        String description,
        @Nullable String requester,
        @Nullable Long requesterPerson,
        @Nullable String team,
        int level,
        @Nullable String assignee,
        @Nullable Long assigneeAccount,
        Instant openedAt,
        @Nullable Instant restoredAt,
        @Nullable Instant resolvedAt,
        @Nullable String waitingReason,
        @Nullable Instant nextDueAt,
        long version,
        @Nullable Long mergedInto,
        int bounces) {
    /** For so long whoever asked can say that it is not solved after all; later they ask anew. */
    public static final Duration STILL_OPENS = Duration.ofDays(30);

    /** Whether it is behind everybody: confirmed, merged, or solved for so long that nobody can take it up again. */
    public boolean isOver(Instant now) {
        return state == TicketState.CLOSED || resolvedAt != null && resolvedAt.isBefore(now.minus(STILL_OPENS));
    }
}
