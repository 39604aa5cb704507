package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Prioritised;
import org.vigie.contracts.Promise;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.organization.Team;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.search.SoughtTexts;
import org.vigie.shared.Actor;
import org.vigie.shared.FieldError;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** Opens tickets: once for each origin, however often and from wherever it is told. */
@Component
class Opening {
    static final int LONGEST_TITLE = 300;
    static final int LONGEST_TEXT = 100_000;

    /** Clocks of machines differ a little; more than this from the future is a mistake. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    private final Verbs verbs;
    private final Contracts contracts;
    private final Priorities priorities;
    private final Teams teams;
    private final People people;
    private final Attaching attaching;
    private final SoughtTexts sought;

    Opening(
            Verbs verbs,
            Contracts contracts,
            Priorities priorities,
            Teams teams,
            People people,
            Attaching attaching,
            SoughtTexts sought) {
        this.verbs = verbs;
        this.contracts = contracts;
        this.priorities = priorities;
        this.teams = teams;
        this.people = people;
        this.attaching = attaching;
        this.sought = sought;
    }

    long open(OpenTicket wanted, List<UUID> files) {
        if (wanted.origin() != null) {
            Optional<Ticket> known = verbs.tickets.byOrigin(wanted.origin());
            if (known.isPresent()) {
                return known.get().number();
            }
        }
        refuse(wanted);
        Prioritised graded = priorities.now(wanted.impact(), wanted.urgency());
        Priority priority = graded.priority();
        Team team = team(wanted.team());
        OpenTicket at = at(wanted);
        // Counted first: the ticket is written with its deadline, and so into its many indexes once.
        Optional<ClockKeeping.Begun> clocks = promise(contracts, at.kind(), at.service(), priority)
                .map(promise -> verbs.clocks.begin(promise, at.openedAt(), priority, at.by()));
        Optional<TicketRow> row = verbs.tickets.insert(
                at,
                graded,
                team == null ? null : team.key(),
                team == null ? 1 : team.level(),
                clocks.map(ClockKeeping.Begun::next).orElse(null));
        if (row.isEmpty()) {
            // Somebody else opened it between our look and our insert.
            return verbs.tickets
                    .byOrigin(java.util.Objects.requireNonNull(wanted.origin()))
                    .orElseThrow()
                    .number();
        }
        begun(row.get(), clocks, wanted.by(), files);
        return row.get().number();
    }

    private void begun(TicketRow row, Optional<ClockKeeping.Begun> clocks, Actor by, List<UUID> files) {
        Ticket ticket = row.ticket();
        sought.opened(ticket.tenant(), ticket.number(), ticket.title(), ticket.description());
        long entry = verbs.timeline.add(
                row.tenant(),
                row.number(),
                TimelineEntry.Kind.OPENED,
                verbs.now(),
                by,
                Words.of("timeline.opened", ticket.priority()),
                null,
                false);
        attaching.to(row, entry, files, false);
        clocks.ifPresent(begun -> verbs.clocks.write(row, begun));
        verbs.tell(new TicketNews.TicketOpened(
                ticket.tenant(),
                verbs.now(),
                ticket.number(),
                ticket.kind(),
                ticket.priority(),
                ticket.team(),
                ticket.service(),
                ticket.asset(),
                ticket.openedAt()));
    }

    /** Only incidents and requests are promised anything. */
    static Optional<Promise> promise(Contracts contracts, Ticket ticket, Priority priority) {
        return promise(contracts, ticket.kind(), ticket.service(), priority);
    }

    private static Optional<Promise> promise(
            Contracts contracts, TicketKind kind, @Nullable Long service, Priority priority) {
        return switch (kind) {
            case INCIDENT, REQUEST -> contracts.promiseFor(kind.name().toLowerCase(Locale.ROOT), priority, service);
            case PROBLEM, CHANGE -> Optional.empty();
        };
    }

    private @Nullable Team team(@Nullable String key) {
        if (key == null) {
            return teams.all().stream()
                    .filter(team -> team.level() == 1)
                    .min(Comparator.comparing(Team::key))
                    .orElse(null);
        }
        return teams.find(key).orElseThrow(() -> Refused.field("team", "refusal.ticket.team", key));
    }

    private OpenTicket at(OpenTicket wanted) {
        return new OpenTicket(
                wanted.kind(),
                wanted.origin(),
                wanted.title().strip(),
                wanted.description(),
                wanted.impact(),
                wanted.urgency(),
                wanted.site(),
                wanted.service(),
                wanted.asset(),
                requester(wanted),
                wanted.requesterPerson(),
                wanted.team(),
                wanted.openedAt().truncatedTo(java.time.temporal.ChronoUnit.MICROS),
                wanted.by());
    }

    private @Nullable String requester(OpenTicket wanted) {
        if (wanted.requesterPerson() == null) {
            return wanted.requester();
        }
        Person person = people.get(wanted.requesterPerson());
        return wanted.requester() == null ? person.name() : wanted.requester();
    }

    private void refuse(OpenTicket wanted) {
        var errors = new ArrayList<FieldError>();
        refuseTexts(wanted.title(), wanted.description(), errors);
        if (wanted.openedAt().isAfter(verbs.now().plus(AHEAD))) {
            errors.add(FieldError.of("openedAt", "refusal.ticket.future", wanted.openedAt()));
        } else if (wanted.openedAt().isBefore(FIRST)) {
            errors.add(FieldError.of("openedAt", "refusal.ticket.past", wanted.openedAt(), FIRST));
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    static void refuseTexts(@Nullable String title, @Nullable String description, List<FieldError> errors) {
        if (title != null && title.isBlank()) {
            errors.add(FieldError.of("title", "refusal.ticket.blank"));
        }
        if (title != null && title.length() > LONGEST_TITLE) {
            errors.add(FieldError.of("title", "refusal.ticket.long", LONGEST_TITLE));
        }
        if (description != null && description.length() > LONGEST_TEXT) {
            errors.add(FieldError.of("description", "refusal.ticket.long", LONGEST_TEXT));
        }
    }
}
