package org.vigie.demo;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.vigie.alerting.Alert;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.contracts.Milestone;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.notification.Notifications;
import org.vigie.reporting.Figure;
import org.vigie.reporting.Reports;
import org.vigie.response.Playbooks;
import org.vigie.servicedesk.ClockView;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Words;

/** The one thread, read from the same doors as every page: check, alert, incident, clocks, person told, restoration. */
@Component
@ConditionalOnProperty("vigie.demo")
public class DemoStory {

    /** @param state "done", "now" or "" */
    public record Step(
            String name,
            String state,
            @Nullable Words what,
            @Nullable String detail,
            @Nullable String link,
            @Nullable Instant at) {}

    /** What the report of the running month says of the shop: each figure opens to its rows. */
    public record Month(YearMonth month, Figure availability, Figure down, Figure kept, Figure running) {
        boolean hasMoved() {
            return down.value() != null && down.value().signum() > 0;
        }
    }

    /** The checks of one asset. */
    public record Group(Asset asset, List<Check> checks) {}

    private final DemoSite site;
    private final Assets assets;
    private final Checks checks;
    private final Alerts alerts;
    private final Playbooks playbooks;
    private final Tickets tickets;
    private final Notifications notifications;
    private final Reports reports;

    DemoStory(
            DemoSite site,
            Assets assets,
            Checks checks,
            Alerts alerts,
            Playbooks playbooks,
            Tickets tickets,
            Notifications notifications,
            Reports reports) {
        this.site = site;
        this.assets = assets;
        this.checks = checks;
        this.alerts = alerts;
        this.playbooks = playbooks;
        this.tickets = tickets;
        this.notifications = notifications;
        this.reports = reports;
    }

    /** The visitor waits: the shop's checks are asked at once. */
    void hurry() {
        checks().forEach(check -> checks.askNow(check.id()));
        checks.find("boutique-certificat").ifPresent(check -> checks.askNow(check.id()));
    }

    /** All that is watched, asset by asset: the shop, this machine, Vigie itself. */
    List<Group> watched() {
        return List.of("boutique", "machine", "vigie").stream()
                .map(assets::find)
                .flatMap(Optional::stream)
                .map(asset -> new Group(
                        asset,
                        checks.list(new CheckFilter(null, asset.id()), null, 20).items()))
                .toList();
    }

    Optional<Month> month() {
        var report = reports.service(reports.current());
        var restored = report.promises().stream()
                .filter(line -> line.milestone() == Milestone.RESTORE
                        && line.kind().equals("incident")
                        && line.priority() == null)
                .findFirst();
        return report.services().stream()
                .filter(service -> service.key().equals("vente-en-ligne"))
                .findFirst()
                .flatMap(service -> restored.map(line ->
                        new Month(report.month(), service.gross(), service.down(), line.kept(), line.running())));
    }

    List<Check> checks() {
        return List.of("boutique-page", "boutique-https").stream()
                .map(checks::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The newest; one that was over before the switch was thrown again belongs to an older story. */
    private Optional<Alert> alert() {
        var since = site.failingSince();
        return assets.find("boutique")
                .flatMap(asset -> alerts.list(new AlertFilter(null, asset.id(), null), null, 20).items().stream()
                        .filter(alert -> alert.symptom().equals("http"))
                        .findFirst())
                .filter(alert ->
                        alert.isOpen() || since.isEmpty() || alert.openedAt().isAfter(since.get()));
    }

    private String shopName() {
        return assets.find("boutique").map(Asset::name).orElse("");
    }

    /** Number of the incident of the story, 0 while there is none. */
    long ticket() {
        return alert().flatMap(alert -> playbooks.ticketOf(alert.id())).orElse(0L);
    }

    List<ClockView> clocks() {
        long number = ticket();
        return number == 0 ? List.of() : tickets.clocks(number);
    }

    List<Step> steps(Optional<Month> month) {
        var steps = new ArrayList<Step>();
        Optional<Alert> alert = alert();
        Optional<Check> failing = checks().stream()
                .filter(check -> check.state() == CheckState.CRITICAL)
                .findFirst();
        boolean told = alert.isPresent();
        steps.add(new Step(
                "check",
                failing.isPresent() ? "now" : told ? "done" : "",
                alert.map(Alert::summary).or(() -> failing.map(Check::output)).orElse(null),
                null,
                checks().isEmpty()
                        ? null
                        : "/checks/" + failing.orElse(checks().getFirst()).id(),
                failing.map(Check::since).orElse(null)));
        steps.add(new Step(
                "alert",
                alert.map(one -> one.isOpen() ? "now" : "done").orElse(""),
                alert.map(one -> Words.of("demo.fact.alert", shopName())).orElse(null),
                null,
                alert.map(one -> "/alerts/" + one.id()).orElse(null),
                alert.map(Alert::openedAt).orElse(null)));
        long number = ticket();
        Optional<Ticket> ticket = number == 0 ? Optional.empty() : Optional.of(tickets.get(number));
        steps.add(new Step(
                "incident",
                ticket.map(one -> one.state().isOpen() ? "now" : "done").orElse(""),
                null,
                ticket.map(one -> "#" + one.number() + " · " + one.priority().name() + " · " + one.title())
                        .orElse(null),
                ticket.map(one -> "/tickets/" + one.number()).orElse(null),
                ticket.map(Ticket::openedAt).orElse(null)));
        var deliveries = ticket.map(one -> notifications.about("/tickets/" + one.number()))
                .orElse(List.of());
        steps.add(new Step(
                "told",
                deliveries.isEmpty() ? "" : "done",
                null,
                deliveries.isEmpty() ? null : deliveries.getFirst().person(),
                deliveries.isEmpty() ? null : "/notifications",
                deliveries.isEmpty() ? null : deliveries.getFirst().at()));
        boolean recovering = ticket.isPresent()
                && ticket.get().restoredAt() == null
                && clocks().stream().anyMatch(clock -> clock.confirming() != null);
        steps.add(new Step(
                "restored",
                ticket.isPresent() && ticket.get().restoredAt() != null ? "done" : recovering ? "now" : "",
                null,
                null,
                ticket.map(one -> "/tickets/" + one.number() + "/clocks/restore")
                        .orElse(null),
                ticket.map(Ticket::restoredAt).orElse(null)));
        steps.add(new Step(
                "report",
                !told || month.isEmpty() || !month.get().hasMoved()
                        ? ""
                        : ticket.isPresent() && ticket.get().restoredAt() != null ? "done" : "now",
                null,
                null,
                "/reports/" + DemoSite.CLIENT,
                null));
        return steps;
    }
}
