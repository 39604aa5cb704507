package org.vigie.servicedesk;

/**
 * Another ticket, and how one stands to it.
 *
 * @param id of the link
 * @param tie read as "this ticket is … the other"
 */
public record LinkedTicket(long id, Tie tie, Ticket ticket) {
    /** An open ticket by which this one is blocked. */
    public boolean isInTheWay() {
        return tie == Tie.BLOCKED_BY && ticket.state().isOpen();
    }
}
