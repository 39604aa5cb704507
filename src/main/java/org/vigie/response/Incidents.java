package org.vigie.response;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contracts;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.inventory.Dependencies;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/**
 * From an alert to its incident. One transaction does all of it, ticket, link, reasons and page, so that a crash leaves
 * either everything or nothing, and the news is delivered again.
 */
@Component
class Incidents {

    static final Actor SELF = Actor.automatic("response");

    private final RuleStore rules;
    private final LinkStore links;
    private final HoldingStore holdings;
    private final Stabilisation stabilisation;
    private final Paging paging;
    private final Sentences sentences;
    private final Alerts alerts;
    private final Tickets tickets;
    private final Assets assets;
    private final Dependencies dependencies;
    private final Contracts contracts;
    private final Teams teams;
    private final InstantSource clock;

    Incidents(
            RuleStore rules,
            LinkStore links,
            HoldingStore holdings,
            Stabilisation stabilisation,
            Paging paging,
            Sentences sentences,
            Alerts alerts,
            Tickets tickets,
            Assets assets,
            Dependencies dependencies,
            Contracts contracts,
            Teams teams,
            InstantSource clock) {
        this.rules = rules;
        this.links = links;
        this.holdings = holdings;
        this.stabilisation = stabilisation;
        this.paging = paging;
        this.sentences = sentences;
        this.alerts = alerts;
        this.tickets = tickets;
        this.assets = assets;
        this.dependencies = dependencies;
        this.contracts = contracts;
        this.teams = teams;
        this.clock = clock;
    }

    /** Opens, continues or adapts the incident of an alert that opened or changed; harmless when repeated. */
    @Transactional
    public void answer(long alertId, Severity toldSeverity) {
        Alert seen = alerts.get(alertId);
        links.lineUp(seen.assetId(), seen.symptom());
        Alert alert = alerts.get(alertId);
        Optional<Link> link = links.find(alertId);
        if (link.isPresent()) {
            follow(alert, link.get());
            return;
        }
        Severity severity = toldSeverity.isWorseThan(alert.severity()) ? toldSeverity : alert.severity();
        Asset asset = assets.get(alert.assetId());
        Optional<Rule> rule = rules.all().stream()
                .filter(r -> r.fits(severity, alert.symptom(), asset.key()))
                .findFirst();
        if (rule.isEmpty()) {
            alerts.note(alertId, SELF, Words.of("response.no-rule"));
            return;
        }
        if (rule.get().open() == null) {
            alerts.note(
                    alertId,
                    SELF,
                    Words.of("response.rule-opens-none", rule.get().position()));
            return;
        }
        attach(alert, severity, asset, rule.get());
        if (!alert.isOpen()) {
            // It recovered before this news was heard; the news of the recovery found no ticket then.
            stabilisation.recovered(alertId, Words.of("response.recovered-meanwhile"));
        }
    }

    private void attach(Alert alert, Severity severity, Asset asset, Rule rule) {
        Optional<Ticket> last =
                links.lastTicket(alert.assetId(), alert.symptom()).map(tickets::get);
        Continuation continuation = last.map(
                        ticket -> Continuation.of(ticket, alert.openedAt(), relapse(alert.openedAt())))
                .orElse(Continuation.NEW);
        switch (continuation) {
            case SAME -> join(alert, severity, rule, last.orElseThrow());
            case RELAPSE -> relapse(alert, severity, rule, last.orElseThrow());
            case NEW -> open(alert, severity, asset, rule);
        }
    }

    private Duration relapse(Instant at) {
        return contracts.inForce(at).map(Contract::relapse).orElse(Contract.DEFAULT_RELAPSE);
    }

    private void join(Alert alert, Severity severity, Rule rule, Ticket ticket) {
        link(alert, severity, rule, ticket.number());
        holdings.remove(ticket.number());
        Words reason = Words.of("response.did-not-hold", alert.id(), alert.openedAt());
        tickets.forgetRestoration(ticket.number(), reason, SELF);
        tickets.note(ticket.number(), Words.of("response.alert-joined", alert.id(), alert.openedAt()), SELF);
        alerts.note(alert.id(), SELF, Words.of("response.joined", ticket.number(), rule.position()));
        raiseUrgency(ticket, severity);
    }

    private void relapse(Alert alert, Severity severity, Rule rule, Ticket ticket) {
        Instant over = ticket.restoredAt() != null ? ticket.restoredAt() : ticket.resolvedAt();
        Instant at = over != null && over.isAfter(alert.openedAt()) ? over : alert.openedAt();
        link(alert, severity, rule, ticket.number());
        holdings.remove(ticket.number());
        tickets.relapse(
                ticket.number(),
                at,
                Words.of("response.relapse", alert.id(), java.util.Objects.requireNonNull(over), at),
                SELF);
        raiseUrgency(ticket, severity);
        alerts.note(
                alert.id(),
                SELF,
                Words.of("response.relapsed", ticket.number(), java.util.Objects.requireNonNull(over)));
        paging.relapsed(tickets.get(ticket.number()), alert);
    }

    private void open(Alert alert, Severity severity, Asset asset, Rule rule) {
        List<BusinessService> affected = dependencies.servicesAffectedBy(asset.id());
        String team = rule.team();
        if (team != null && teams.find(team).isEmpty()) {
            alerts.note(alert.id(), SELF, Words.of("response.team-gone", team));
            team = null;
        }
        Optional<BusinessService> service = affected.stream().findFirst();
        long number = tickets.open(new OpenTicket(
                TicketKind.INCIDENT,
                "alert " + alert.id(),
                sentences.title(asset, alert),
                sentences.description(asset, alert, affected, rule),
                Assessment.impact(asset.criticality(), affected),
                Assessment.urgency(severity),
                asset.site(),
                service.map(BusinessService::id).orElse(null),
                asset.id(),
                null,
                null,
                team,
                alert.openedAt(),
                SELF));
        link(alert, severity, rule, number);
        alerts.note(alert.id(), SELF, Words.of("response.ticket-opened", number, rule.position()));
        paging.opened(tickets.get(number), alert);
    }

    private void link(Alert alert, Severity severity, Rule rule, long number) {
        links.add(new Link(
                alert.id(),
                alert.assetId(),
                alert.symptom(),
                number,
                rule.position(),
                rule.resolveWhenCleared(),
                severity,
                null));
    }

    /** The urgency follows the severity, both ways, until a person sets it to something else. */
    private void follow(Alert alert, Link link) {
        if (alert.severity() == link.severity() || !alert.isOpen()) {
            return;
        }
        links.follow(alert.id(), alert.severity());
        Ticket ticket = tickets.get(link.ticket());
        if (!ticket.state().isOpen()) {
            return;
        }
        if (ticket.urgency() != Assessment.urgency(link.severity())) {
            alerts.note(alert.id(), SELF, Words.of("response.urgency-by-hand", ticket.number(), clock.instant()));
            return;
        }
        edit(ticket, Assessment.urgency(alert.severity()));
        alerts.note(alert.id(), SELF, Words.of("response.urgency-followed", ticket.number(), clock.instant()));
    }

    private void raiseUrgency(Ticket ticket, Severity severity) {
        Grade wanted = Assessment.urgency(severity);
        if (wanted.compareTo(ticket.urgency()) < 0) {
            edit(ticket, wanted);
        }
    }

    private void edit(Ticket ticket, Grade urgency) {
        tickets.edit(ticket.number(), null, null, null, urgency, null, SELF);
    }
}
