package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.page.Frames;
import org.vigie.servicedesk.time.NewTimeEntry;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.shared.Refused;

/** The time that was worked on a ticket. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TimePages {
    private final OneTicket one;
    private final TimeEntries time;
    private final Frames frames;

    TimePages(OneTicket one, TimeEntries time, Frames frames) {
        this.one = one;
        this.time = time;
        this.frames = frames;
    }

    @PostMapping("/tickets/{number}/time")
    View book(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam String activity,
            @RequestParam String minutes,
            @RequestParam(defaultValue = "") String startedAt,
            @RequestParam(defaultValue = "false") boolean billable,
            @RequestParam(defaultValue = "") String note) {
        var wanted = new NewTimeEntry(
                activity, started(startedAt, frames.of(request).texts().zone()), whole(minutes), billable, note);
        return one.change(viewer, number, ticket -> time.book(number, wanted, viewer.actor()));
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
        return one.change(viewer, number, ticket -> time.correct(number, worked, wanted, reason, viewer.actor()));
    }

    private static int whole(String minutes) {
        try {
            return Integer.parseInt(minutes.strip());
        } catch (NumberFormatException e) {
            throw Refused.field("minutes", "refusal.time.whole", minutes);
        }
    }

    /** As the page shows times. */
    private static @Nullable Instant started(String at, ZoneId zone) {
        if (at.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(at.strip()).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw Refused.field("startedAt", "refusal.time.at", at);
        }
    }
}
