package org.vigie.response;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.notification.NotificationNews.PersonReached;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.notification.Notifications;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.notification.Notifications.Told;
import org.vigie.notification.Telling;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Words;

/** Tells whoever is on call for the team of an incident, once for each thing worth telling. */
@Component
class Paging {

    private static final Pattern TICKET = Pattern.compile("/tickets/(\\d{1,18})");

    private final Notifications notifications;
    private final Tickets tickets;
    private final Alerts alerts;
    private final Sentences sentences;
    private final LinkStore links;
    private final InstantSource clock;

    Paging(
            Notifications notifications,
            Tickets tickets,
            Alerts alerts,
            Sentences sentences,
            LinkStore links,
            InstantSource clock) {
        this.notifications = notifications;
        this.tickets = tickets;
        this.alerts = alerts;
        this.sentences = sentences;
        this.links = links;
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
        Told told = notifications.page(ticket.team(), telling, clock.instant());
        outcome(ticket.team(), told).forEach(line -> note(ticket.number(), List.of(alert.id()), line));
    }

    private List<Words> outcome(String team, Told told) {
        if (told.deliveries().isEmpty()) {
            return List.of(Words.of("response.nobody-told", team));
        }
        String people =
                told.deliveries().stream().map(Delivery::person).distinct().collect(Collectors.joining(", "));
        var lines = new ArrayList<Words>();
        lines.add(
                told.onCall()
                        ? Words.of("response.told", team, people)
                        : Words.of("response.told-instead", team, people, sentences.say(told.why())));
        for (Delivery delivery : told.deliveries()) {
            if (delivery.status().equals("unreachable") && delivery.failure() != null) {
                lines.add(Words.of("response.only-page", delivery.person(), sentences.say(delivery.failure())));
            }
        }
        return lines;
    }

    /** Writes down that a message left for a person; harmless when repeated. */
    @Transactional
    public void reached(PersonReached news) {
        note(news.link(), Words.of("response.reached." + news.channel(), news.person()));
    }

    /** Writes down that a way to a person fails, and what is done about it; harmless when repeated. */
    @Transactional
    public void wayFailed(WayFailed news) {
        var done = new ArrayList<String>();
        done.add(sentences.say(news.why()) + ".");
        done.add(sentences.t(news.again() ? "response.failed.again" : "response.failed.for-good"));
        if (news.next() != null) {
            done.add(sentences.t("response.failed.next." + news.next()));
        }
        if (news.called() != null) {
            done.add(sentences.t("response.failed.called", news.called()));
        }
        note(news.link(), Words.of("response.failed." + news.channel(), news.person(), String.join(" ", done)));
    }

    /** What this room pages about is a ticket, so the link says which. */
    private void note(String link, Words line) {
        Matcher ticket = TICKET.matcher(link);
        if (ticket.matches()) {
            long number = Long.parseLong(ticket.group(1));
            List<Long> of = links.alertsOf(number);
            note(number, of.isEmpty() ? of : List.of(of.getLast()), line);
        }
    }

    private void note(long number, List<Long> alertIds, Words line) {
        alertIds.forEach(alert -> alerts.note(alert, Incidents.SELF, line));
        boolean there = tickets.timeline(number, true).stream().anyMatch(entry -> line.equals(entry.what()));
        if (!there) {
            tickets.note(number, line, Incidents.SELF);
        }
    }
}
