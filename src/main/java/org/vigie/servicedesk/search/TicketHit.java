package org.vigie.servicedesk.search;

import java.util.List;
import java.util.stream.Collectors;
import org.vigie.shared.TenantId;

/**
 * A ticket that was found.
 *
 * @param excerpt around those of the words that do not stand in the title
 */
public record TicketHit(long number, TenantId tenant, List<Piece> title, Place place, List<Piece> excerpt) {
    public TicketHit {
        title = List.copyOf(title);
        excerpt = List.copyOf(excerpt);
    }

    public String plainExcerpt() {
        return excerpt.stream().map(Piece::text).collect(Collectors.joining());
    }
}
