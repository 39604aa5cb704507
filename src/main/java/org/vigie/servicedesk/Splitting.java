package org.vigie.servicedesk;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** A message that is about something else becomes a ticket of its own. */
@Service
public class Splitting {
    private final Verbs verbs;
    private final Opening opening;
    private final Attaching attaching;
    private final TicketLinks links;

    Splitting(Verbs verbs, Opening opening, Attaching attaching, TicketLinks links) {
        this.verbs = verbs;
        this.opening = opening;
        this.attaching = attaching;
        this.links = links;
    }

    /**
     * Its clocks count from when the message was written: whoever wrote it waits since then. The message stays where it was said.
     * Again answers the same ticket. What was said among colleagues is refused: the text of a ticket is read by the client.
     */
    @Transactional
    public long split(long number, long entry, String title, TicketKind kind, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Ticket from = row.ticket();
        TimelineEntry said = verbs.timeline.of(from, true).stream()
                .filter(one -> one.id() == entry && one.number() == number && one.body() != null)
                .findFirst()
                .orElseThrow(() -> NotFound.of("message", entry));
        if (said.internal()) {
            throw Refused.field("entry", "refusal.split.internal");
        }
        String origin = "entry " + entry;
        if (verbs.tickets.byOrigin(origin).isPresent()) {
            return verbs.tickets.byOrigin(origin).get().number();
        }
        List<UUID> files = attaching.of(from, false).stream()
                .filter(one -> one.entry() == entry)
                .map(one -> one.file().id())
                .toList();
        long fresh = opening.open(
                new OpenTicket(
                        kind,
                        origin,
                        title,
                        String.valueOf(said.body()),
                        from.impact(),
                        from.urgency(),
                        from.site(),
                        from.service(),
                        from.asset(),
                        from.requester(),
                        from.requesterPerson(),
                        from.team(),
                        said.at(),
                        by),
                files);
        verbs.timeline.add(
                row.tenant(),
                number,
                TimelineEntry.Kind.NOTED,
                verbs.now(),
                by,
                Words.of("timeline.split", fresh),
                null,
                true);
        links.tie(fresh, Tie.RELATED_TO, number, by);
        return fresh;
    }
}
