package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Escalations;
import org.vigie.servicedesk.Ticket;
import org.vigie.shared.Page;
import org.vigie.shared.Scope;

/** Whom the desk tells on the way to the deadlines of a ticket. The client reads nothing of it. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/escalation")
@Needs(Permission.WORK_ON_TICKETS)
class EscalationApi {
    private final Verb verb;
    private final Escalations escalations;

    EscalationApi(Verb verb, Escalations escalations) {
        this.verb = verb;
        this.escalations = escalations;
    }

    record Shown(
            String clock,
            String point,
            List<String> tell,
            @Nullable Instant passesAt,
            @Nullable Instant toldAt) {
        static Shown of(Escalations.Step step) {
            return new Shown(Choice.word(step.clock()), step.point(), step.tell(), step.passesAt(), step.toldAt());
        }
    }

    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Escalations.Step> all = Scope.of(ticket.tenant()).call(() -> escalations.of(number));
        return Slices.of(
                        all,
                        step -> step.clock() + step.point() + (step.toldAt() == null ? "" : step.toldAt()),
                        cursor,
                        Limits.checked(limit))
                .map(Shown::of);
    }
}
