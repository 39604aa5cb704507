package org.vigie.console.estate;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.console.Names;
import org.vigie.console.tickets.TicketRow;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.AssetFilter;
import org.vigie.inventory.Assets;
import org.vigie.inventory.Dependencies;
import org.vigie.monitoring.CheckFilter;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** {@code /assets} and {@code /assets/{id}}. */
@Controller
class AssetPages {
    private static final int SHOWN = 100;

    private final Pages pages;
    private final ViewerScope look;
    private final Assets assets;
    private final Dependencies dependencies;
    private final Checks checks;
    private final Alerts alerts;
    private final Tickets tickets;
    private final Clients clients;
    private final Names names;

    AssetPages(
            Pages pages,
            ViewerScope look,
            Assets assets,
            Dependencies dependencies,
            Checks checks,
            Alerts alerts,
            Tickets tickets,
            Clients clients,
            Names names) {
        this.pages = pages;
        this.look = look;
        this.assets = assets;
        this.dependencies = dependencies;
        this.checks = checks;
        this.alerts = alerts;
        this.tickets = tickets;
        this.clients = clients;
        this.names = names;
    }

    @GetMapping("/assets")
    @Needs(Permission.SEE_SUPERVISION)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor) {
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var found = assets.list(new AssetFilter(null, q == null || q.isBlank() ? null : q, false), cursor, SHOWN);
            Map<String, Object> params = new HashMap<>();
            params.put("rows", found.items());
            params.put("next", found.next() == null ? "" : found.next());
            params.put("client", client == null ? "" : client);
            params.put("q", q == null ? "" : q);
            params.put("clients", everyClient);
            params.put("owners", names.clients());
            return pages.show(request, "estate/assets", params);
        });
    }

    @GetMapping("/assets/{id}")
    @Needs(Permission.SEE_SUPERVISION)
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        var asset = look.all(viewer, () -> assets.get(id));
        return Scope.of(asset.tenant()).call(() -> {
            Map<String, Object> params = new HashMap<>();
            params.put("asset", asset);
            params.put("client", clients.get(asset.tenant()));
            params.put("needs", dependencies.neededBy(id));
            params.put("dependents", dependencies.dependingOn(id));
            params.put("services", dependencies.servicesAffectedBy(id));
            params.put(
                    "checks",
                    checks.list(new CheckFilter(null, id), null, SHOWN).items());
            params.put(
                    "alerts",
                    alerts.list(new AlertFilter(null, id, null), null, 20).items());
            params.put(
                    "tickets",
                    TicketRow.of(
                            tickets.list(
                                            new TicketFilter(
                                                    null, java.util.Set.of(), null, null, null, id, null, null, false),
                                            TicketSort.NEWEST,
                                            null,
                                            20)
                                    .items(),
                            names));
            params.put("mayDeclare", viewer.may(Permission.DECLARE));
            return pages.show(request, "estate/asset", params);
        });
    }
}
