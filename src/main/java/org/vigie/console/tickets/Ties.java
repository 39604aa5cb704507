package org.vigie.console.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.LinkedTicket;
import org.vigie.servicedesk.Merge;
import org.vigie.servicedesk.Ticket;

/**
 * How a ticket stands to others.
 *
 * @param merged those that are merged into it
 * @param mergedInto why this one is read through another, if it is
 */
public record Ties(
        List<LinkedTicket> links,
        List<MergedHere> merged,
        @Nullable Merge mergedInto,
        Instant now) {
    public Ties {
        links = List.copyOf(links);
        merged = List.copyOf(merged);
    }

    public record MergedHere(Merge merge, Ticket ticket) {}

    public List<LinkedTicket> inTheWay() {
        return links.stream().filter(LinkedTicket::isInTheWay).toList();
    }

    public long openChildren() {
        return links.stream()
                .filter(link -> link.tie() == org.vigie.servicedesk.Tie.PARENT_OF
                        && link.ticket().state().isOpen())
                .count();
    }

    public boolean isEmpty() {
        return links.isEmpty() && merged.isEmpty();
    }
}
