package org.vigie.api.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.identity.Account;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** The desk's work on a ticket: assign, wait, restore, resolve. */
@RestController
@RequestMapping("/api/v1/tickets/{number}")
@Needs(Permission.WORK_ON_TICKETS)
class VerbApi {
    private final Verb verb;
    private final Tickets tickets;
    private final StaffNames staff;
    private final PlainFrames frames;
    private final InstantSource clock;

    VerbApi(Verb verb, Tickets tickets, StaffNames staff, PlainFrames frames, InstantSource clock) {
        this.verb = verb;
        this.tickets = tickets;
        this.staff = staff;
        this.frames = frames;
        this.clock = clock;
    }

    /**
     * @param assignee login or name of one of the staff; null takes the ticket from whoever has it
     * @param reason why it goes to another team
     */
    record Assigned(
            @Nullable String team,
            @Nullable String assignee,
            @Nullable String reason) {}

    record Waits(@Nullable String reason, @Nullable String note) {}

    /** @param since when the service worked again; now when not given */
    record Restored(@Nullable Instant since, @Nullable String evidence) {}

    /** @param anyway although tasks are still open */
    record Resolved(@Nullable String solution, @Nullable Boolean anyway) {}

    @PutMapping("/assignment")
    ResponseEntity<ShownTicket> assign(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Assigned wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String name = wanted.assignee();
        TenantId tenant = verb.find(viewer, number).tenant();
        Account who = name == null ? null : staff.find(tenant, name);
        return verb.put(
                viewer,
                number,
                ifMatch,
                ticket -> tickets.assign(
                        number,
                        wanted.team(),
                        who == null ? null : Long.valueOf(who.id()),
                        who == null ? null : who.name(),
                        wanted.reason(),
                        viewer.actor()));
    }

    @PostMapping("/waiting")
    ResponseEntity<ShownTicket> pause(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Waits wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String reason = required("reason", wanted.reason());
        return verb.post(
                viewer,
                number,
                key,
                "waiting " + wanted,
                ticket -> tickets.pause(number, reason, wanted.note(), viewer.actor()));
    }

    @DeleteMapping("/waiting")
    ResponseEntity<ShownTicket> resume(Viewer viewer, @PathVariable long number) {
        return verb.put(viewer, number, null, ticket -> tickets.resume(number, viewer.actor()));
    }

    @PutMapping("/restoration")
    ResponseEntity<ShownTicket> restore(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Restored wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Words evidence = Words.of("api.evidence.stated", required("evidence", wanted.evidence()));
        Instant since = wanted.since() == null ? clock.instant() : wanted.since();
        return verb.put(viewer, number, ifMatch, ticket -> tickets.restore(number, since, evidence, viewer.actor()));
    }

    @PostMapping("/resolution")
    ResponseEntity<ShownTicket> resolve(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Resolved wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String solution = required("solution", wanted.solution());
        return verb.post(
                viewer,
                number,
                key,
                "resolution " + wanted,
                ticket -> tickets.resolve(number, solution, Boolean.TRUE.equals(wanted.anyway()), viewer.actor()));
    }

    @DeleteMapping("/resolution")
    ResponseEntity<ShownTicket> reopen(
            Viewer viewer,
            @PathVariable long number,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request) {
        String why = reason == null || reason.isBlank() ? frames.texts(request).t("api.no-reason") : reason.strip();
        return verb.put(viewer, number, null, ticket -> tickets.reopen(number, why, viewer.actor()));
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refused.field(field, "refusal.required");
        }
        return text.strip();
    }
}
