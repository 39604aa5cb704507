package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Ticket;
import org.vigie.shared.Page;

/** {@code /portal}: one box to search in, how the services are, what I asked for. */
@Controller
@Needs(Permission.USE_PORTAL)
class HomePage {
    private static final int SHOWN = 10;

    private final Askers askers;
    private final ServiceStates services;
    private final Reading reading;
    private final PortalPages pages;
    private final InstantSource clock;

    HomePage(Askers askers, ServiceStates services, Reading reading, PortalPages pages, InstantSource clock) {
        this.askers = askers;
        this.services = services;
        this.reading = reading;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/portal")
    View show(Viewer viewer, HttpServletRequest request) {
        return askers.in(viewer, asker -> {
            Instant now = clock.instant();
            var seen = services.of(asker, now);
            Page<Ticket> mine = reading.list(asker, false, asker.person() == null, now, null, SHOWN);
            // What waits for the one who looks comes first; each part stays in its order.
            List<TicketLine> lines = mine.items().stream()
                    .map(ticket -> TicketLine.of(asker, ticket, now))
                    .sorted(Comparator.comparing(
                            line -> !(line.mine() && line.standing().isYours())))
                    .toList();
            return pages.show(
                    request,
                    asker,
                    "home",
                    Map.of(
                            "services",
                            seen.lines(),
                            "works",
                            seen.works(),
                            "tickets",
                            lines,
                            "more",
                            mine.next() != null));
        });
    }
}
