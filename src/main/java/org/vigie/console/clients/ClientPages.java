package org.vigie.console.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.vigie.calendar.WeekPlan;
import org.vigie.calendar.WorkingHours;
import org.vigie.console.forms.KindTiles;
import org.vigie.contracts.Contracts;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.inventory.Assets;
import org.vigie.maintenance.Windows;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Sites;
import org.vigie.organization.Teams;
import org.vigie.page.Pages;
import org.vigie.response.Playbooks;
import org.vigie.shared.NotFound;

/** {@code /clients} and {@code /clients/{key}}: what was declared for a client, in one place. */
@Controller
class ClientPages {
    private final Pages pages;
    private final ViewerScope look;
    private final Clients clients;
    private final Sites sites;
    private final Teams teams;
    private final People people;
    private final Assets assets;
    private final Contracts contracts;
    private final WorkingHours hours;
    private final Windows windows;
    private final Playbooks playbooks;
    private final KindTiles tiles;
    private final InstantSource clock;

    ClientPages(
            Pages pages,
            ViewerScope look,
            Clients clients,
            Sites sites,
            Teams teams,
            People people,
            Assets assets,
            Contracts contracts,
            WorkingHours hours,
            Windows windows,
            Playbooks playbooks,
            KindTiles tiles,
            InstantSource clock) {
        this.pages = pages;
        this.look = look;
        this.clients = clients;
        this.sites = sites;
        this.teams = teams;
        this.people = people;
        this.assets = assets;
        this.contracts = contracts;
        this.hours = hours;
        this.windows = windows;
        this.playbooks = playbooks;
        this.tiles = tiles;
        this.clock = clock;
    }

    @GetMapping("/clients")
    @Needs(Permission.SEE_CLIENTS)
    View list(Viewer viewer, HttpServletRequest request) {
        return look.all(
                viewer,
                () -> pages.show(
                        request,
                        "clients/list",
                        Map.of(
                                "clients",
                                clients.visible(),
                                "mayDeclare",
                                viewer.may(Permission.DECLARE),
                                "mayCreate",
                                viewer.everyClient() && viewer.role() == Role.ADMINISTRATOR)));
    }

    @GetMapping("/clients/{key}")
    @Needs(Permission.SEE_CLIENTS)
    View show(Viewer viewer, HttpServletRequest request, @PathVariable String key) {
        return look.of(viewer, key, () -> {
            Client client = clients.find(key).orElseThrow(() -> NotFound.of("client", key));
            Map<String, Object> params = new HashMap<>();
            params.put("client", client);
            params.put("sites", sites.all());
            params.put("teams", teams.all());
            params.put("people", people.all());
            params.put("services", assets.services());
            params.put("levels", contracts.serviceLevels());
            params.put("contract", contracts.contract().map(List::of).orElse(List.of()));
            params.put("calendars", hours.all());
            params.put("week", (Function<WeekPlan, List<DayHours>>) DayHours::of);
            params.put("windows", windows.all());
            params.put("next", nextOf());
            params.put("rules", playbooks.rules());
            params.put("tiles", tiles.of(key));
            params.put("mayDeclare", viewer.may(Permission.DECLARE));
            return pages.show(request, "clients/client", params);
        });
    }

    private Function<String, List<org.vigie.maintenance.Occurrence>> nextOf() {
        var now = clock.instant();
        return key -> windows.next(key, now, 5);
    }
}
