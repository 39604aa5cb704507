package org.vigie.servicedesk.correspondence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.mail.Letter;
import org.vigie.mail.Outbox;
import org.vigie.mail.Outbox.Sent;
import org.vigie.mail.message.QuotedText;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.correspondence.ReceivedLetters.Name;
import org.vigie.shared.Actor;

/**
 * Writes to whoever asks and whoever follows, in the transaction of the deed. It is handed the words themselves, and nobody
 * hands it what is said among colleagues: there is no parameter for that, and it reads no timeline.
 */
@Service
public class Correspondence {
    private static final String ABOUT = "ticket ";

    private static final Pattern PREFIXES = Pattern.compile(
            "^\\s*((re|ré|fw|fwd|tr|aw|wg|rép|réf)\\s*(\\[\\d+])?\\s*[:：]\\s*)+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Who takes part in a ticket, as far as letters are concerned. */
    public record Addressed(
            long number, String title, @Nullable Long requester, List<Long> watchers) {
        public Addressed {
            watchers = List.copyOf(watchers);
        }
    }

    private final Outbox outbox;
    private final ReceivedLetters received;
    private final People people;
    private final TicketToken token;
    private final MessageSource messages;

    Correspondence(Outbox outbox, ReceivedLetters received, People people, TicketToken token, MessageSource messages) {
        this.outbox = outbox;
        this.received = received;
        this.people = people;
        this.token = token;
        this.messages = messages;
    }

    /** A line that the client can read; not to the one who wrote it. */
    @Transactional
    public void answered(
            Addressed ticket, long entry, String text, List<UUID> files, Actor by, @Nullable String butAddress) {
        write(
                ticket,
                "answer",
                entry,
                false,
                files,
                butAddress,
                person -> say(person, "letter.answer", text, by.name()));
    }

    /** @param question the address at which the one who asked says how it went; null: nobody is asked */
    @Transactional
    public void resolved(Addressed ticket, long entry, String solution, @Nullable String question, Actor by) {
        write(
                ticket,
                "resolution",
                entry,
                !by.isPerson(),
                List.of(),
                null,
                person -> say(person, "letter.resolution", solution, by.spoken())
                        + (question != null && Objects.equals(person.id(), ticket.requester())
                                ? "\n\n" + say(person, "letter.question", question)
                                : ""));
    }

    /** That a mail came and has become a ticket; to its writer alone. */
    @Transactional
    public void acknowledged(Addressed ticket, long entry, Person to) {
        var alone = new Addressed(ticket.number(), ticket.title(), to.id(), List.of());
        write(
                alone,
                "acknowledgement",
                entry,
                true,
                List.of(),
                null,
                person -> say(person, "letter.acknowledgement", String.valueOf(ticket.number()), ticket.title()));
    }

    /** To whom the next answer goes. */
    @Transactional(readOnly = true)
    public List<Person> recipients(Addressed ticket) {
        return outbox.isSet() ? addressed(ticket, null) : List.of();
    }

    private interface Text {
        String to(Person person);
    }

    private void write(
            Addressed ticket,
            String kind,
            long entry,
            boolean automatic,
            List<UUID> files,
            @Nullable String butAddress,
            Text text) {
        if (!outbox.isSet()) {
            return;
        }
        List<Person> to = addressed(ticket, butAddress);
        if (to.isEmpty()) {
            return;
        }
        List<Name> came = received.namesOf(ticket.number());
        List<Sent> went = outbox.namesAbout(about(ticket.number()));
        Long mailbox = came.isEmpty() ? null : came.getLast().mailbox();
        for (Person person : to) {
            String address = Objects.requireNonNull(person.email());
            List<String> thread = thread(came, went, address);
            String last = last(came, went, address);
            outbox.write(new Letter(
                    mailbox,
                    about(ticket.number()),
                    entry,
                    kind,
                    automatic,
                    person.name(),
                    address,
                    person.locale(),
                    subject(ticket, last != null),
                    body(person, ticket, text.to(person)),
                    last,
                    thread,
                    files));
        }
    }

    /** What a letter of this ticket is about. */
    public static String about(long number) {
        return ABOUT + number;
    }

    /** The ticket that a letter is about; empty where it is about something else. */
    public static Optional<Long> ticket(String about) {
        return about.startsWith(ABOUT)
                ? Optional.of(Long.parseLong(about.substring(ABOUT.length())))
                : Optional.empty();
    }

    /** Nobody is written to twice, nor the one who just wrote. */
    private List<Person> addressed(Addressed ticket, @Nullable String but) {
        var ids = new LinkedHashSet<Long>();
        if (ticket.requester() != null) {
            ids.add(ticket.requester());
        }
        ids.addAll(ticket.watchers());
        Map<Long, Person> known = people.named(ids);
        var by = new LinkedHashMap<String, Person>();
        for (Long id : ids) {
            Person person = known.get(id);
            if (person != null && person.email() != null) {
                String folded = person.email().toLowerCase(Locale.ROOT);
                if (!folded.equals(but)) {
                    by.putIfAbsent(folded, person);
                }
            }
        }
        return List.copyOf(by.values());
    }

    /** What this person has seen of it, so that their program shows one conversation. */
    private static List<String> thread(List<Name> came, List<Sent> went, String address) {
        Set<String> ids = new LinkedHashSet<>();
        theirs(came, address).stream()
                .map(Name::messageId)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        to(went, address).forEach(one -> ids.add(one.messageId()));
        return new ArrayList<>(ids);
    }

    private static @Nullable String last(List<Name> came, List<Sent> went, String address) {
        List<Name> theirs = theirs(came, address);
        if (!theirs.isEmpty() && theirs.getLast().messageId() != null) {
            return theirs.getLast().messageId();
        }
        List<Sent> to = to(went, address);
        return to.isEmpty() ? null : to.getLast().messageId();
    }

    private static List<Name> theirs(Collection<Name> came, String address) {
        return came.stream()
                .filter(one -> !one.internal() && one.fromAddress().equalsIgnoreCase(address))
                .toList();
    }

    private static List<Sent> to(Collection<Sent> went, String address) {
        return went.stream()
                .filter(one -> one.toAddress().equalsIgnoreCase(address))
                .toList();
    }

    private String subject(Addressed ticket, boolean answers) {
        String title = PREFIXES.matcher(ticket.title()).replaceFirst("");
        return (answers ? "Re: " : "") + title + " [#" + token.of(ticket.number()) + "]";
    }

    private String body(Person person, Addressed ticket, String text) {
        String above = QuotedText.MARK + say(person, "letter.above") + " -##";
        return above + "\n\n" + text.strip() + "\n\n-- \n"
                + say(person, "letter.foot", String.valueOf(ticket.number()), ticket.title());
    }

    private String say(Person person, String key, String... values) {
        return messages.getMessage(key, values, person.locale());
    }
}
