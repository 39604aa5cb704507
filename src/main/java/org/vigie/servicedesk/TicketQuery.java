package org.vigie.servicedesk;

import java.util.List;

/**
 * Which tickets: those that meet every condition of any group. Without a group, all of them.
 *
 * @param anyOf at most {@link #MOST_GROUPS}: each is walked of its own
 */
public record TicketQuery(List<List<Condition>> anyOf) {
    public static final int MOST_GROUPS = 5;
    public static final TicketQuery EVERYTHING = new TicketQuery(List.of());

    public TicketQuery {
        anyOf = anyOf.stream().map(List::copyOf).toList();
        if (anyOf.size() > MOST_GROUPS) {
            throw new IllegalArgumentException("at most " + MOST_GROUPS + " groups");
        }
    }
}
