package org.vigie.servicedesk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** Whether the service works again: it seems so, it did not hold, it is certain, it failed again. */
@Component
class Restoration {
    private final Verbs verbs;
    private final Resolution resolution;

    Restoration(Verbs verbs, Resolution resolution) {
        this.verbs = verbs;
        this.resolution = resolution;
    }

    void observe(long number, Instant since, Instant holdUntil, Words evidence, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Instant from = stored(since);
        if (row.ticket().restoredAt() != null || from.equals(row.confirmingSince())) {
            return;
        }
        verbs.tickets
                .change(row)
                .set("confirming_since", from)
                .set("confirming_until", stored(holdUntil))
                .write();
        verbs.timeline.tell(row, TimelineEntry.Kind.RESTORATION_OBSERVED, verbs.now(), by, evidence);
        verbs.clocks.observe(row, from, stored(holdUntil), by, evidence);
        verbs.clocks.recount(row);
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
    }

    void forget(long number, Words reason, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        if (row.confirmingSince() == null) {
            return;
        }
        Instant now = verbs.now();
        confirmed(row).write();
        verbs.timeline.tell(row, TimelineEntry.Kind.RELAPSED, now, by, reason);
        verbs.clocks.forget(row, now, by, reason);
        verbs.clocks.recount(row);
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), now, number));
    }

    void restore(long number, Instant since, Words evidence, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        Instant from = stored(since);
        Instant now = verbs.now();
        if (from.isAfter(now) || from.isBefore(row.ticket().openedAt())) {
            throw Refused.field("since", "refusal.ticket.restored-when", since);
        }
        if (row.ticket().restoredAt() != null) {
            return;
        }
        restored(row, from, evidence, by);
        verbs.clocks.recount(row);
    }

    /** The same for a ticket that a verb holds already; recount afterwards. */
    void restored(TicketRow row, Instant since, Words evidence, Actor by) {
        confirmed(row).set("restored_at", since).write();
        verbs.timeline.tell(row, TimelineEntry.Kind.RESTORED, verbs.now(), by, evidence);
        verbs.clocks.stop(row, Milestone.RESTORE, since, by, evidence);
        verbs.tell(new TicketNews.ServiceRestored(row.tenant(), verbs.now(), row.number(), since));
    }

    /** The time in between counts, as if the service had never worked: to its users it had not. */
    void relapse(long number, Instant at, Words evidence, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        boolean solved = !row.state().isOpen();
        if (row.ticket().restoredAt() == null && row.confirmingSince() == null && !solved) {
            return;
        }
        Instant from = stored(at);
        confirmed(row).set("restored_at", null).write();
        verbs.timeline.tell(row, TimelineEntry.Kind.RELAPSED, verbs.now(), by, evidence);
        if (row.confirmingSince() != null) {
            verbs.clocks.forget(row, from, by, evidence);
        }
        verbs.clocks.reopen(row, Milestone.RESTORE, from, by, evidence, ReopenPolicy.COUNT);
        if (solved) {
            resolution.reopened(row, from, by, evidence, ReopenPolicy.COUNT);
        }
        verbs.clocks.recount(row);
        verbs.tell(new TicketNews.ServiceRelapsed(row.tenant(), verbs.now(), number));
    }

    private TicketStore.Update confirmed(TicketRow row) {
        return verbs.tickets.change(row).set("confirming_since", null).set("confirming_until", null);
    }

    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
