package org.vigie.console.search;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.organization.Client;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.search.TicketHit;
import org.vigie.shared.TenantId;

/** A ticket that was found, with what a reader needs to know it again. */
public record FoundTicket(
        TicketHit hit, Ticket ticket, @Nullable Client client) {

    static List<FoundTicket> of(List<TicketHit> hits, Map<Long, Ticket> tickets, Map<TenantId, Client> clients) {
        return hits.stream()
                .filter(hit -> tickets.containsKey(hit.number()))
                .map(hit -> new FoundTicket(
                        hit, Objects.requireNonNull(tickets.get(hit.number())), clients.get(hit.tenant())))
                .toList();
    }
}
