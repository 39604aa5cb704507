package org.vigie.servicedesk;

import java.util.List;
import java.util.Locale;
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
    private static final int LONGEST_REASON = 2_000;

    private final Verbs verbs;
    private final Teams teams;
    private final HandoverLog handovers;

    Assignment(Verbs verbs, Teams teams, HandoverLog handovers) {
        this.verbs = verbs;
        this.teams = teams;
        this.handovers = handovers;
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

    /** Between teams, as people do it: a level is not changed without a reason. */
    void handOver(long number, String team, @Nullable String reason, Actor by) {
        TicketRow row = verbs.tickets.lockOpen(number);
        Team to = find(team);
        if (to.key().equals(row.ticket().team())) {
            throw Refused.field("team", "refusal.handover.same", to.name());
        }
        if (row.ticket().team() != null && to.level() != row.ticket().level() && (reason == null || reason.isBlank())) {
            throw Refused.field(
                    "reason", "refusal.handover.reason", row.ticket().level(), to.level());
        }
        assign(number, team, null, null, reason, by);
    }

    private Team find(String team) {
        return teams.find(team).orElseThrow(() -> Refused.field("team", "refusal.ticket.team", team));
    }

    void assign(
            long number,
            @Nullable String team,
            @Nullable Long account,
            @Nullable String assignee,
            @Nullable String reason,
            Actor by) {
        if ((account == null) != (assignee == null)) {
            throw new IllegalArgumentException("a person is given by account and name, or not at all");
        }
        TicketRow row = verbs.tickets.lockOpen(number);
        Team to = team == null ? null : find(team);
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null && why.length() > LONGEST_REASON) {
            throw Refused.field("reason", "refusal.ticket.long", LONGEST_REASON);
        }
        var change = verbs.tickets.change(row).set("assignee", assignee).set("assignee_account", account);
        if (to != null) {
            change.set("team", to.key()).set("level", to.level());
        }
        if (row.state() == TicketState.NEW) {
            change.set("state", TicketState.ASSIGNED.ordinal());
        }
        List<Handover> log = to == null ? List.of() : handedOver(row, to, why, by);
        if (!log.isEmpty()) {
            change.set("bounces", log.stream().filter(Handover::bounce).count());
        }
        change.write();
        String teamName =
                to != null ? to.name() : Objects.requireNonNullElse(row.ticket().team(), "");
        if (assignee == null) {
            verbs.line(row, TimelineEntry.Kind.ASSIGNED, by, "timeline.assigned.team", teamName);
        } else {
            verbs.line(row, TimelineEntry.Kind.ASSIGNED, by, "timeline.assigned.person", teamName, assignee);
        }
        if (to != null && !log.isEmpty()) {
            say(row, log.getLast(), to, by);
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

    /** All its hand-overs with this one; none where the team stays, or nobody had it. */
    private List<Handover> handedOver(TicketRow row, Team to, @Nullable String why, Actor by) {
        String from = row.ticket().team();
        if (from == null || from.equals(to.key())) {
            return List.of();
        }
        handovers.add(row, from, to, why, by, verbs.now());
        return handovers.of(row.ticket());
    }

    /** The client reads who has the ticket; why it went from one to another is among colleagues. */
    private void say(TicketRow row, Handover handover, Team to, Actor by) {
        String way = handover.way().name().toLowerCase(Locale.ROOT);
        verbs.timeline.add(
                row.tenant(),
                row.number(),
                TimelineEntry.Kind.ASSIGNED,
                handover.at(),
                by,
                Words.of(
                        "timeline.handover." + way + (handover.bounce() ? ".bounce" : ""),
                        handover.fromLevel(),
                        handover.toLevel(),
                        teams.find(handover.from()).map(Team::name).orElse(handover.from()),
                        to.name()),
                handover.reason(),
                true);
    }
}
