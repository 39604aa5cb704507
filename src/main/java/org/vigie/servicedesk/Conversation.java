package org.vigie.servicedesk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** What is said on a ticket: answers, notes among colleagues, what the client writes, what other rooms have to add. */
@Component
class Conversation {
    /** The wait that ends by itself when the client writes. */
    static final String WAITING_FOR_CLIENT = "waiting-for-client";

    private final Verbs verbs;
    private final Assignment assignment;
    private final Waiting waiting;
    private final Attaching attaching;
    private final Watching watching;
    private final Correspondence correspondence;

    Conversation(
            Verbs verbs,
            Assignment assignment,
            Waiting waiting,
            Attaching attaching,
            Watching watching,
            Correspondence correspondence) {
        this.verbs = verbs;
        this.assignment = assignment;
        this.waiting = waiting;
        this.attaching = attaching;
        this.watching = watching;
        this.correspondence = correspondence;
    }

    /** From the desk. An answer that the client can read is a beginning; a note among colleagues is not. */
    long reply(long number, String text, boolean internal, List<UUID> files, Actor by) {
        TicketRow row = lock(number, text);
        long entry = heard(row, text, internal, files, by);
        if (!internal && row.state().isOpen()) {
            assignment.begun(row, by, Words.of("clock.answered", by.name()));
            verbs.clocks.recount(row);
        }
        if (!internal) {
            correspondence.answered(watching.addressed(row.ticket()), entry, text, files, by, null);
        }
        verbs.tell(new TicketNews.MessageWritten(row.tenant(), verbs.now(), number, entry, internal, true));
        return entry;
    }

    /**
     * From the client's side: always readable by both, and the end of a wait for it.
     *
     * @param address of the one who wrote, in lower case; the others who take part are written to
     */
    long replyFromClient(long number, String text, List<UUID> files, Actor by, @Nullable String address) {
        TicketRow row = lock(number, text);
        long entry = heard(row, text, false, files, by);
        if (WAITING_FOR_CLIENT.equals(row.ticket().waitingReason())) {
            waiting.resume(row, by);
        }
        correspondence.answered(watching.addressed(row.ticket()), entry, text, files, by, address);
        verbs.tell(new TicketNews.MessageWritten(row.tenant(), verbs.now(), number, entry, false, false));
        return entry;
    }

    void note(long number, Words what, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        verbs.timeline.add(row.tenant(), number, TimelineEntry.Kind.NOTED, verbs.now(), by, what, null, true);
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }

    private TicketRow lock(long number, String text) {
        if (text.isBlank()) {
            throw Refused.field("text", "refusal.ticket.blank");
        }
        if (text.length() > Opening.LONGEST_TEXT) {
            throw Refused.field("text", "refusal.ticket.long", Opening.LONGEST_TEXT);
        }
        return verbs.tickets.lock(number);
    }

    private long heard(TicketRow row, String text, boolean internal, List<UUID> files, Actor by) {
        Words what = Words.of(internal ? "timeline.note" : "timeline.message", by.name());
        long entry = verbs.timeline.add(
                row.tenant(), row.number(), TimelineEntry.Kind.MESSAGE, verbs.now(), by, what, text, internal);
        attaching.to(row, entry, files, internal);
        verbs.tickets.change(row).write();
        return entry;
    }
}
