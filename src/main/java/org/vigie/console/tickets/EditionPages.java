package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Edition;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Reconciled;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/**
 * {@code /tickets/{number}/edition}: what the ticket says, changed. The form carries what its writer saw, so that two who
 * write at once lose nothing: each field that only one of them touched is kept, the others are asked about.
 */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class EditionPages {
    private final Pages pages;
    private final OneTicket one;
    private final Tickets tickets;

    EditionPages(Pages pages, OneTicket one, Tickets tickets) {
        this.pages = pages;
        this.one = one;
        this.tickets = tickets;
    }

    @GetMapping("/tickets/{number}/edition")
    View form(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        return one.in(viewer, number, ticket -> {
            Edition now = Edition.of(ticket);
            return form(request, 200, ticket, new Reconciled(now, now, Set.of()), List.of());
        });
    }

    @PostMapping("/tickets/{number}/edition")
    View save(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam("seen-title") String seenTitle,
            @RequestParam(name = "seen-description", defaultValue = "") String seenDescription,
            @RequestParam("seen-impact") Grade seenImpact,
            @RequestParam("seen-urgency") Grade seenUrgency,
            @RequestParam String title,
            @RequestParam(defaultValue = "") String description,
            @RequestParam Grade impact,
            @RequestParam Grade urgency) {
        return save(
                viewer,
                request,
                number,
                ticket -> new Edition(seenTitle, seenDescription, seenImpact, seenUrgency),
                ticket -> new Edition(title, description, impact, urgency));
    }

    /** The two grades alone, from the dialog on the ticket's page; its words are as they are. */
    @PostMapping("/tickets/{number}/grades")
    View grade(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam("seen-impact") Grade seenImpact,
            @RequestParam("seen-urgency") Grade seenUrgency,
            @RequestParam Grade impact,
            @RequestParam Grade urgency) {
        return save(
                viewer,
                request,
                number,
                ticket -> new Edition(ticket.title(), ticket.description(), seenImpact, seenUrgency),
                ticket -> new Edition(ticket.title(), ticket.description(), impact, urgency));
    }

    private View save(
            Viewer viewer,
            HttpServletRequest request,
            long number,
            Function<Ticket, Edition> seen,
            Function<Ticket, Edition> wanted) {
        return one.in(viewer, number, ticket -> {
            Edition from = seen.apply(ticket);
            Edition to = wanted.apply(ticket);
            try {
                Reconciled result = tickets.edit(number, from, to, viewer.actor());
                return result.clashes().isEmpty()
                        ? new RedirectView("/tickets/" + number)
                        : form(request, 409, ticket, result, List.of());
            } catch (Refused refused) {
                if (refused.errors().isEmpty()) {
                    throw refused;
                }
                return form(request, 422, ticket, new Reconciled(from, to, Set.of()), refused.errors());
            }
        });
    }

    private View form(
            HttpServletRequest request, int status, Ticket ticket, Reconciled edition, List<FieldError> errors) {
        Map<String, Object> params = new HashMap<>();
        params.put("ticket", ticket);
        params.put("edition", edition);
        params.put("errors", errors);
        params.put("last", edition.clashes().isEmpty() ? null : lastChange(ticket.number()));
        return pages.show(request, status, "tickets/edition", params);
    }

    private @Nullable TimelineEntry lastChange(long number) {
        return tickets.timeline(number, true).stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.EDITED
                        || entry.kind() == TimelineEntry.Kind.PRIORITY_CHANGED)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
