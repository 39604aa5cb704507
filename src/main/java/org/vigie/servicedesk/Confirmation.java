package org.vigie.servicedesk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.Actor;
import org.vigie.shared.Cut;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** What the client's side says of a solution: that it is one, which closes the ticket, or that it is none. */
@Component
class Confirmation {
    /** Of the reason that stands in the explanation of a clock; the whole is in the conversation. */
    private static final int LONGEST_REASON = 200;

    private final Verbs verbs;
    private final Conversation conversation;
    private final Resolution resolution;

    Confirmation(Verbs verbs, Conversation conversation, Resolution resolution) {
        this.verbs = verbs;
        this.conversation = conversation;
        this.resolution = resolution;
    }

    void confirm(long number, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        if (row.state() == TicketState.CLOSED) {
            return;
        }
        if (row.state() != TicketState.RESOLVED) {
            throw Refused.conflict("refusal.ticket.not-resolved", number);
        }
        verbs.tickets.change(row).set("state", TicketState.CLOSED.ordinal()).write();
        verbs.timeline.tell(row, TimelineEntry.Kind.CLOSED, verbs.now(), by, Words.of("timeline.confirmed", by.name()));
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }

    /** @param address of the one who writes, in lower case: they do not hear their own words */
    void contradict(long number, String text, List<UUID> files, Actor by, @Nullable String address) {
        TicketRow row = verbs.tickets.lock(number);
        if (row.ticket().isOver(verbs.now())) {
            throw Refused.conflict("refusal.ticket.over", number);
        }
        conversation.replyFromClient(number, text, files, by, address);
        if (!row.state().isOpen()) {
            String reason = text.strip().lines().findFirst().orElse("").strip();
            resolution.reopen(number, Cut.to(LONGEST_REASON, reason), by);
        }
    }
}
