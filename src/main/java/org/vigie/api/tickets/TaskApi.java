package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Account;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.Task;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.Ticket;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** What is to be done on a ticket. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/tasks")
@Needs(Permission.WORK_ON_TICKETS)
class TaskApi {
    private final Verb verb;
    private final Tasks tasks;
    private final StaffNames staff;

    TaskApi(Verb verb, Tasks tasks, StaffNames staff) {
        this.verb = verb;
        this.tasks = tasks;
        this.staff = staff;
    }

    /** @param assignee login or name of one of the staff; left out: whoever works on the ticket */
    record Wanted(
            @Nullable String title,
            @Nullable String list,
            @Nullable String assignee,
            @Nullable Instant dueAt) {}

    record Shown(
            long id,
            String list,
            String title,
            @Nullable String assignee,
            @Nullable Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {
        static Shown of(Task task) {
            return new Shown(
                    task.id(), task.list(), task.title(), task.assignee(), task.dueAt(), task.doneAt(), task.doneBy());
        }
    }

    /** The one that was added first before the others. */
    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Task> all = Scope.of(ticket.tenant()).call(() -> tasks.of(number));
        return Slices.of(all, task -> Long.toString(task.id()), cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    @PostMapping
    ResponseEntity<Shown> add(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (wanted.title() == null) {
            throw Refused.field("title", "refusal.required");
        }
        Ticket ticket = verb.find(viewer, number);
        Account who = wanted.assignee() == null ? null : staff.find(ticket.tenant(), wanted.assignee());
        var task = new NewTask(
                Objects.requireNonNullElse(wanted.list(), ""),
                wanted.title(),
                who == null ? null : Long.valueOf(who.id()),
                who == null ? null : who.name(),
                wanted.dueAt());
        return verb.make(
                viewer,
                number,
                key,
                "task " + wanted,
                Shown.class,
                there -> tasks.add(number, List.of(task), viewer.actor()).getFirst(),
                id -> ResponseEntity.status(HttpStatus.CREATED).body(shown(viewer, number, id)));
    }

    /** Done, now, by the caller. Again is harmless. */
    @PutMapping("/{task}/completion")
    Shown tick(Viewer viewer, @PathVariable long number, @PathVariable long task) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> tasks.tick(number, task, viewer.actor()));
        return shown(viewer, number, task);
    }

    @DeleteMapping("/{task}/completion")
    Shown untick(Viewer viewer, @PathVariable long number, @PathVariable long task) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> tasks.untick(number, task, viewer.actor()));
        return shown(viewer, number, task);
    }

    /** Only one that is not done. */
    @DeleteMapping("/{task}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable long number, @PathVariable long task) {
        Ticket ticket = verb.find(viewer, number);
        Scope.of(ticket.tenant()).run(() -> tasks.remove(number, task, viewer.actor()));
    }

    private Shown shown(Viewer viewer, long number, long task) {
        Ticket ticket = verb.find(viewer, number);
        return Scope.of(ticket.tenant()).call(() -> Shown.of(tasks.get(number, task)));
    }
}
