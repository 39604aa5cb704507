package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
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
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketQuery;
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
    private final Frames frames;
    private final ViewerScope look;
    private final Tickets tickets;
    private final Clients clients;
    private final Names names;
    private final ViewTabs views;

    TicketListPage(
            Pages pages,
            Frames frames,
            ViewerScope look,
            Tickets tickets,
            Clients clients,
            Names names,
            ViewTabs views) {
        this.pages = pages;
        this.frames = frames;
        this.look = look;
        this.tickets = tickets;
        this.clients = clients;
        this.names = names;
        this.views = views;
    }

    /** @param show which states; all of them when a view or a line says more */
    @GetMapping("/tickets")
    @Needs(Permission.WORK_ON_TICKETS)
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String where,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor) {
        ViewTab tab = views.find(viewer, view);
        String states = blankToNull(show);
        if (states == null) {
            states = tab == null && blankToNull(where) == null ? "open" : "all";
        }
        TicketSort order = choice(TicketSort.class, "sort", sort);
        if (order == null) {
            order = tab == null ? TicketSort.PRIORITY : tab.sort();
        }
        var chosen = new Chosen(
                tab == null ? null : tab.key(),
                blankToNull(where),
                client,
                states,
                kind,
                priority,
                team,
                assignee,
                q,
                order.name().toLowerCase(Locale.ROOT));
        var filter = new TicketFilter(
                choice(TicketKind.class, "kind", kind),
                states(states),
                choice(Priority.class, "priority", priority),
                blankToNull(team),
                "me".equals(assignee) ? viewer.name() : blankToNull(assignee),
                null,
                null,
                blankToNull(q),
                states.equals("open"));
        ZoneId zone = frames.of(request).texts().zone();
        TicketQuery query = views.query(viewer, tab, chosen.where(), zone);
        TicketSort by = order;
        var everyClient = look.all(viewer, clients::visible);
        return look.maybeOf(viewer, client, () -> {
            var found = tickets.list(filter, query, by, blankToNull(cursor), SHOWN);
            Map<String, Object> params = new HashMap<>();
            params.put("rows", TicketRow.of(found.items(), names));
            params.put("next", found.next() == null ? "" : found.next());
            params.put("chosen", chosen);
            params.put("clients", everyClient);
            params.put("views", views.of(viewer));
            params.put("tab", tab);
            return pages.show(request, "tickets/list", params);
        });
    }

    /** The views with their counters, which the page asks for once it stands. */
    @GetMapping("/tickets/views")
    @Needs(Permission.WORK_ON_TICKETS)
    View views(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String client) {
        ZoneId zone = frames.of(request).texts().zone();
        var chosen = new Chosen(view, null, client, "all", null, null, null, null, null, "priority");
        return pages.show(
                request, "tickets/views", Map.of("views", views.counted(viewer, client, zone), "chosen", chosen));
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
