package org.vigie.servicedesk.intake;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.files.Files;
import org.vigie.mail.Arrival;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.Outbox;
import org.vigie.mail.message.Address;
import org.vigie.mail.message.MailReader;
import org.vigie.mail.message.Part;
import org.vigie.mail.message.QuotedText;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.shared.Actor;
import org.vigie.shared.DatabaseTrouble;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Takes in the mails that came, one after another, each in a transaction of its own: what breaks one holds up none of the
 * others. Taking one in twice is harmless.
 */
@Service
public class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Actor VIGIE = Actor.automatic("mail");
    private static final int AT_ONCE = 50;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 100_000;
    private static final int MOST_FILES = 100;

    /** Whoever copies half the company does not ask for fifty people to be told of every answer. */
    private static final int MOST_COPIED = 10;

    private static final int MOST_ACKNOWLEDGED = 5;

    private final Arrivals arrivals;
    private final Mailboxes mailboxes;
    private final Judging judging;
    private final Tickets tickets;
    private final ReceivedLetters received;
    private final Outbox outbox;
    private final People people;
    private final Clients clients;
    private final Files files;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Intake(
            Arrivals arrivals,
            Mailboxes mailboxes,
            Judging judging,
            Tickets tickets,
            ReceivedLetters received,
            Outbox outbox,
            People people,
            Clients clients,
            Files files,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.arrivals = arrivals;
        this.mailboxes = mailboxes;
        this.judging = judging;
        this.tickets = tickets;
        this.received = received;
        this.outbox = outbox;
        this.people = people;
        this.clients = clients;
        this.files = files;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Everything that waits; answers how many that were. */
    int look() {
        int all = 0;
        for (List<Arrival> some = arrivals.take(AT_ONCE); !some.isEmpty(); some = arrivals.take(AT_ONCE)) {
            some.forEach(this::take);
            all += some.size();
        }
        return all;
    }

    private void take(Arrival arrival) {
        try {
            judged(arrival);
        } catch (MailReader.NotAMail odd) {
            arrivals.held(arrival.id(), Words.of("mail.held.unparsed", String.valueOf(odd.getMessage())));
        } catch (Refused refused) {
            arrivals.held(arrival.id(), Words.of("mail.held.refused", String.valueOf(refused.getMessage())));
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.isPassing(failure)) {
                LOG.warn("Mail {} is taken in later: {}", arrival.id(), failure.toString());
                arrivals.postponed(arrival);
                return;
            }
            LOG.error("Mail {} could not be taken in", arrival.id(), failure);
            arrivals.failed(arrival, Words.of("mail.held.failed", String.valueOf(failure.getMessage())));
        }
    }

    private void judged(Arrival arrival) throws MailReader.NotAMail {
        ReadMail mail = MailReader.read(arrivals.raw(arrival.id()));
        arrivals.says(arrival.id(), mail.from().folded(), mail.subject());
        Mailbox box = mailboxes.find(arrival.mailbox()).orElseThrow();
        switch (judging.judge(box, mail)) {
            case Verdict.Opens opens -> {
                long number = opened(arrival, box, mail, opens.client(), opens.seemsTo());
                arrivals.done(arrival.id(), opens.client(), number, null);
            }
            case Verdict.Continues continues -> {
                continued(arrival, box, mail, continues);
                arrivals.done(arrival.id(), continues.client(), continues.number(), null);
            }
            case Verdict.Returned returned -> returned(arrival, returned);
            case Verdict.Ignored ignored -> arrivals.ignored(arrival.id(), ignored.why());
            case Verdict.Held held -> arrivals.held(arrival.id(), held.why());
        }
    }

    /** A person says whose it is: a ticket of that client, whatever was wrong with it. Answers the number. */
    public long openAsTicket(long id, TenantId client, Actor by) {
        Arrival arrival = arrivals.claim(id, by);
        byte[] raw = arrivals.raw(id);
        Mailbox box = mailboxes.find(arrival.mailbox()).orElseThrow();
        long number;
        try {
            number = opened(arrival, box, MailReader.read(raw), client, null);
        } catch (MailReader.NotAMail | RuntimeException odd) {
            if (odd instanceof RuntimeException trouble && DatabaseTrouble.isPassing(trouble)) {
                throw trouble;
            }
            LOG.warn("Mail {} is opened as it is", id, odd);
            number = openedAsItIs(arrival, raw, client);
        }
        arrivals.opened(id, client, number, by);
        return number;
    }

    /** What nobody can read is a file on a ticket that says so. */
    private long openedAsItIs(Arrival arrival, byte[] raw, TenantId client) {
        return Scope.of(client)
                .call(() -> Objects.requireNonNull(transaction.execute(tx -> {
                    var source = raw.length == 0
                            ? List.<UUID>of()
                            : List.of(files.keep("mail-" + arrival.id() + ".eml", new ByteArrayInputStream(raw), VIGIE)
                                    .id());
                    String title = arrival.subject().isBlank() ? "E-mail " + arrival.id() : arrival.subject();
                    return tickets.open(
                            wanted(
                                    arrival,
                                    cut(title, LONGEST_TITLE),
                                    "",
                                    arrival.sender(),
                                    null,
                                    VIGIE,
                                    arrival.arrivedAt()),
                            source);
                })));
    }

    private long opened(Arrival arrival, Mailbox box, ReadMail mail, TenantId client, @Nullable Long seemsTo) {
        return Scope.of(client)
                .call(() -> Objects.requireNonNull(transaction.execute(tx -> {
                    Long there = received.ticketOf(arrival.id()).orElse(null);
                    if (there != null) {
                        return there;
                    }
                    Client whose = clients.get(client);
                    Person person = people.meet(mail.from().name(), mail.from().email(), whose.locale());
                    Actor by = actor(person);
                    long number = tickets.open(
                            wanted(
                                    arrival,
                                    title(mail),
                                    cut(mail.text().strip(), LONGEST_TEXT),
                                    person.name(),
                                    person.id(),
                                    by,
                                    arrival.arrivedAt()),
                            kept(mail, by));
                    long entry = tickets.timeline(number, true).getFirst().id();
                    received.add(letter(arrival, box, mail, client, number, entry, false, ""));
                    copied(number, mail, by);
                    if (seemsTo != null) {
                        tickets.note(number, Words.of("timeline.mail.seems", seemsTo), VIGIE);
                    }
                    if (isAcknowledged(box, mail, person)) {
                        tickets.acknowledge(number, person);
                    }
                    people.reached(mail.from().email());
                    return number;
                })));
    }

    private static OpenTicket wanted(
            Arrival arrival, String title, String text, String requester, @Nullable Long person, Actor by, Instant at) {
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
                at,
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

    private void continued(Arrival arrival, Mailbox box, ReadMail mail, Verdict.Continues to) {
        Scope.of(to.client())
                .run(() -> transaction.executeWithoutResult(tx -> {
                    if (received.ticketOf(arrival.id()).isPresent()) {
                        return;
                    }
                    QuotedText text = QuotedText.of(mail.text());
                    String written = cut(text.fresh().isBlank() ? mail.subject() : text.fresh(), LONGEST_TEXT);
                    if (written.isBlank()) {
                        written = "—";
                    }
                    Person person = people.meet(
                            mail.from().name(),
                            mail.from().email(),
                            clients.get(to.client()).locale());
                    Actor by = actor(person);
                    // What a machine answers is no word of the client, and what the desk's own people write stays among
                    // them.
                    boolean internal =
                            !mail.nature().isPersonal() || !person.teams().isEmpty();
                    List<UUID> kept = kept(mail, by);
                    long entry = internal
                            ? tickets.reply(
                                    to.number(),
                                    written,
                                    true,
                                    kept,
                                    mail.nature().isPersonal() ? by : VIGIE)
                            : tickets.replyFromClient(
                                    to.number(), written, kept, by, mail.from().folded());
                    received.add(letter(arrival, box, mail, to.client(), to.number(), entry, internal, text.quoted()));
                    if (!internal) {
                        if (to.colleague()) {
                            tickets.watch(to.number(), person.id(), VIGIE);
                        }
                        copied(to.number(), mail, by);
                        reopened(to.number(), text.fresh(), by);
                        people.reached(mail.from().email());
                    }
                }));
    }

    /** Whoever writes to a solved ticket says that it is not; unless all they say is thank you. */
    private void reopened(long number, String written, Actor by) {
        Ticket ticket = tickets.get(number);
        if (!ticket.state().isOpen() && !Thanks.isAll(written)) {
            tickets.reopen(number, cut(written.lines().findFirst().orElse("").strip(), 200), by);
        }
    }

    private void returned(Arrival arrival, Verdict.Returned returned) {
        var letter = returned.letter();
        TenantId client = letter.tenant();
        String said = returned.bounce().diagnostic() != null
                ? returned.bounce().diagnostic()
                : Objects.requireNonNullElse(returned.bounce().status(), "?");
        String address = letter.letter().toAddress();
        long number = Long.parseLong(
                letter.letter().about().substring(letter.letter().about().indexOf(' ') + 1));
        Scope.of(client)
                .run(() -> transaction.executeWithoutResult(tx -> {
                    Words why = Words.of("timeline.mail.bounced", address, cut(said, 300));
                    if (outbox.bounced(letter.id(), why)) {
                        people.unreachable(address);
                        tickets.note(number, why, VIGIE);
                    }
                }));
        arrivals.done(arrival.id(), client, number, Words.of("mail.done.bounce", address));
    }

    /** People of the client who were copied hear the rest as well. */
    private void copied(long number, ReadMail mail, Actor by) {
        if (!mail.nature().isPersonal()) {
            return;
        }
        Ticket ticket = tickets.get(number);
        var there = new ArrayList<>(tickets.watchers(number));
        var copied = new ArrayList<Address>(mail.to());
        copied.addAll(mail.cc());
        copied.stream()
                .map(Address::folded)
                .distinct()
                .filter(address -> !address.equals(mail.from().folded()))
                .limit(200)
                .map(people::byEmail)
                .filter(found -> !found.isEmpty())
                .map(List::getFirst)
                .filter(person -> person.teams().isEmpty()
                        && !Objects.equals(person.id(), ticket.requesterPerson())
                        && !there.contains(person.id()))
                .limit(MOST_COPIED)
                .forEach(person -> tickets.watch(number, person.id(), by));
    }

    private List<UUID> kept(ReadMail mail, Actor by) {
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

    private static ReceivedLetter letter(
            Arrival arrival,
            Mailbox box,
            ReadMail mail,
            TenantId client,
            long number,
            long entry,
            boolean internal,
            String quoted) {
        var to = new ArrayList<String>();
        mail.to().forEach(one -> to.add(one.toString()));
        mail.cc().forEach(one -> to.add(one.toString()));
        return new ReceivedLetter(
                client,
                arrival.id(),
                box.id(),
                number,
                entry,
                mail.messageId(),
                mail.from().name(),
                mail.from().folded(),
                to,
                mail.nature().name().toLowerCase(Locale.ROOT),
                mail.html(),
                cut(quoted, LONGEST_TEXT),
                arrival.arrivedAt(),
                internal);
    }

    private static Actor actor(Person person) {
        return new Actor(Actor.Kind.PERSON, null, person.name());
    }

    private static String title(ReadMail mail) {
        String subject = mail.subject().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (!subject.isEmpty()) {
            return cut(subject, LONGEST_TITLE);
        }
        String first = mail.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return first.isEmpty() ? mail.from().shown() : cut(first, 100);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
