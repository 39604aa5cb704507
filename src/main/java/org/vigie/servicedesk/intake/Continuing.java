package org.vigie.servicedesk.intake;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.mail.Arrival;
import org.vigie.mail.message.QuotedText;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Cut;

/** Adds a mail to the ticket that it belongs to, in the client's transaction. Harmless when repeated. */
@Component
class Continuing {
    private static final int LONGEST_REASON = 200;

    private final Filing filing;
    private final Tickets tickets;

    Continuing(Filing filing, Tickets tickets) {
        this.filing = filing;
        this.tickets = tickets;
    }

    void add(Arrival arrival, ReadMail mail, Verdict.Continues to) {
        if (filing.ticketOf(arrival).isPresent()) {
            return;
        }
        QuotedText text = QuotedText.of(mail.text());
        Person writer = filing.writer(mail);
        Actor by = Filing.actor(writer);
        List<UUID> kept = filing.enclosures(mail, by);
        // What a machine answers is no word of the client, and what the desk's own people write stays among them.
        boolean internal = !mail.nature().isPersonal() || !writer.teams().isEmpty();
        if (internal) {
            Actor among = mail.nature().isPersonal() ? by : Filing.VIGIE;
            long entry = tickets.reply(to.number(), written(mail, text), true, kept, among);
            filing.file(arrival, mail, to.number(), entry, true, text.quoted());
            return;
        }
        long entry = tickets.replyFromClient(
                to.number(), written(mail, text), kept, by, mail.from().folded());
        filing.file(arrival, mail, to.number(), entry, false, text.quoted());
        if (to.colleague()) {
            tickets.watch(to.number(), writer.id(), Filing.VIGIE);
        }
        filing.follow(to.number(), mail, by);
        reopen(to.number(), text.fresh(), by);
    }

    private static String written(ReadMail mail, QuotedText text) {
        String written = text.fresh().isBlank() ? mail.subject() : text.fresh();
        return written.isBlank() ? "—" : Cut.to(Filing.LONGEST_TEXT, written);
    }

    /** Whoever writes to a solved ticket says that it is not; unless all they say is thank you. */
    private void reopen(long number, String written, Actor by) {
        if (!tickets.get(number).state().isOpen() && !Thanks.isAll(written)) {
            tickets.reopen(
                    number,
                    Cut.to(
                            LONGEST_REASON,
                            written.lines().findFirst().orElse("").strip()),
                    by);
        }
    }
}
