package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.console.Names;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;

/** {@code /tickets}: the list; everything that is chosen stands in the address. */
@Controller
class TicketListPage {
    private static final int SHOWN = 50;

    private final Pages pages;
    private final ViewerScope look;
    private final Tickets tickets;
    private final Clients clients;
    private final Names names;

    TicketListPage(Pages pages, ViewerScope look, Tickets tickets, Clients clients, Names names) {
        this.pages = pages;
        this.look = look;
        this.tickets = tickets;
        this.clients = clients;
        this.names = names;
    }

    @GetMapping("/tickets")
    @Needs(Permission.SEE_TICKETS)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(defaultValue = "open") String show,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "priority") String sort,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new TicketFilter(
                choice(TicketKind.class, "kind", kind),
                states(show),
                choice(Priority.class, "priority", priority),
                blankToNull(team),
                "me".equals(assignee) ? viewer.name() : blankToNull(assignee),
                null,
                null,
                blankToNull(q),
                show.equals("open"));
        var order = choice(TicketSort.class, "sort", sort);
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var found = tickets.list(filter, order == null ? TicketSort.PRIORITY : order, blankToNull(cursor), SHOWN);
            Map<String, Object> params = new HashMap<>();
            params.put("rows", TicketRow.of(found.items(), names));
            params.put("next", found.next() == null ? "" : found.next());
            params.put("chosen", new Chosen(client, show, kind, priority, team, assignee, q, sort));
            params.put("clients", everyClient);
            return pages.show(request, "tickets/list", params);
        });
    }

    private static Set<TicketState> states(String show) {
        return switch (show) {
            case "open", "all" -> Set.of();
            case "waiting" -> Set.of(TicketState.WAITING);
            case "resolved" -> Set.of(TicketState.RESOLVED, TicketState.CLOSED);
            default -> throw Refused.field("show", "refusal.choice", show, "open, waiting, resolved, all");
        };
    }

    static <E extends Enum<E>> @Nullable E choice(Class<E> type, String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw Refused.field(field, "refusal.choice", value, java.util.Arrays.toString(type.getEnumConstants()));
        }
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
