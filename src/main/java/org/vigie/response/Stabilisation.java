package org.vigie.response;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contracts;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Words;

/**
 * From a recovery to a restored service: it must hold for the contract's time, and a result taken at or after the end of
 * that time must still be good. Without such a result nothing is proven and the clock runs on; a person may state it.
 */
@Component
class Stabilisation {

    /** How soon to ask again for a fresh result that did not come. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final LinkStore links;
    private final HoldingStore holdings;
    private final Sentences sentences;
    private final Alerts alerts;
    private final Tickets tickets;
    private final Contracts contracts;
    private final InstantSource clock;

    Stabilisation(
            LinkStore links,
            HoldingStore holdings,
            Sentences sentences,
            Alerts alerts,
            Tickets tickets,
            Contracts contracts,
            InstantSource clock) {
        this.links = links;
        this.holdings = holdings;
        this.sentences = sentences;
        this.alerts = alerts;
        this.tickets = tickets;
        this.contracts = contracts;
        this.clock = clock;
    }

    /** An alert cleared: when it was the last one of its ticket, the service begins to hold. */
    @Transactional
    public void recovered(long alertId, Words evidence) {
        Alert alert = alerts.get(alertId);
        links.lineUp(alert.assetId(), alert.symptom());
        Optional<Link> found = links.find(alertId);
        if (found.isEmpty() || found.get().recoveredAt() != null || alert.recoveredAt() == null) {
            return;
        }
        Link link = found.get();
        links.recovered(alertId, alert.recoveredAt());
        if (links.hasOpenAlert(link.ticket())
                || !tickets.get(link.ticket()).state().isOpen()) {
            return;
        }
        Instant since = links.lastRecovery(link.ticket());
        Instant until = since.plus(stabilisation(since));
        tickets.observeRestoration(link.ticket(), since, until, evidence, Incidents.SELF);
        alerts.note(alertId, Incidents.SELF, Words.of("response.must-hold", link.ticket(), until));
        holdings.put(new Holding(
                link.ticket(),
                alertId,
                link.assetId(),
                link.symptom(),
                since,
                until,
                evidence,
                link.resolveWhenCleared()));
        settle(link.ticket());
    }

    private Duration stabilisation(Instant at) {
        return contracts.inForce(at).map(Contract::stabilisation).orElse(Contract.DEFAULT_STABILISATION);
    }

    /** Restores the service when it held, and resolves the ticket where the rule says so; harmless when repeated. */
    @Transactional
    public void settle(long number) {
        Optional<Holding> seen = holdings.find(number);
        if (seen.isEmpty()) {
            return;
        }
        links.lineUp(seen.get().assetId(), seen.get().symptom());
        holdings.find(number)
                .filter(holding -> !holding.until().isAfter(clock.instant()))
                .ifPresent(this::judge);
    }

    private void judge(Holding holding) {
        if (links.hasOpenAlert(holding.ticket())) {
            holdings.remove(holding.ticket());
            return;
        }
        Optional<Instant> proof = proof(holding);
        if (proof.isEmpty()) {
            alerts.note(
                    holding.alertId(),
                    Incidents.SELF,
                    Words.of("response.not-proven", holding.ticket(), holding.until()));
            holdings.lookAgain(holding.ticket(), clock.instant().plus(ASK_AGAIN));
            return;
        }
        holdings.remove(holding.ticket());
        tickets.restore(
                holding.ticket(),
                holding.since(),
                Words.of("response.held", holding.since(), holding.until(), proof.get()),
                Incidents.SELF);
        alerts.note(
                holding.alertId(), Incidents.SELF, Words.of("response.restored", holding.ticket(), holding.since()));
        if (holding.resolve() && tickets.get(holding.ticket()).state().isOpen()) {
            tickets.resolve(holding.ticket(), sentences.solution(holding), Incidents.SELF);
        }
    }

    /** Where nothing has to hold, the recovery is its own proof. */
    private Optional<Instant> proof(Holding holding) {
        if (holding.since().equals(holding.until())) {
            return Optional.of(holding.since());
        }
        return alerts.provenUntil(holding.alertId()).filter(proven -> !proven.isBefore(holding.until()));
    }

    /** A ticket that somebody solved has nothing left to prove. Old news of one that reopened since changes nothing. */
    @Transactional
    public void dropIfSolved(long number) {
        Optional<Holding> seen = holdings.find(number);
        if (seen.isEmpty()) {
            return;
        }
        links.lineUp(seen.get().assetId(), seen.get().symptom());
        Ticket ticket = tickets.get(number);
        if (!ticket.state().isOpen()) {
            holdings.remove(number);
        }
    }
}
