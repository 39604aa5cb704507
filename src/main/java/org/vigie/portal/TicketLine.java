package org.vigie.portal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.Ticket;

/**
 * A request in a list.
 *
 * @param someoneBy until when somebody begins, while that is promised and still to come
 */
public record TicketLine(
        Ticket ticket, Standing standing, @Nullable Instant someoneBy) {

    static TicketLine of(Ticket ticket, Instant now) {
        Standing standing = Standing.of(ticket, now);
        boolean promised = standing == Standing.RECEIVED
                && ticket.nextDueAt() != null
                && ticket.nextDueAt().isAfter(now);
        return new TicketLine(ticket, standing, promised ? ticket.nextDueAt() : null);
    }
}
