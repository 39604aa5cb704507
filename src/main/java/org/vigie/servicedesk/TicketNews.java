package org.vigie.servicedesk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;
import org.vigie.shared.News;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;

/** What this room tells. */
public sealed interface TicketNews extends News {
    long number();

    record TicketOpened(
            TenantId tenant,
            Instant at,
            long number,
            TicketKind kind,
            Priority priority,
            @Nullable String team,
            @Nullable Long service,
            @Nullable Long asset,
            Instant openedAt)
            implements TicketNews {}

    record TicketAssigned(
            TenantId tenant,
            Instant at,
            long number,
            @Nullable String team,
            @Nullable String assignee) implements TicketNews {}

    /** A person started on it: the respond clock stopped. */
    record TicketTaken(TenantId tenant, Instant at, long number, String by) implements TicketNews {}

    record TicketPaused(TenantId tenant, Instant at, long number, String reason) implements TicketNews {}

    record TicketResumed(TenantId tenant, Instant at, long number) implements TicketNews {}

    /**
     * @param entry of the timeline
     * @param internal among colleagues; never for the client
     * @param fromDesk written by the desk, and not by the client's side
     */
    record MessageWritten(TenantId tenant, Instant at, long number, long entry, boolean internal, boolean fromDesk)
            implements TicketNews {}

    record TicketChanged(TenantId tenant, Instant at, long number) implements TicketNews {}

    /** @param effectiveAt since when the service works again */
    record ServiceRestored(TenantId tenant, Instant at, long number, Instant effectiveAt) implements TicketNews {}

    record ServiceRelapsed(TenantId tenant, Instant at, long number) implements TicketNews {}

    record TicketResolved(TenantId tenant, Instant at, long number) implements TicketNews {}

    /** @param score from 1, very bad, to 5; said by whoever asked, and perhaps changed later */
    record TicketRated(TenantId tenant, Instant at, long number, int score) implements TicketNews {}

    record TicketReopened(TenantId tenant, Instant at, long number) implements TicketNews {}

    /**
     * A clock passed a step of the contract. Told once in each life of a clock, however long Vigie was down.
     *
     * @param step which one of all, for whoever must know it again
     * @param point where on its way: "80 %", "30m before due"
     * @param tell "assignee", "team", "delivery-manager"
     * @param passedAt when it passed, which may be a while before it is told
     */
    record StepPassed(
            TenantId tenant,
            Instant at,
            long number,
            Milestone milestone,
            long step,
            String point,
            List<String> tell,
            Instant passedAt)
            implements TicketNews {
        public StepPassed {
            tell = List.copyOf(tell);
        }
    }

    /** Told once for each clock and epoch, however long Vigie was down. */
    record ClockBreached(TenantId tenant, Instant at, long number, Milestone milestone, Instant dueAt)
            implements TicketNews {}
}
