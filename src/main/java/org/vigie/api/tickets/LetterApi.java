package org.vigie.api.tickets;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.mail.Outbox;
import org.vigie.mail.Outgoing;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.page.Texts;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.shared.Page;
import org.vigie.shared.Scope;

/** What came by mail for a ticket, and what went out about it. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/letters")
@Needs(Permission.SEE_TICKETS)
class LetterApi {
    private final Verb verb;
    private final ReceivedLetters received;
    private final Outbox outbox;
    private final People people;
    private final PlainFrames frames;

    LetterApi(Verb verb, ReceivedLetters received, Outbox outbox, People people, PlainFrames frames) {
        this.verb = verb;
        this.received = received;
        this.outbox = outbox;
        this.people = people;
        this.frames = frames;
    }

    /**
     * @param mail where its source is; null for what went out, and for a client's people
     * @param failure what a mail server said, for staff: it names the provider's own machines
     */
    record Shown(
            long id,
            String direction,
            String kind,
            String name,
            String address,
            String status,
            Instant at,
            @Nullable Long entry,
            @Nullable Long mail,
            @Nullable String failure,
            boolean internal) {

        static Shown in(ReceivedLetter letter) {
            return new Shown(
                    letter.arrival(),
                    "in",
                    letter.nature().replace('_', '-'),
                    letter.fromName(),
                    letter.fromAddress(),
                    "received",
                    letter.at(),
                    letter.entry(),
                    letter.arrival(),
                    null,
                    letter.internal());
        }

        static Shown out(Outgoing letter, boolean internal, Texts texts) {
            return new Shown(
                    letter.id(),
                    "out",
                    letter.letter().kind(),
                    letter.letter().toName(),
                    letter.letter().toAddress(),
                    letter.status(),
                    Objects.requireNonNullElse(letter.sentAt(), letter.plannedAt()),
                    letter.letter().part(),
                    null,
                    letter.failure() == null ? null : texts.say(letter.failure()),
                    internal);
        }

        Shown forClient() {
            return new Shown(id, direction, kind, name, address, status, at, entry, null, null, internal);
        }
    }

    /** The oldest first. */
    @GetMapping
    Page<Shown> list(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable long number,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Ticket ticket = verb.find(viewer, number);
        List<Shown> all = Scope.of(ticket.tenant()).call(() -> all(number, frames.texts(request)));
        if (!viewer.role().isStaff()) {
            all = all.stream()
                    .filter(letter -> !letter.internal())
                    .map(Shown::forClient)
                    .toList();
        }
        return Slices.of(all, letter -> letter.direction() + " " + letter.id(), cursor, Limits.checked(limit));
    }

    private List<Shown> all(long number, Texts texts) {
        var all = new ArrayList<Shown>();
        received.of(number).forEach(letter -> all.add(Shown.in(letter)));
        List<Outgoing> out = outbox.about(Correspondence.about(number));
        Set<String> clients = ofClient(out);
        for (Outgoing letter : out) {
            all.add(Shown.out(letter, !clients.contains(folded(letter.letter().toAddress())), texts));
        }
        all.sort(Comparator.comparing(Shown::at).thenComparing(Shown::direction).thenComparingLong(Shown::id));
        return all;
    }

    /** A client does not read the addresses of the provider's people, nor of who is known no longer. */
    private Set<String> ofClient(List<Outgoing> letters) {
        List<Person> known = people.byEmail(
                letters.stream().map(letter -> letter.letter().toAddress()).toList());
        Set<String> clients = new HashSet<>();
        known.forEach(person -> clients.add(folded(Objects.requireNonNull(person.email()))));
        known.stream()
                .filter(person -> !person.teams().isEmpty())
                .forEach(person -> clients.remove(folded(Objects.requireNonNull(person.email()))));
        return clients;
    }

    private static String folded(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
