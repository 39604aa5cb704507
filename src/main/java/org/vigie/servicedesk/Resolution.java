package org.vigie.servicedesk;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Milestone;
import org.vigie.organization.People;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.servicedesk.satisfaction.WhyNot;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * A ticket is solved, or is not after all. A person who solves has started on it; an automatism that solves has not, and
 * leaves the promised first answer without object: neither kept nor missed (docs/adr/0021).
 */
@Component
class Resolution {
    private final JdbcClient jdbc;
    private final Verbs verbs;
    private final Assignment assignment;
    private final Contracts contracts;
    private final Watching watching;
    private final Correspondence correspondence;
    private final Questions questions;
    private final People people;

    Resolution(
            JdbcClient jdbc,
            Verbs verbs,
            Assignment assignment,
            Contracts contracts,
            Watching watching,
            Correspondence correspondence,
            Questions questions,
            People people) {
        this.jdbc = jdbc;
        this.verbs = verbs;
        this.assignment = assignment;
        this.contracts = contracts;
        this.watching = watching;
        this.correspondence = correspondence;
        this.questions = questions;
        this.people = people;
    }

    /** @param anyway with tasks that are still open; an automatism never waits for them */
    void resolve(long number, String solution, boolean anyway, Actor by) {
        if (solution.isBlank()) {
            throw Refused.field("solution", "refusal.ticket.blank");
        }
        if (solution.length() > Opening.LONGEST_TEXT) {
            throw Refused.field("solution", "refusal.ticket.long", Opening.LONGEST_TEXT);
        }
        TicketRow row = verbs.tickets.lock(number);
        if (!row.state().isOpen()) {
            return;
        }
        if (by.isPerson()) {
            leaveOpen(row, anyway, by);
        }
        Instant now = verbs.now();
        Words evidence = Words.of("clock.resolved", by.spoken());
        if (row.state() == TicketState.WAITING) {
            verbs.clocks.resume(row, now, by);
        }
        long entry = verbs.timeline.add(
                row.tenant(),
                number,
                TimelineEntry.Kind.RESOLVED,
                now,
                by,
                Words.of("timeline.resolved", by.spoken()),
                solution,
                false);
        answered(row, now, by, evidence);
        Instant since = row.confirmingSince() == null ? now : row.confirmingSince();
        boolean restores =
                row.ticket().kind() == TicketKind.INCIDENT && row.ticket().restoredAt() == null;
        if (restores) {
            verbs.clocks.stop(row, Milestone.RESTORE, since, by, evidence);
        }
        verbs.clocks.stop(row, Milestone.RESOLVE, now, by, evidence);
        var change = verbs.tickets
                .change(row)
                .set("state", TicketState.RESOLVED.ordinal())
                .set("resolved_at", now)
                .set("solution", solution)
                .set("waiting_reason", null)
                .set("waiting_since", null)
                .set("confirming_since", null)
                .set("confirming_until", null);
        if (restores) {
            change.set("restored_at", since);
        }
        change.write();
        verbs.clocks.recount(row);
        if (restores) {
            verbs.tell(new TicketNews.ServiceRestored(row.tenant(), now, number, since));
        }
        tellWhoAsked(row, entry, solution, by);
        verbs.tell(new TicketNews.TicketResolved(row.tenant(), now, number));
    }

    private void tellWhoAsked(TicketRow row, long entry, String solution, Actor by) {
        Correspondence.Addressed addressed = watching.addressed(row.ticket());
        boolean reached = correspondence.recipients(addressed).stream()
                .anyMatch(person -> Objects.equals(person.id(), addressed.requester()));
        String question = questions
                .ask(row.tenant(), row.number(), entry, reached ? addressed.requester() : null, whyNot(row, by))
                .orElse(null);
        correspondence.resolved(addressed, entry, solution, question, by);
    }

    private @Nullable WhyNot whyNot(TicketRow row, Actor by) {
        TicketKind kind = row.ticket().kind();
        if (kind != TicketKind.INCIDENT && kind != TicketKind.REQUEST) {
            return WhyNot.NOT_ASKED_FOR;
        }
        if (!by.isPerson()) {
            return WhyNot.AUTOMATIC;
        }
        Long requester = row.ticket().requesterPerson();
        return requester != null && !people.unreachable(List.of(requester)).isEmpty() ? WhyNot.RETURNED : null;
    }

    private void leaveOpen(TicketRow row, boolean anyway, Actor by) {
        int open = Tasks.open(jdbc, row.number());
        if (open > 0 && !anyway) {
            throw Refused.conflict("refusal.ticket.tasks", row.number(), open);
        }
        if (open > 0) {
            verbs.timeline.add(
                    row.tenant(),
                    row.number(),
                    TimelineEntry.Kind.NOTED,
                    verbs.now(),
                    by,
                    Words.of("timeline.tasks.left", open),
                    null,
                    true);
        }
    }

    private void answered(TicketRow row, Instant now, Actor by, Words evidence) {
        if (by.isPerson()) {
            assignment.begun(row, by, evidence);
        } else {
            verbs.clocks.withdraw(
                    row, Milestone.RESPOND, now, by, Words.of("clock.restored-before-response", by.name()));
        }
    }

    /** The time during which it was held to be solved does not count: nobody was expected to work on it. */
    void reopen(long number, String reason, Actor by) {
        if (reason.isBlank()) {
            throw Refused.field("reason", "refusal.ticket.blank");
        }
        TicketRow row = verbs.tickets.lock(number);
        if (row.state().isOpen()) {
            return;
        }
        reopened(row, verbs.now(), by, Words.of("clock.reopened", by.name(), reason), ReopenPolicy.RESUME);
        verbs.clocks.recount(row);
    }

    /** The same for a ticket that a verb holds already; recount afterwards. */
    void reopened(TicketRow row, Instant at, Actor by, Words why, ReopenPolicy policy) {
        verbs.tickets
                .change(row)
                .set("state", row.active().ordinal())
                .set("resolved_at", null)
                .set("solution", null)
                .write();
        verbs.timeline.tell(row, TimelineEntry.Kind.REOPENED, verbs.now(), by, why);
        if (row.takenAt() == null) {
            verbs.clocks.reopen(row, Milestone.RESPOND, at, by, why, policy);
        }
        verbs.clocks.reopen(row, Milestone.RESOLVE, at, by, why, policy);
        Ticket ticket = row.ticket();
        // A priority that was changed meanwhile holds from now on.
        verbs.clocks.changeTerms(row, ticket.priority(), Opening.promise(contracts, ticket, ticket.priority()), by);
        verbs.tell(new TicketNews.TicketReopened(row.tenant(), verbs.now(), row.number()));
    }
}
