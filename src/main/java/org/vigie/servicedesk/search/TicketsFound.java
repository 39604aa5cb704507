package org.vigie.servicedesk.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what was found, the newest first.
 *
 * @param next the cursor of what follows; null at the end
 * @param known how many there are, or at least are where there are {@code more}
 * @param nearly no ticket has the words as they are typed; these have words that are nearly spelt so or begin so
 */
public record TicketsFound(List<TicketHit> hits, @Nullable String next, int known, boolean more, boolean nearly) {
    static final TicketsFound NONE = new TicketsFound(List.of(), null, 0, false, false);

    public TicketsFound {
        hits = List.copyOf(hits);
    }
}
