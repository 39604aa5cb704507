package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.vigie.servicedesk.Handover;
import org.vigie.servicedesk.Handovers;
import org.vigie.servicedesk.Ticket;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** How a ticket goes from team to team. The client reads nothing of it. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/handovers")
@Needs(Permission.WORK_ON_TICKETS)
class HandoverApi {
    private final Verb verb;
    private final Handovers handovers;

    HandoverApi(Verb verb, Handovers handovers) {
        this.verb = verb;
        this.handovers = handovers;
    }

    record Wanted(@Nullable String team, @Nullable String reason) {}

    record Shown(
            long id,
            Instant at,
            String by,
            String from,
            int fromLevel,
            String to,
            int toLevel,
            @Nullable String reason,
            boolean bounce) {
        static Shown of(Handover one) {
            return new Shown(
                    one.id(),
                    one.at(),
                    one.by().name(),
                    one.from(),
                    one.fromLevel(),
                    one.to(),
                    one.toLevel(),
                    one.reason(),
                    one.bounce());
        }
    }

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Handover> all = Scope.of(ticket.tenant()).call(() -> handovers.of(number));
        return Slices.of(all, one -> Long.toString(one.id()), cursor, Limits.checked(limit))
                .map(Shown::of);
    }

    @PostMapping
    ResponseEntity<ShownTicket> handOver(
            Viewer viewer,
            @PathVariable long number,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String team = wanted.team();
        if (team == null || team.isBlank()) {
            throw Refused.field("team", "refusal.required");
        }
        return verb.post(
                viewer,
                number,
                key,
                "handover " + wanted,
                ticket -> handovers.handOver(number, team, wanted.reason(), viewer.actor()));
    }
}
