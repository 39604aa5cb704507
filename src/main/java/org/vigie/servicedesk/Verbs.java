package org.vigie.servicedesk;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.vigie.shared.Actor;
import org.vigie.shared.Words;

/** What every verb on a ticket does at its ends: find and lock it, write a line, tell others. */
@Component
class Verbs {
    final TicketStore tickets;
    final ClockKeeping clocks;
    final Timeline timeline;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Verbs(
            TicketStore tickets,
            ClockKeeping clocks,
            Timeline timeline,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.tickets = tickets;
        this.clocks = clocks;
        this.timeline = timeline;
        this.news = news;
        this.clock = clock;
    }

    Instant now() {
        return Columns.now(clock);
    }

    void line(TicketRow row, TimelineEntry.Kind kind, Actor by, String code, Object... args) {
        timeline.tell(row, kind, now(), by, Words.of(code, args));
    }

    void tell(TicketNews event) {
        news.publishEvent(event);
    }
}
