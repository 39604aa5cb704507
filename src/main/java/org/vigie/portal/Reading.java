package org.vigie.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.servicedesk.Condition;
import org.vigie.servicedesk.Condition.Column;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;

/** Which tickets somebody of the client may read: those that they asked for or follow; who answers for it, all. */
@Component
class Reading {
    private static final Set<TicketState> OPEN = EnumSet.of(TicketState.NEW, TicketState.ASSIGNED, TicketState.WAITING);

    private final Tickets tickets;

    Reading(Tickets tickets) {
        this.tickets = tickets;
    }

    boolean mayRead(Asker asker, Ticket ticket) {
        return asker.seesAll()
                || asker.person() != null
                        && tickets.takesPart(ticket, asker.person().id());
    }

    /** In the scope of the client. */
    Ticket get(Asker asker, long number) {
        Ticket ticket = tickets.get(number);
        if (!mayRead(asker, ticket)) {
            throw NotFound.of("ticket", number);
        }
        return ticket;
    }

    /**
     * The last changed first.
     *
     * @param over those that are behind everybody, or else those that somebody has to do with
     * @param everybodys of all the client's people, for who may see them
     */
    Page<Ticket> list(Asker asker, boolean over, boolean everybodys, Instant now, @Nullable String cursor, int limit) {
        var anyOf = new ArrayList<List<Condition>>();
        for (Condition whose : whose(asker, everybodys)) {
            for (List<Condition> states : states(over, now)) {
                var allOf = new ArrayList<>(states);
                if (whose != null) {
                    allOf.add(whose);
                }
                anyOf.add(allOf);
            }
        }
        return anyOf.isEmpty()
                ? new Page<>(List.of(), null)
                : tickets.list(TicketFilter.any(), new TicketQuery(anyOf), TicketSort.UPDATED, cursor, limit);
    }

    /** Null stands for anybody's. */
    private static List<@Nullable Condition> whose(Asker asker, boolean everybodys) {
        var whose = new ArrayList<@Nullable Condition>();
        if (everybodys && asker.seesAll()) {
            whose.add(null);
        } else if (asker.person() != null) {
            long person = asker.person().id();
            whose.add(new Condition.Among(Column.PERSON, List.of(Long.toString(person)), false, false));
            whose.add(new Condition.WatchedBy(person));
        }
        return whose;
    }

    /** As {@link Ticket#isOver} has it. */
    private static List<List<Condition>> states(boolean over, Instant now) {
        Instant bound = now.minus(Ticket.STILL_OPENS);
        Condition resolved = state(EnumSet.of(TicketState.RESOLVED));
        return over
                ? List.of(
                        List.of(state(EnumSet.of(TicketState.CLOSED))),
                        List.of(resolved, new Condition.Before(Column.RESOLVED, bound)))
                : List.of(List.of(state(OPEN)), List.of(resolved, new Condition.Since(Column.RESOLVED, bound)));
    }

    private static Condition state(Set<TicketState> states) {
        return Condition.ordinals(Column.STATE, states, false);
    }
}
