package org.vigie.servicedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/** A ticket as a verb finds it, its row locked until the transaction ends. */
record TicketRow(
        Ticket ticket,
        @Nullable Instant takenAt,
        @Nullable Instant confirmingSince,
        @Nullable Instant waitingSince) {
    long number() {
        return ticket.number();
    }

    TenantId tenant() {
        return ticket.tenant();
    }

    TicketState state() {
        return ticket.state();
    }

    /** What it is when it no longer waits and is not solved. */
    TicketState active() {
        return takenAt != null || ticket.assignee() != null ? TicketState.ASSIGNED : TicketState.NEW;
    }
}
