package org.vigie.servicedesk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;

/** How tickets go from team to team: up to the experts and back. For the desk alone, never for a client. */
@Service
public class Handovers {
    private final TicketStore tickets;
    private final Assignment assignment;
    private final HandoverLog log;

    Handovers(TicketStore tickets, Assignment assignment, HandoverLog log) {
        this.tickets = tickets;
        this.assignment = assignment;
        this.log = log;
    }

    /**
     * Gives a ticket to another team, which chooses who works on it. Refused where that team has it already, and without a
     * reason where it works at another level.
     */
    @Transactional
    public void handOver(long number, String team, @Nullable String reason, Actor by) {
        assignment.handOver(number, team, reason, by);
    }

    /** The first one first; a ticket from before these were kept begins with the team that had it then. */
    @Transactional(readOnly = true)
    public List<Handover> of(long number) {
        return log.of(tickets.get(number));
    }
}
