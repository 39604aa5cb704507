package org.vigie.servicedesk.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.Outbox;
import org.vigie.mail.Outgoing;
import org.vigie.mail.SenderRule;
import org.vigie.mail.SenderRules;
import org.vigie.mail.message.Address;
import org.vigie.mail.message.Bounce;
import org.vigie.mail.message.Nature;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.People;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.servicedesk.correspondence.TicketToken;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Decides what a mail means; changes nothing. To which ticket it belongs is asked of Vigie's own Message-IDs first, then of
 * those of the mails that came, then of a signed token; and whoever does not take part in a ticket opens a new one.
 */
@Component
class Judging {
    /** So many mails of one sender in an hour are a loop, or somebody who should be telephoned. */
    static final int MOST_OF_SENDER = 30;

    static final int MOST_ON_TICKET = 15;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Servers try for days before they give up. */
    private static final Duration RETURNS_WITHIN = Duration.ofDays(8);

    private final Mailboxes mailboxes;
    private final SenderRules rules;
    private final Arrivals arrivals;
    private final Outbox outbox;
    private final ReceivedLetters received;
    private final TicketToken token;
    private final Tickets tickets;
    private final People people;
    private final InstantSource clock;

    Judging(
            Mailboxes mailboxes,
            SenderRules rules,
            Arrivals arrivals,
            Outbox outbox,
            ReceivedLetters received,
            TicketToken token,
            Tickets tickets,
            People people,
            InstantSource clock) {
        this.mailboxes = mailboxes;
        this.rules = rules;
        this.arrivals = arrivals;
        this.outbox = outbox;
        this.received = received;
        this.token = token;
        this.tickets = tickets;
        this.people = people;
        this.clock = clock;
    }

    Verdict judge(Mailbox box, ReadMail mail) {
        String sender = mail.from().folded();
        if (mail.bounce() != null) {
            return returned(mail.bounce());
        }
        if (isOurs(mail, sender)) {
            return new Verdict.Ignored(Words.of("mail.ignored.own"));
        }
        Instant hourAgo = clock.instant().minus(HOUR);
        if (!sender.isEmpty() && arrivals.countFrom(sender, hourAgo) > MOST_OF_SENDER) {
            return new Verdict.Held(Words.of("mail.held.sender-rate", sender, MOST_OF_SENDER));
        }
        Belongs belongs = belongs(mail, sender);
        if (belongs != null && belongs.takesPart()) {
            if (onTicket(belongs, sender, hourAgo) >= MOST_ON_TICKET) {
                return new Verdict.Held(Words.of("mail.held.ticket-rate", sender, MOST_ON_TICKET, belongs.number()));
            }
            return new Verdict.Continues(belongs.client(), belongs.number(), belongs.colleague());
        }
        if (mail.nature() == Nature.AUTOMATIC_REPLY) {
            return new Verdict.Ignored(Words.of("mail.ignored.reply", String.valueOf(mail.why())));
        }
        return opens(box, mail, sender, belongs == null ? null : belongs.number());
    }

    private Verdict returned(Bounce bounce) {
        Outgoing letter = sent(bounce);
        Optional<Long> number = letter == null
                ? Optional.empty()
                : Correspondence.ticket(letter.letter().about());
        if (letter == null || number.isEmpty()) {
            return new Verdict.Ignored(Words.of("mail.ignored.bounce"));
        }
        return bounce.failed()
                ? new Verdict.Returned(letter, number.get(), bounce)
                : new Verdict.Ignored(
                        Words.of("mail.ignored.late", letter.letter().toAddress()));
    }

    private @Nullable Outgoing sent(Bounce bounce) {
        if (bounce.original() == null) {
            return null;
        }
        List<Outgoing> found = across(() -> outbox.byMessageIds(List.of(bounce.original())));
        return found.stream()
                .filter(one -> one.plannedAt().isAfter(clock.instant().minus(RETURNS_WITHIN)))
                .findFirst()
                .orElse(null);
    }

    /** Our own mail came back, or one mailbox of the house was sent what another wrote. */
    private boolean isOurs(ReadMail mail, String sender) {
        String id = mail.messageId();
        return id != null && !across(() -> outbox.byMessageIds(List.of(id))).isEmpty() || mailboxes.has(sender);
    }

    /** @param colleagues whether people of the client who did not take part so far may join: they answer a letter itself */
    private record Candidate(TenantId client, long number, boolean colleagues) {}

    /** @param takesPart otherwise it only seems to belong there */
    private record Belongs(TenantId client, long number, boolean takesPart, boolean colleague) {}

    private @Nullable Belongs belongs(ReadMail mail, String sender) {
        Belongs seems = null;
        for (Candidate candidate : candidates(mail)) {
            Belongs found = found(candidate, sender);
            if (found != null && found.takesPart()) {
                return found;
            }
            seems = seems == null ? found : seems;
        }
        return seems;
    }

    /**
     * Each ticket once, the likeliest first. Anybody may give a mail any name and copy any token, so none of these opens a
     * ticket by itself.
     */
    private Collection<Candidate> candidates(ReadMail mail) {
        var candidates = new LinkedHashMap<Long, Candidate>();
        List<String> nearestFirst = mail.references().reversed();
        if (!nearestFirst.isEmpty()) {
            across(() -> outbox.byMessageIds(nearestFirst)).stream()
                    .sorted(Comparator.comparingInt(letter -> nearestFirst.indexOf(letter.messageId())))
                    .forEach(letter -> Correspondence.ticket(letter.letter().about())
                            .ifPresent(number ->
                                    candidates.putIfAbsent(number, new Candidate(letter.tenant(), number, true))));
            across(() -> received.byMessageIds(nearestFirst)).stream()
                    .sorted(Comparator.comparingInt(letter -> nearestFirst.indexOf(letter.messageId())))
                    .forEach(letter -> candidates.putIfAbsent(
                            letter.number(), new Candidate(letter.tenant(), letter.number(), true)));
        }
        for (long number : tokens(mail)) {
            across(() -> clientOf(number))
                    .ifPresent(client -> candidates.putIfAbsent(number, new Candidate(client, number, false)));
        }
        return candidates.values();
    }

    private List<Long> tokens(ReadMail mail) {
        var numbers = new ArrayList<>(token.in(mail.subject()));
        Stream.of(mail.to(), mail.cc())
                .flatMap(List::stream)
                .map(Address::email)
                .flatMap(address -> token.in(address).stream())
                .forEach(numbers::add);
        return numbers;
    }

    private Optional<TenantId> clientOf(long number) {
        try {
            return Optional.of(tickets.get(number).tenant());
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private @Nullable Belongs found(Candidate candidate, String sender) {
        return Scope.of(candidate.client()).call(() -> {
            Ticket asked;
            try {
                asked = tickets.get(candidate.number());
            } catch (NotFound gone) {
                return null;
            }
            // What was merged goes on in the other one; whoever took part in either may write to it.
            Ticket ticket = asked;
            while (ticket.mergedInto() != null) {
                ticket = tickets.get(ticket.mergedInto());
            }
            // What is written to a ticket that is over is about something new.
            boolean over = ticket.isOver(clock.instant());
            boolean known = takesPart(asked, sender) || asked != ticket && takesPart(ticket, sender);
            boolean colleague =
                    !known && candidate.colleagues() && !people.byEmail(sender).isEmpty();
            return new Belongs(
                    candidate.client(), ticket.number(), !over && !sender.isEmpty() && (known || colleague), colleague);
        });
    }

    /** Who asks, who follows, who wrote and who was written to. */
    private boolean takesPart(Ticket ticket, String sender) {
        var ids = new ArrayList<>(tickets.watchers(ticket.number()));
        if (ticket.requesterPerson() != null) {
            ids.add(ticket.requesterPerson());
        }
        return people.named(ids).values().stream().anyMatch(person -> sender.equalsIgnoreCase(person.email()))
                || received.namesOf(ticket.number()).stream()
                        .anyMatch(letter -> sender.equalsIgnoreCase(letter.fromAddress()))
                || outbox.namesAbout(Correspondence.about(ticket.number())).stream()
                        .anyMatch(letter -> sender.equalsIgnoreCase(letter.toAddress()));
    }

    private int onTicket(Belongs belongs, String sender, Instant since) {
        return Scope.of(belongs.client()).call(() -> received.countOn(belongs.number(), sender, since));
    }

    private Verdict opens(Mailbox box, ReadMail mail, String sender, @Nullable Long seemsTo) {
        if (sender.isEmpty()) {
            return new Verdict.Held(Words.of("mail.held.nobody"));
        }
        Optional<SenderRule> rule = rules.of(sender);
        if (rule.isPresent() && rule.get().client() == null) {
            return new Verdict.Ignored(Words.of("mail.ignored.rule", rule.get().pattern()));
        }
        if (box.client() != null) {
            boolean known = rule.isPresent() && box.client().equals(rule.get().client())
                    || Scope.of(box.client()).call(() -> !people.byEmail(sender).isEmpty());
            return known ? new Verdict.Opens(box.client(), seemsTo) : stranger(box, mail, sender, seemsTo);
        }
        List<TenantId> clients = across(() -> people.clientsOf(sender));
        if (clients.size() == 1) {
            return new Verdict.Opens(clients.getFirst(), seemsTo);
        }
        if (rule.isPresent() && rule.get().client() != null) {
            return new Verdict.Opens(rule.get().client(), seemsTo);
        }
        if (clients.size() > 1) {
            return new Verdict.Held(Words.of("mail.held.clients", sender, clients.size()));
        }
        return stranger(box, mail, sender, seemsTo);
    }

    private static Verdict stranger(Mailbox box, ReadMail mail, String sender, @Nullable Long seemsTo) {
        if (mail.nature() == Nature.BULK) {
            return new Verdict.Ignored(Words.of("mail.ignored.bulk", String.valueOf(mail.why())));
        }
        return switch (box.strangers()) {
            case HOLD -> new Verdict.Held(Words.of("mail.held.stranger", sender));
            case DROP -> new Verdict.Ignored(Words.of("mail.ignored.stranger", sender));
            case OPEN ->
                box.client() == null
                        ? new Verdict.Held(Words.of("mail.held.stranger", sender))
                        : new Verdict.Opens(box.client(), seemsTo);
        };
    }

    private static <T> T across(java.util.function.Supplier<T> work) {
        return Scope.across("servicedesk: whose mail it is").call(work);
    }
}
