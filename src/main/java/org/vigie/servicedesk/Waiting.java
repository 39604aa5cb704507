package org.vigie.servicedesk;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.Actor;
import org.vigie.shared.Key;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * A ticket that cannot go on, with the reason and who said so. Any reason may be given; whether the clocks stand still
 * meanwhile is for the service level to say.
 */
@Component
class Waiting {
    private final Verbs verbs;
    private final Assignment assignment;

    Waiting(Verbs verbs, Assignment assignment) {
        this.verbs = verbs;
        this.assignment = assignment;
    }

    void pause(long number, String reason, @Nullable String note, Actor by) {
        Key.checked("reason", reason);
        if (note != null && note.length() > Opening.LONGEST_TEXT) {
            throw Refused.field("note", "refusal.ticket.long", Opening.LONGEST_TEXT);
        }
        TicketRow row = verbs.tickets.lockOpen(number);
        if (reason.equals(row.ticket().waitingReason())) {
            return;
        }
        var now = verbs.now();
        verbs.tickets
                .change(row)
                .set("state", TicketState.WAITING.ordinal())
                .set("waiting_reason", reason)
                .set("waiting_since", now)
                .write();
        verbs.timeline.add(
                row.tenant(),
                number,
                TimelineEntry.Kind.WAITING,
                now,
                by,
                Words.of("timeline.waiting", reason),
                note == null || note.isBlank() ? null : note,
                false);
        assignment.begun(row, by, Words.of("clock.asked", by.name()));
        verbs.clocks.pause(row, now, reason, by);
        verbs.tell(new TicketNews.TicketPaused(row.tenant(), now, number, reason));
    }

    void resume(long number, Actor by) {
        TicketRow row = verbs.tickets.lockOpen(number);
        if (row.state() == TicketState.WAITING) {
            resume(row, by);
        }
    }

    void resume(TicketRow row, Actor by) {
        var now = verbs.now();
        verbs.tickets
                .change(row)
                .set("state", row.active().ordinal())
                .set("waiting_reason", null)
                .set("waiting_since", null)
                .write();
        verbs.line(row, TimelineEntry.Kind.RESUMED, by, "timeline.resumed", by.name());
        verbs.clocks.resume(row, now, by);
        verbs.tell(new TicketNews.TicketResumed(row.tenant(), now, row.number()));
    }
}
