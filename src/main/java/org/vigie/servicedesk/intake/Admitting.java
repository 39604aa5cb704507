package org.vigie.servicedesk.intake;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.mail.Arrival;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Outbox;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Cut;
import org.vigie.shared.Words;

/** Makes a new ticket of a mail, in the client's transaction. Doing it twice answers the same ticket. */
@Component
class Admitting {
    private static final int LONGEST_TITLE = 300;
    private static final int MOST_ACKNOWLEDGED = 5;

    private final Filing filing;
    private final Tickets tickets;
    private final Outbox outbox;
    private final Files files;
    private final InstantSource clock;

    Admitting(Filing filing, Tickets tickets, Outbox outbox, Files files, InstantSource clock) {
        this.filing = filing;
        this.tickets = tickets;
        this.outbox = outbox;
        this.files = files;
        this.clock = clock;
    }

    /** @param seemsTo the ticket that it may belong to, though its sender does not take part in that */
    long admit(Arrival arrival, Mailbox box, ReadMail mail, @Nullable Long seemsTo) {
        Optional<Long> there = filing.ticketOf(arrival);
        if (there.isPresent()) {
            return there.get();
        }
        Person writer = filing.writer(mail);
        Actor by = Filing.actor(writer);
        long number = tickets.open(
                wanted(
                        arrival,
                        title(mail),
                        Cut.to(Filing.LONGEST_TEXT, mail.text().strip()),
                        writer.name(),
                        writer.id(),
                        by),
                filing.enclosures(mail, by));
        long entry = tickets.timeline(number, true).getFirst().id();
        filing.file(arrival, mail, number, entry, false, "");
        filing.follow(number, mail, by);
        if (seemsTo != null) {
            tickets.note(number, Words.of("timeline.mail.seems", seemsTo), Filing.VIGIE);
        }
        if (isAcknowledged(box, mail, writer)) {
            tickets.acknowledge(number, writer);
        }
        return number;
    }

    /** What nobody can read is a file on a ticket that says so. */
    long admitAsItIs(Arrival arrival, byte[] raw) {
        List<UUID> source = raw.length == 0
                ? List.of()
                : List.of(files.keep("mail-" + arrival.id() + ".eml", new ByteArrayInputStream(raw), Filing.VIGIE)
                        .id());
        String title = arrival.subject().isBlank() ? "E-mail " + arrival.id() : arrival.subject();
        return tickets.open(
                wanted(arrival, Cut.to(LONGEST_TITLE, title), "", arrival.sender(), null, Filing.VIGIE), source);
    }

    private static OpenTicket wanted(
            Arrival arrival, String title, String text, String requester, @Nullable Long person, Actor by) {
        return new OpenTicket(
                TicketKind.INCIDENT,
                "mail " + arrival.id(),
                title,
                text,
                Grade.MEDIUM,
                Grade.MEDIUM,
                null,
                null,
                null,
                requester.isBlank() ? null : requester,
                person,
                null,
                arrival.arrivedAt(),
                by);
    }

    /** RFC 3834, 2: only who is a person, and no one over and over. */
    private boolean isAcknowledged(Mailbox box, ReadMail mail, Person person) {
        return box.acknowledges()
                && mail.nature().isPersonal()
                && person.teams().isEmpty()
                && outbox.countTo(
                                Objects.requireNonNull(person.email()),
                                "acknowledgement",
                                clock.instant().minus(Duration.ofHours(1)))
                        < MOST_ACKNOWLEDGED;
    }

    private static String title(ReadMail mail) {
        String subject = mail.subject().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (!subject.isEmpty()) {
            return Cut.to(LONGEST_TITLE, subject);
        }
        String first = mail.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return first.isEmpty() ? mail.from().shown() : Cut.to(100, first);
    }
}
