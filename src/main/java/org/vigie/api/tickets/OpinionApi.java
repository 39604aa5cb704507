package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
import org.vigie.servicedesk.satisfaction.Opinion;
import org.vigie.servicedesk.satisfaction.Question;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.shared.Page;
import org.vigie.shared.Scope;

/** What was said of how a ticket went. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/opinions")
@Needs(Permission.WORK_ON_TICKETS)
class OpinionApi {
    private final Verb verb;
    private final Questions questions;

    OpinionApi(Verb verb, Questions questions) {
        this.verb = verb;
        this.questions = questions;
    }

    record Shown(
            long id,
            Instant resolvedAt,
            @Nullable String whyNot,
            @Nullable Instant until,
            @Nullable Integer score,
            @Nullable String comment,
            @Nullable Instant answeredAt) {
        static Shown of(Question one) {
            Opinion said = one.opinion();
            return new Shown(
                    one.id(),
                    one.at(),
                    one.whyNot(),
                    one.expiresAt(),
                    said == null ? null : said.score(),
                    said == null ? null : said.comment(),
                    said == null ? null : said.at());
        }
    }

    /** One for each time it was resolved, the first one first. */
    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Question> all = Scope.of(ticket.tenant()).call(() -> questions.of(number));
        return Slices.of(all, one -> Long.toString(one.id()), cursor, Limits.checked(limit))
                .map(Shown::of);
    }
}
