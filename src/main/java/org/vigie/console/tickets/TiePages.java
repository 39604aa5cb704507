package org.vigie.console.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.Splitting;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.Tie;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** How a ticket stands to others: links, merges, and messages that become tickets of their own. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TiePages {
    private final Tickets tickets;
    private final TicketLinks links;
    private final Merges merges;
    private final Splitting splitting;
    private final ViewerScope look;

    TiePages(Tickets tickets, TicketLinks links, Merges merges, Splitting splitting, ViewerScope look) {
        this.tickets = tickets;
        this.links = links;
        this.merges = merges;
        this.splitting = splitting;
        this.look = look;
    }

    @PostMapping("/tickets/{number}/links")
    View tie(Viewer viewer, @PathVariable long number, @RequestParam String tie, @RequestParam String other) {
        return verb(viewer, number, ticket -> {
            links.tie(number, tie(tie), number("other", other), viewer.actor());
            return number;
        });
    }

    @PostMapping("/tickets/{number}/links/{link}/removal")
    View untie(Viewer viewer, @PathVariable long number, @PathVariable long link) {
        return verb(viewer, number, ticket -> {
            links.untie(number, link, viewer.actor());
            return number;
        });
    }

    @PostMapping("/tickets/{number}/merges")
    View merge(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String others,
            @RequestParam(defaultValue = "false") boolean people) {
        return verb(viewer, number, ticket -> {
            var merged = new ArrayList<Long>();
            for (String one : others.strip().split("[\\s,;]+", -1)) {
                merged.add(number("others", one));
            }
            merges.merge(number, merged, people, viewer.actor());
            return number;
        });
    }

    @PostMapping("/tickets/{number}/merge/undo")
    View unmerge(Viewer viewer, @PathVariable long number) {
        return verb(viewer, number, ticket -> {
            merges.undo(number, viewer.actor());
            return number;
        });
    }

    @PostMapping("/tickets/{number}/splits")
    View split(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam long entry,
            @RequestParam String title,
            @RequestParam(defaultValue = "incident") String kind) {
        return verb(viewer, number, ticket -> splitting.split(number, entry, title, kind(kind), viewer.actor()));
    }

    /** The deed answers the ticket to go to. */
    private View verb(Viewer viewer, long number, Function<Ticket, Long> deed) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        return new RedirectView("/tickets/" + Scope.of(ticket.tenant()).call(() -> deed.apply(ticket)));
    }

    private static Tie tie(String word) {
        return List.of(Tie.values()).stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Refused.field("tie", "refusal.ticket.tie", word));
    }

    private static TicketKind kind(String word) {
        return List.of(TicketKind.values()).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> Refused.field("kind", "refusal.ticket.kind", word));
    }

    /** As people write it: "1002" or "#1002". */
    private static long number(String field, String text) {
        String digits = text.strip().replaceFirst("^#", "");
        if (!digits.matches("\\d{1,18}")) {
            throw Refused.field(field, "refusal.ticket.number", text);
        }
        return Long.parseLong(digits);
    }
}
