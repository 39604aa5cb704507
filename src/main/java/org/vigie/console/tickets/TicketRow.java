package org.vigie.console.tickets;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.console.Names;
import org.vigie.inventory.Asset;
import org.vigie.inventory.BusinessService;
import org.vigie.organization.Client;
import org.vigie.servicedesk.Ticket;

/** A ticket in a list, with the names that a reader needs. */
public record TicketRow(
        Ticket ticket,
        @Nullable Client client,
        @Nullable Asset asset,
        @Nullable BusinessService service) {

    public static List<TicketRow> of(List<Ticket> tickets, Names names) {
        var clients = names.clients();
        var assets = names.assets(tickets.stream().map(Ticket::asset));
        var services = names.services(tickets.stream().map(Ticket::service));
        return tickets.stream()
                .map(ticket -> new TicketRow(
                        ticket,
                        clients.get(ticket.tenant()),
                        ticket.asset() == null ? null : assets.get(ticket.asset()),
                        ticket.service() == null ? null : services.get(ticket.service())))
                .toList();
    }
}
