package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.vigie.identity.ViewerScope;
import org.vigie.page.Frames;
import org.vigie.page.Pages;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.Task;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Refused;

/** What is to be done on a ticket, and {@code /tasks}: what is to be done by whoever looks. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class TaskPages {
    private static final int SHOWN = 200;

    private final OneTicket one;
    private final Tickets tickets;
    private final Tasks tasks;
    private final ViewerScope look;
    private final Pages pages;
    private final Frames frames;
    private final InstantSource clock;

    TaskPages(
            OneTicket one,
            Tickets tickets,
            Tasks tasks,
            ViewerScope look,
            Pages pages,
            Frames frames,
            InstantSource clock) {
        this.one = one;
        this.frames = frames;
        this.tickets = tickets;
        this.tasks = tasks;
        this.look = look;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/tasks")
    View mine(Viewer viewer, HttpServletRequest request) {
        List<Task> open = look.all(viewer, () -> tasks.openOf(viewer.accountId(), SHOWN));
        Map<Long, Ticket> of = look.all(
                viewer,
                () -> open.stream()
                        .map(Task::number)
                        .distinct()
                        .collect(Collectors.toMap(number -> number, tickets::get)));
        return pages.show(
                request, 200, "tickets/myTasks", Map.of("tasks", open, "tickets", of, "now", clock.instant()));
    }

    /** One a line. */
    @PostMapping("/tickets/{number}/tasks")
    View add(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @RequestParam String titles,
            @RequestParam(defaultValue = "") String list,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "") String due) {
        Instant dueAt = due(due, frames.of(request).texts().zone());
        List<NewTask> wanted = titles.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> new NewTask(
                        list, line, mine ? Long.valueOf(viewer.accountId()) : null, mine ? viewer.name() : null, dueAt))
                .toList();
        return one.change(viewer, number, ticket -> tasks.add(number, wanted, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/tasks/{task}/completion")
    View tick(
            Viewer viewer,
            @PathVariable long number,
            @PathVariable long task,
            @RequestParam(defaultValue = "") String back) {
        one.change(viewer, number, ticket -> tasks.tick(number, task, viewer.actor()));
        return new RedirectView(back.equals("tasks") ? "/tasks" : "/tickets/" + number);
    }

    @PostMapping("/tickets/{number}/tasks/{task}/completion/end")
    View untick(Viewer viewer, @PathVariable long number, @PathVariable long task) {
        return one.change(viewer, number, ticket -> tasks.untick(number, task, viewer.actor()));
    }

    @PostMapping("/tickets/{number}/tasks/{task}/removal")
    View remove(Viewer viewer, @PathVariable long number, @PathVariable long task) {
        return one.change(viewer, number, ticket -> tasks.remove(number, task, viewer.actor()));
    }

    /** The end of that day, as the page shows times. */
    private static @Nullable Instant due(String day, ZoneId zone) {
        if (day.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(day.strip()).plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw Refused.field("due", "refusal.ticket.day", day);
        }
    }
}
