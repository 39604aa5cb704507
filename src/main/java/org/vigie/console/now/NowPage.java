package org.vigie.console.now;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.console.Names;
import org.vigie.console.tickets.TicketRow;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.Checks;
import org.vigie.page.Pages;
import org.vigie.servicedesk.OpenCounts;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.Tickets;

/** {@code /}: incidents by impact on the client and time left, then what nobody can prove. */
@Controller
class NowPage {
    private static final int SHOWN = 100;

    private final Pages pages;
    private final ViewerScope look;
    private final Tickets tickets;
    private final Alerts alerts;
    private final Checks checks;
    private final Names names;
    private final InstantSource clock;

    NowPage(
            Pages pages,
            ViewerScope look,
            Tickets tickets,
            Alerts alerts,
            Checks checks,
            Names names,
            InstantSource clock) {
        this.pages = pages;
        this.look = look;
        this.tickets = tickets;
        this.alerts = alerts;
        this.checks = checks;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/")
    @Needs
    View now(Viewer viewer, HttpServletRequest request) {
        if (viewer.may(Permission.USE_PORTAL)) {
            return new org.springframework.web.servlet.view.RedirectView("/portal");
        }
        if (!viewer.may(Permission.SEE_SUPERVISION)) {
            return new org.springframework.web.servlet.view.RedirectView("/account");
        }
        if (viewer.everyClient()
                && viewer.role() == Role.ADMINISTRATOR
                && look.all(viewer, names::clients).isEmpty()) {
            return new org.springframework.web.servlet.view.RedirectView("/begin");
        }
        Instant at = clock.instant();
        return look.all(
                viewer,
                () -> pages.show(
                        request,
                        "now/now",
                        Map.of("incidents", incidents(at), "count", counts(at), "unproven", unproven())));
    }

    /** The most urgent first: priority, then the least time left; what has no deadline last. */
    private List<TicketRow> incidents(Instant at) {
        var open = tickets.list(TicketFilter.open(), TicketSort.PRIORITY, null, SHOWN);
        return TicketRow.of(open.items(), names).stream()
                .sorted(Comparator.comparing((TicketRow row) -> row.ticket().priority())
                        .thenComparing(row -> row.ticket().nextDueAt(), Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(row -> row.ticket().number()))
                .toList();
    }

    private Counts counts(Instant at) {
        OpenCounts open = tickets.countOpen(at);
        var openAlerts = alerts.list(AlertFilter.onlyOpen(), null, 1000).items();
        return new Counts(
                open.open(),
                open.late(),
                open.untaken(),
                openAlerts.stream().filter(alert -> alert.mutedBy() == null).count(),
                openAlerts.stream().filter(alert -> alert.mutedBy() != null).count());
    }

    private List<Unproven> unproven() {
        var unknown =
                checks.list(new CheckFilter(CheckState.UNKNOWN, null), null, 20).items();
        var assets = names.assets(unknown.stream().map(check -> check.assetId()));
        return unknown.stream()
                .map(check -> new Unproven(check, assets.get(check.assetId())))
                .toList();
    }
}
