package org.vigie.api.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.contracts.WrittenMatrix;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Priorities;
import org.vigie.shared.Scope;

/** Why a ticket has the priority it has. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/priority")
@Needs(Permission.SEE_TICKETS)
class PriorityApi {
    private final Verb verb;
    private final Priorities priorities;
    private final PlainFrames frames;

    PriorityApi(Verb verb, Priorities priorities, PlainFrames frames) {
        this.verb = verb;
        this.priorities = priorities;
        this.frames = frames;
    }

    /** @param contract key of the contract whose matrix it was read from; null for the usual one, as is since when it counts */
    record ShownPriority(
            String priority,
            String impact,
            String urgency,
            @Nullable String contract,
            @Nullable Instant since,
            String text) {}

    @GetMapping
    ShownPriority why(Viewer viewer, HttpServletRequest request, @PathVariable long number) {
        var ticket = verb.find(viewer, number);
        var matrix = Scope.of(ticket.tenant()).call(() -> priorities.matrixOf(number));
        return new ShownPriority(
                ticket.priority().name(),
                Choice.word(ticket.impact()),
                Choice.word(ticket.urgency()),
                matrix.map(WrittenMatrix::contract).orElse(null),
                matrix.map(WrittenMatrix::since).orElse(null),
                frames.texts(request).say(Priorities.why(ticket, matrix)));
    }
}
