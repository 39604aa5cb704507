package org.vigie.servicedesk.views;

import java.util.SortedSet;
import java.util.TreeSet;
import org.vigie.servicedesk.TicketSort;
import org.vigie.shared.TenantId;

/**
 * A view that somebody kept.
 *
 * @param shared every colleague sees it who sees the clients that it names
 * @param clients those that it names
 * @param version counts changes, for If-Match
 */
public record SavedView(
        long id,
        long owner,
        String ownerName,
        String name,
        ViewText text,
        TicketSort sort,
        boolean shared,
        SortedSet<TenantId> clients,
        long version) {
    public SavedView {
        clients = new TreeSet<>(clients);
    }
}
