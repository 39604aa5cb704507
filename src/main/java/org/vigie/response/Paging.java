package org.vigie.response;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.notification.Notifications;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.notification.Telling;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Words;

/** Tells whoever is on call for the team of an incident, once for each thing worth telling. */
@Component
class Paging {

    private final Notifications notifications;
    private final Tickets tickets;
    private final Alerts alerts;
    private final Sentences sentences;
    private final InstantSource clock;

    Paging(Notifications notifications, Tickets tickets, Alerts alerts, Sentences sentences, InstantSource clock) {
        this.notifications = notifications;
        this.tickets = tickets;
        this.alerts = alerts;
        this.sentences = sentences;
        this.clock = clock;
    }

    void opened(Ticket ticket, Alert alert) {
        page(ticket, alert, "ticket-" + ticket.number() + "-opened", "response.page.opened");
    }

    void relapsed(Ticket ticket, Alert alert) {
        page(ticket, alert, "ticket-" + ticket.number() + "-relapsed-" + alert.id(), "response.page.relapsed");
    }

    private void page(Ticket ticket, Alert alert, String key, String code) {
        if (ticket.team() == null) {
            alerts.note(alert.id(), Incidents.SELF, Words.of("response.no-team", ticket.number()));
            return;
        }
        String client = sentences.client().name();
        var telling = new Telling(
                key,
                alert.severity(),
                Words.of(code + ".subject", client, ticket.title(), alert.openedAt(), ticket.priority()),
                Words.of(code + ".body", client, ticket.title(), alert.openedAt(), ticket.priority(), ticket.number()),
                "/tickets/" + ticket.number());
        List<Delivery> deliveries = notifications.page(ticket.team(), telling, clock.instant());
        String told = deliveries.stream().map(Delivery::person).distinct().collect(Collectors.joining(", "));
        Words outcome = deliveries.isEmpty()
                ? Words.of("response.nobody-told", ticket.team())
                : Words.of("response.told", ticket.team(), told);
        alerts.note(alert.id(), Incidents.SELF, outcome);
        tickets.note(ticket.number(), outcome, Incidents.SELF);
    }
}
