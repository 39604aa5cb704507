package org.vigie.console.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.Splitting;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.Tie;
import org.vigie.shared.Refused;

/** How a ticket stands to others: links, merges, and messages that become tickets of their own. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TiePages {
    private final OneTicket one;
    private final TicketLinks links;
    private final Merges merges;
    private final Splitting splitting;

    TiePages(OneTicket one, TicketLinks links, Merges merges, Splitting splitting) {
        this.one = one;
        this.links = links;
        this.merges = merges;
        this.splitting = splitting;
    }

    @PostMapping("/tickets/{number}/links")
    View tie(Viewer viewer, @PathVariable long number, @RequestParam String tie, @RequestParam String other) {
        return one.change(viewer, number, ticket -> {
            links.tie(number, tie(tie), number("other", other), viewer.actor());
        });
    }

    @PostMapping("/tickets/{number}/links/{link}/removal")
    View untie(Viewer viewer, @PathVariable long number, @PathVariable long link) {
        return one.change(viewer, number, ticket -> {
            links.untie(number, link, viewer.actor());
        });
    }

    @PostMapping("/tickets/{number}/merges")
    View merge(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String others,
            @RequestParam(defaultValue = "false") boolean people) {
        return one.change(viewer, number, ticket -> {
            var merged = new ArrayList<Long>();
            for (String other : others.strip().split("[\\s,;]+", -1)) {
                merged.add(number("others", other));
            }
            merges.merge(number, merged, people, viewer.actor());
        });
    }

    @PostMapping("/tickets/{number}/merge/undo")
    View unmerge(Viewer viewer, @PathVariable long number) {
        return one.change(viewer, number, ticket -> {
            merges.undo(number, viewer.actor());
        });
    }

    @PostMapping("/tickets/{number}/splits")
    View split(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam long entry,
            @RequestParam String title,
            @RequestParam(defaultValue = "incident") String kind) {
        long made = one.in(viewer, number, ticket -> splitting.split(number, entry, title, kind(kind), viewer.actor()));
        return new RedirectView("/tickets/" + made);
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
