package org.vigie.servicedesk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Milestone;
import org.vigie.organization.Team;
import org.vigie.organization.Teams;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** Who works on a ticket, and since when a person does: the one thing that keeps a promised first answer. */
@Component
class Assignment {
    private final Verbs verbs;
    private final Teams teams;

    Assignment(Verbs verbs, Teams teams) {
        this.verbs = verbs;
        this.teams = teams;
    }

    void take(long number, Actor by) {
        if (!by.isPerson()) {
            throw Refused.because("refusal.ticket.only-a-person-takes", by.name());
        }
        TicketRow row = verbs.tickets.lockOpen(number);
        if (row.takenAt() != null && Objects.equals(row.ticket().assigneeAccount(), by.accountId())) {
            return;
        }
        var change = verbs.tickets.change(row).set("assignee", by.name()).set("assignee_account", by.accountId());
        if (row.state() == TicketState.NEW) {
            change.set("state", TicketState.ASSIGNED.ordinal());
        }
        change.write();
        verbs.line(row, TimelineEntry.Kind.TAKEN, by, "timeline.taken", by.name());
        begun(row, by, Words.of("clock.taken", by.name()));
        verbs.clocks.recount(row);
    }

    /** The first act of a person of the desk, whichever it is, is the one that was promised. Recount afterwards. */
    void begun(TicketRow row, Actor by, Words evidence) {
        if (row.takenAt() != null || !by.isPerson()) {
            return;
        }
        var now = verbs.now();
        verbs.tickets.change(row).set("taken_at", now).write();
        verbs.clocks.stop(row, Milestone.RESPOND, now, by, evidence);
        verbs.tell(new TicketNews.TicketTaken(row.tenant(), now, row.number(), by.name()));
    }

    void assign(long number, @Nullable String team, @Nullable Long account, @Nullable String assignee, Actor by) {
        if ((account == null) != (assignee == null)) {
            throw new IllegalArgumentException("a person is given by account and name, or not at all");
        }
        TicketRow row = verbs.tickets.lockOpen(number);
        Team to = team == null
                ? null
                : teams.find(team).orElseThrow(() -> Refused.field("team", "refusal.ticket.team", team));
        var change = verbs.tickets.change(row).set("assignee", assignee).set("assignee_account", account);
        if (to != null) {
            change.set("team", to.key()).set("level", to.level());
        }
        if (row.state() == TicketState.NEW) {
            change.set("state", TicketState.ASSIGNED.ordinal());
        }
        change.write();
        String teamName =
                to != null ? to.name() : Objects.requireNonNullElse(row.ticket().team(), "");
        if (assignee == null) {
            verbs.line(row, TimelineEntry.Kind.ASSIGNED, by, "timeline.assigned.team", teamName);
        } else {
            verbs.line(row, TimelineEntry.Kind.ASSIGNED, by, "timeline.assigned.person", teamName, assignee);
        }
        if (account != null && account.equals(by.accountId())) {
            begun(row, by, Words.of("clock.taken", by.name()));
        }
        verbs.clocks.recount(row);
        verbs.tell(new TicketNews.TicketAssigned(
                row.tenant(),
                verbs.now(),
                number,
                to != null ? to.key() : row.ticket().team(),
                assignee));
    }
}
