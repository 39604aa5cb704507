package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.time.NewTimeEntry;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.servicedesk.time.TimeEntry;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The time that was worked on a ticket. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/time")
@Needs(Permission.WORK_ON_TICKETS)
class TimeApi {
    private final Verb verb;
    private final TimeEntries time;

    TimeApi(Verb verb, TimeEntries time) {
        this.verb = verb;
        this.time = time;
    }

    /** @param startedAt left out: it ends now */
    record Wanted(
            @Nullable String activity,
            @Nullable Integer minutes,
            @Nullable Instant startedAt,
            @Nullable Boolean billable,
            @Nullable String note) {
        NewTimeEntry entry() {
            return TimeApi.entry(activity, minutes, startedAt, billable, note);
        }
    }

    /** @param startedAt left out: as before */
    record Corrected(
            @Nullable String activity,
            @Nullable Integer minutes,
            @Nullable Instant startedAt,
            @Nullable Boolean billable,
            @Nullable String note,
            @Nullable String reason) {
        NewTimeEntry entry() {
            return TimeApi.entry(activity, minutes, startedAt, billable, note);
        }
    }

    record Shown(
            long id,
            String person,
            String activity,
            Instant startedAt,
            int minutes,
            boolean billable,
            String note,
            @Nullable Long corrects,
            @Nullable String reason,
            boolean counts,
            Instant writtenAt,
            String writtenBy) {
        static Shown of(TimeEntry one) {
            return new Shown(
                    one.id(),
                    one.person(),
                    one.activity().written(),
                    one.startedAt(),
                    one.minutes(),
                    one.billable(),
                    one.note(),
                    one.corrects(),
                    one.reason(),
                    one.counts(),
                    one.writtenAt(),
                    one.writtenBy());
        }
    }

    /** The one that was written first before the others, also what was corrected. */
    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<TimeEntry> all = Scope.of(ticket.tenant()).call(() -> time.of(number));
        return Slices.of(all, one -> Long.toString(one.id()), cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    @PostMapping
    ResponseEntity<Shown> book(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        NewTimeEntry entry = wanted.entry();
        return verb.make(
                viewer,
                number,
                key,
                "time " + wanted,
                Shown.class,
                ticket -> time.book(number, entry, viewer.actor()),
                id -> made(viewer, number, id));
    }

    @PostMapping("/{worked}/correction")
    ResponseEntity<Shown> correct(
            Viewer viewer,
            @PathVariable long number,
            @PathVariable long worked,
            @RequestBody Corrected wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        NewTimeEntry entry = wanted.entry();
        String reason = Objects.requireNonNullElse(wanted.reason(), "");
        return verb.make(
                viewer,
                number,
                key,
                "time " + worked + " " + wanted,
                Shown.class,
                ticket -> time.correct(number, worked, entry, reason, viewer.actor()),
                id -> made(viewer, number, id));
    }

    private static NewTimeEntry entry(
            @Nullable String activity,
            @Nullable Integer minutes,
            @Nullable Instant startedAt,
            @Nullable Boolean billable,
            @Nullable String note) {
        if (activity == null) {
            throw Refused.field("activity", "refusal.required");
        }
        if (minutes == null) {
            throw Refused.field("minutes", "refusal.required");
        }
        return new NewTimeEntry(
                activity, startedAt, minutes, !Boolean.FALSE.equals(billable), Objects.requireNonNullElse(note, ""));
    }

    private ResponseEntity<Shown> made(Viewer viewer, long number, long id) {
        Ticket ticket = verb.find(viewer, number);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Scope.of(ticket.tenant()).call(() -> Shown.of(time.get(number, id))));
    }
}
