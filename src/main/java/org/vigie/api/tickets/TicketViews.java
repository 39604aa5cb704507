package org.vigie.api.tickets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.api.Choice;
import org.vigie.api.Keys;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.response.Playbooks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Tickets with the keys, alerts and clocks that are shown with them. Alerts are for those who may see supervision. */
@Component
class TicketViews {
    private final Tickets tickets;
    private final Playbooks playbooks;
    private final Keys keys;
    private final TransactionTemplate reading;

    TicketViews(Tickets tickets, Playbooks playbooks, Keys keys, PlatformTransactionManager transactions) {
        this.tickets = tickets;
        this.playbooks = playbooks;
        this.keys = keys;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    ShownTicket of(Viewer viewer, Ticket ticket) {
        return of(viewer, List.of(ticket)).getFirst();
    }

    /** Client by client, each in one transaction behind its own fence; in the order given. */
    List<ShownTicket> of(Viewer viewer, List<Ticket> all) {
        Map<TenantId, List<Ticket>> byTenant = new TreeMap<>();
        all.forEach(ticket -> byTenant.computeIfAbsent(ticket.tenant(), id -> new ArrayList<>())
                .add(ticket));
        Map<TenantId, String> clients = keys.clients(viewer, byTenant.keySet());
        var shown = new HashMap<Long, ShownTicket>();
        byTenant.forEach((tenant, some) -> Scope.of(tenant)
                .run(() -> reading.executeWithoutResult(status -> {
                    Map<Long, String> assets =
                            keys.assets(some.stream().map(Ticket::asset).toList());
                    Map<Long, String> services =
                            keys.services(some.stream().map(Ticket::service).toList());
                    Map<Long, String> people = keys.people(
                            some.stream().map(Ticket::requesterPerson).toList());
                    for (Ticket ticket : some) {
                        String client = Objects.requireNonNull(clients.get(tenant));
                        shown.put(ticket.number(), shown(viewer, ticket, client, assets, services, people));
                    }
                })));
        return all.stream()
                .map(ticket -> Objects.requireNonNull(shown.get(ticket.number())))
                .toList();
    }

    private ShownTicket shown(
            Viewer viewer,
            Ticket ticket,
            String client,
            Map<Long, String> assets,
            Map<Long, String> services,
            Map<Long, String> people) {
        return new ShownTicket(
                ticket.number(),
                Choice.word(ticket.kind()),
                Choice.word(ticket.state()),
                Choice.word(ticket.priority()),
                Choice.word(ticket.impact()),
                Choice.word(ticket.urgency()),
                client,
                ticket.site(),
                ticket.service() == null ? null : services.get(ticket.service()),
                ticket.asset() == null ? null : assets.get(ticket.asset()),
                ticket.category(),
                ticket.title(),
                ticket.description(),
                ticket.requester(),
                ticket.requesterPerson() == null ? null : people.get(ticket.requesterPerson()),
                ticket.team(),
                ticket.level(),
                viewer.may(Permission.WORK_ON_TICKETS) ? Integer.valueOf(ticket.bounces()) : null,
                ticket.assignee(),
                ticket.openedAt(),
                ticket.restoredAt(),
                ticket.resolvedAt(),
                ticket.waitingReason(),
                ticket.mergedInto(),
                ticket.version(),
                viewer.may(Permission.SEE_SUPERVISION) ? playbooks.alertsOf(ticket.number()) : List.of(),
                tickets.clocks(ticket.number()).stream().map(ShownClock::of).toList());
    }
}
