package org.vigie.portal;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.organization.Client;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Ticket;
import org.vigie.shared.Actor;

/**
 * Who looks, of which client.
 *
 * @param person who of the client's people that is; without one nothing is theirs
 */
public record Asker(Viewer viewer, Client client, @Nullable Person person) {
    private static final Set<String> TITLES = Set.of("m", "mr", "mme", "mlle", "mrs", "ms", "dr", "me");

    /** Whoever answers for the client sees what all its people asked. */
    public boolean seesAll() {
        return viewer.may(Permission.SEE_TICKETS);
    }

    public boolean seesReports() {
        return viewer.may(Permission.SEE_REPORT);
    }

    /** Whether it is theirs, and not one that they follow or answer for. */
    public boolean isAskerOf(Ticket ticket) {
        return person != null && Objects.equals(ticket.requesterPerson(), person.id());
    }

    /** As they are called on tickets. */
    public String name() {
        return person == null ? viewer.name() : person.name();
    }

    /** "Anna"; whoever is written with a title is greeted whole. */
    public String greeted() {
        String whole = name().strip();
        String first = whole.split("\\s+")[0];
        return TITLES.contains(first.replace(".", "").toLowerCase(Locale.ROOT)) ? whole : first;
    }

    Actor actor() {
        return Actor.person(viewer.accountId(), name());
    }

    /** In lower case; null where they have none. */
    @Nullable
    String address() {
        return person == null || person.email() == null
                ? null
                : person.email().strip().toLowerCase(Locale.ROOT);
    }
}
