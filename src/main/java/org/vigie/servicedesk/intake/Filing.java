package org.vigie.servicedesk.intake;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.mail.Arrival;
import org.vigie.mail.message.Address;
import org.vigie.mail.message.MailReader;
import org.vigie.mail.message.Part;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.shared.Actor;
import org.vigie.shared.Cut;
import org.vigie.shared.Scope;

/** What of a mail goes onto a ticket, whichever ticket that is: who wrote, what came with it, who was copied, the letter itself. */
@Component
class Filing {
    static final Actor VIGIE = Actor.automatic("mail");
    static final int LONGEST_TEXT = 100_000;
    private static final int MOST_FILES = 100;

    /** Whoever copies half the company does not ask for fifty people to be told of every answer. */
    private static final int MOST_COPIED = 10;

    private static final int MOST_LOOKED_UP = 200;

    private final Tickets tickets;
    private final ReceivedLetters received;
    private final People people;
    private final Clients clients;
    private final Files files;

    Filing(Tickets tickets, ReceivedLetters received, People people, Clients clients, Files files) {
        this.tickets = tickets;
        this.received = received;
        this.people = people;
        this.clients = clients;
        this.files = files;
    }

    /** On which ticket it is already. */
    Optional<Long> ticketOf(Arrival arrival) {
        return received.ticketOf(arrival.id());
    }

    /** Who wrote, known from now on. */
    Person writer(ReadMail mail) {
        return people.meet(
                mail.from().name(),
                mail.from().email(),
                clients.get(Scope.tenant()).locale());
    }

    static Actor actor(Person person) {
        return new Actor(Actor.Kind.PERSON, null, person.name());
    }

    List<UUID> enclosures(ReadMail mail, Actor by) {
        var kept = new ArrayList<UUID>();
        for (Part part : mail.parts()) {
            // The HTML of the text itself is kept with the letter, and in the source as it came.
            boolean isText = mail.html() != null && part.name().equals(MailReader.HTML_NAME);
            if (!isText && part.content().length > 0 && files.fits(part.content().length) && kept.size() < MOST_FILES) {
                kept.add(files.keep(part.name(), new ByteArrayInputStream(part.content()), by)
                        .id());
            }
        }
        return kept;
    }

    void file(Arrival arrival, ReadMail mail, long number, long entry, boolean internal, String quoted) {
        received.add(
                new ReceivedLetter(
                        Scope.tenant(),
                        arrival.id(),
                        arrival.mailbox(),
                        number,
                        entry,
                        mail.messageId(),
                        mail.from().name(),
                        mail.from().folded(),
                        Stream.concat(mail.to().stream(), mail.cc().stream())
                                .map(Address::toString)
                                .toList(),
                        mail.nature().name().toLowerCase(Locale.ROOT),
                        mail.html() != null,
                        Cut.to(LONGEST_TEXT, quoted),
                        arrival.arrivedAt(),
                        internal),
                mail.html());
        if (!internal) {
            people.reached(mail.from().email());
        }
    }

    /** People of the client who were copied hear the rest as well. */
    void follow(long number, ReadMail mail, Actor by) {
        if (!mail.nature().isPersonal()) {
            return;
        }
        List<String> copied = Stream.concat(mail.to().stream(), mail.cc().stream())
                .map(Address::folded)
                .distinct()
                .filter(address -> !address.equals(mail.from().folded()))
                .limit(MOST_LOOKED_UP)
                .toList();
        Map<String, Person> known = new HashMap<>();
        people.byEmail(copied)
                .forEach(person -> known.putIfAbsent(
                        Objects.requireNonNull(person.email()).strip().toLowerCase(Locale.ROOT), person));
        Long requester = tickets.get(number).requesterPerson();
        List<Long> there = tickets.watchers(number);
        copied.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .filter(person -> person.teams().isEmpty()
                        && !Objects.equals(person.id(), requester)
                        && !there.contains(person.id()))
                .limit(MOST_COPIED)
                .forEach(person -> tickets.watch(number, person.id(), by));
    }
}
