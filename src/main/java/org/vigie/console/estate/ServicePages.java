package org.vigie.console.estate;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.console.Names;
import org.vigie.console.tickets.TicketRow;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.inventory.Dependencies;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** {@code /services} and {@code /services/{id}}: what the client's people would name, and how it is. */
@Controller
class ServicePages {
    private final Pages pages;
    private final ViewerScope look;
    private final Assets assets;
    private final Dependencies dependencies;
    private final Checks checks;
    private final Tickets tickets;
    private final Clients clients;
    private final Names names;

    ServicePages(
            Pages pages,
            ViewerScope look,
            Assets assets,
            Dependencies dependencies,
            Checks checks,
            Tickets tickets,
            Clients clients,
            Names names) {
        this.pages = pages;
        this.look = look;
        this.assets = assets;
        this.dependencies = dependencies;
        this.checks = checks;
        this.tickets = tickets;
        this.clients = clients;
        this.names = names;
    }

    @GetMapping("/services")
    @Needs(Permission.SEE_SUPERVISION)
    View list(Viewer viewer, HttpServletRequest request, @RequestParam(required = false) @Nullable String client) {
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var owners = names.clients();
            var rows = assets.services().stream()
                    .map(service -> row(service, owners.get(service.tenant())))
                    .toList();
            return pages.show(
                    request,
                    "estate/services",
                    Map.of("rows", rows, "client", client == null ? "" : client, "clients", everyClient));
        });
    }

    @GetMapping("/services/{id}")
    @Needs(Permission.SEE_SUPERVISION)
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long id) {
        var service = look.all(viewer, () -> assets.service(id));
        return Scope.of(service.tenant()).call(() -> {
            Client client = clients.get(service.tenant());
            Map<String, Object> params = new HashMap<>();
            params.put("row", row(service, client));
            params.put("assets", dependencies.assetsUnder(id));
            params.put(
                    "tickets",
                    TicketRow.of(
                            tickets.list(
                                            new TicketFilter(null, Set.of(), null, null, null, null, id, null, false),
                                            TicketSort.NEWEST,
                                            null,
                                            20)
                                    .items(),
                            names));
            return pages.show(request, "estate/service", params);
        });
    }

    private ServiceRow row(BusinessService service, @Nullable Client client) {
        List<Long> under =
                dependencies.assetsUnder(service.id()).stream().map(Asset::id).toList();
        List<Check> counting = under.isEmpty() ? List.of() : checks.speakingFor(under);
        return new ServiceRow(service, client, counting);
    }
}
