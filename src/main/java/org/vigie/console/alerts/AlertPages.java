package org.vigie.console.alerts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.alerting.Alert;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Dependencies;
import org.vigie.monitoring.Checks;
import org.vigie.notification.Notifications;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.response.Playbooks;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** {@code /alerts} and {@code /alerts/{id}}. */
@Controller
class AlertPages {
    private static final int SHOWN = 100;

    private final Pages pages;
    private final ViewerScope look;
    private final Alerts alerts;
    private final Checks checks;
    private final Dependencies dependencies;
    private final Playbooks playbooks;
    private final Notifications notifications;
    private final Clients clients;
    private final Names names;
    private final InstantSource clock;

    AlertPages(
            Pages pages,
            ViewerScope look,
            Alerts alerts,
            Checks checks,
            Dependencies dependencies,
            Playbooks playbooks,
            Notifications notifications,
            Clients clients,
            Names names,
            InstantSource clock) {
        this.pages = pages;
        this.look = look;
        this.alerts = alerts;
        this.checks = checks;
        this.dependencies = dependencies;
        this.playbooks = playbooks;
        this.notifications = notifications;
        this.clients = clients;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/alerts")
    @Needs(Permission.SEE_SUPERVISION)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(defaultValue = "open") String status,
            @RequestParam(required = false) @Nullable String cursor) {
        Boolean open = switch (status) {
            case "open" -> true;
            case "cleared" -> false;
            case "all" -> null;
            default -> throw Refused.field("status", "refusal.choice", status, "open, cleared, all");
        };
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var found = alerts.list(new AlertFilter(open, null, null), cursor, SHOWN);
            return pages.show(
                    request,
                    "alerts/list",
                    Map.of(
                            "rows",
                            AlertRow.of(found.items(), names),
                            "next",
                            found.next() == null ? "" : found.next(),
                            "status",
                            status,
                            "client",
                            client == null ? "" : client,
                            "clients",
                            everyClient));
        });
    }

    @GetMapping("/alerts/{id}")
    @Needs(Permission.SEE_SUPERVISION)
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        Alert alert = look.all(viewer, () -> alerts.get(id));
        return Scope.of(alert.tenant()).call(() -> {
            Map<String, Object> params = new HashMap<>();
            params.put("row", AlertRow.of(List.of(alert), names).getFirst());
            params.put("timeline", alerts.timeline(id));
            // What is no check has a number below one: a mailbox, for instance.
            params.put("check", alert.checkId() > 0 ? checks.get(alert.checkId()) : null);
            params.put("services", dependencies.servicesAffectedBy(alert.assetId()));
            params.put("ticket", playbooks.ticketOf(id).orElse(0L));
            params.put(
                    "told",
                    playbooks
                            .ticketOf(id)
                            .map(number -> notifications.about("/tickets/" + number))
                            .orElse(List.of()));
            params.put("range", range(Duration.between(alert.openedAt(), clock.instant())));
            params.put("mayAcknowledge", viewer.may(Permission.ACKNOWLEDGE_ALERTS));
            return pages.show(request, "alerts/alert", params);
        });
    }

    @PostMapping("/alerts/{id}/acknowledgement")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    View acknowledge(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(defaultValue = "4") int hours) {
        if (hours < 1 || hours > 720) {
            throw Refused.field("hours", "refusal.range", hours, 1, 720);
        }
        return verb(
                viewer,
                id,
                alert -> alerts.acknowledge(
                        id,
                        viewer.actor(),
                        Optional.ofNullable(note)
                                .filter(text -> !text.isBlank())
                                .orElse(null),
                        clock.instant().plus(Duration.ofHours(hours))));
    }

    @PostMapping("/alerts/{id}/acknowledgement/withdrawal")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    View withdraw(Viewer viewer, @PathVariable long id) {
        return verb(viewer, id, alert -> alerts.withdrawAcknowledgement(id, viewer.actor()));
    }

    /** The closest look that still reaches back to before the alert. */
    private static String range(Duration age) {
        if (age.toMinutes() < 45) {
            return "1h";
        }
        return age.toHours() < 22 ? "24h" : age.toDays() < 6 ? "7d" : "30d";
    }

    private View verb(Viewer viewer, long id, Consumer<Alert> deed) {
        Alert alert = look.all(viewer, () -> alerts.get(id));
        return Scope.of(alert.tenant()).call(() -> {
            deed.accept(alert);
            return new RedirectView("/alerts/" + id);
        });
    }
}
