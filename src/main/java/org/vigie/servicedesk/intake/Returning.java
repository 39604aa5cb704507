package org.vigie.servicedesk.intake;

import java.util.Objects;
import org.springframework.stereotype.Component;
import org.vigie.mail.Outbox;
import org.vigie.mail.Outgoing;
import org.vigie.mail.message.Bounce;
import org.vigie.organization.People;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Cut;
import org.vigie.shared.Words;

/** Shows on its ticket that a letter did not arrive, in the client's transaction. Harmless when repeated. */
@Component
class Returning {
    private static final int LONGEST_REASON = 300;

    private final Outbox outbox;
    private final People people;
    private final Tickets tickets;

    Returning(Outbox outbox, People people, Tickets tickets) {
        this.outbox = outbox;
        this.people = people;
        this.tickets = tickets;
    }

    void show(Outgoing letter, long number, Bounce bounce) {
        String said =
                bounce.diagnostic() != null ? bounce.diagnostic() : Objects.requireNonNullElse(bounce.status(), "?");
        String address = letter.letter().toAddress();
        Words why = Words.of("timeline.mail.bounced", address, Cut.to(LONGEST_REASON, said));
        if (outbox.bounced(letter.id(), why)) {
            people.unreachable(address);
            tickets.note(number, why, Filing.VIGIE);
        }
    }
}
