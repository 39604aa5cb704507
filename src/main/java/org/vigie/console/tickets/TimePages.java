package org.vigie.console.tickets;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.time.NewTimeEntry;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The time that was worked on a ticket. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TimePages {
    /** The zone in which the desk works. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final Tickets tickets;
    private final TimeEntries time;
    private final ViewerScope look;

    TimePages(Tickets tickets, TimeEntries time, ViewerScope look) {
        this.tickets = tickets;
        this.time = time;
        this.look = look;
    }

    @PostMapping("/tickets/{number}/time")
    View book(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam String activity,
            @RequestParam String minutes,
            @RequestParam(defaultValue = "") String startedAt,
            @RequestParam(defaultValue = "false") boolean billable,
            @RequestParam(defaultValue = "") String note) {
        var wanted = new NewTimeEntry(activity, started(startedAt), whole(minutes), billable, note);
        return verb(viewer, number, ticket -> time.book(number, wanted, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/time/{worked}/correction")
    View correct(
            Viewer viewer,
            @PathVariable long number,
            @PathVariable long worked,
            @RequestParam String activity,
            @RequestParam String minutes,
            @RequestParam(defaultValue = "false") boolean billable,
            @RequestParam(defaultValue = "") String note,
            @RequestParam String reason) {
        var wanted = new NewTimeEntry(activity, null, whole(minutes), billable, note);
        return verb(viewer, number, ticket -> time.correct(number, worked, wanted, reason, viewer.actor()));
    }

    private View verb(Viewer viewer, long number, Consumer<Ticket> deed) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        Scope.of(ticket.tenant()).run(() -> deed.accept(ticket));
        return new RedirectView("/tickets/" + number);
    }

    private static int whole(String minutes) {
        try {
            return Integer.parseInt(minutes.strip());
        } catch (NumberFormatException e) {
            throw Refused.field("minutes", "refusal.time.whole", minutes);
        }
    }

    private static @Nullable Instant started(String at) {
        if (at.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(at.strip()).atZone(ZONE).toInstant();
        } catch (DateTimeException e) {
            throw Refused.field("startedAt", "refusal.time.at", at);
        }
    }
}
