package org.vigie.portal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.Ticket;

/**
 * A request in a list.
 *
 * @param mine asked by the one who looks, whose turn it is where it waits for the client
 * @param someoneBy until when somebody begins, while that is promised and still to come
 */
public record TicketLine(
        Ticket ticket,
        Standing standing,
        boolean mine,
        @Nullable Instant someoneBy) {

    static TicketLine of(Asker asker, Ticket ticket, Instant now) {
        Standing standing = Standing.of(ticket, now);
        boolean promised = standing == Standing.RECEIVED
                && ticket.nextDueAt() != null
                && ticket.nextDueAt().isAfter(now);
        return new TicketLine(ticket, standing, asker.isAskerOf(ticket), promised ? ticket.nextDueAt() : null);
    }
}
