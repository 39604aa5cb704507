package org.vigie.servicedesk;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Priority;

/** Null or empty means any. {@code openOnly} leaves out resolved and closed tickets. */
public record TicketFilter(
        @Nullable TicketKind kind,
        Set<TicketState> states,
        @Nullable Priority priority,
        @Nullable String team,
        @Nullable String assignee,
        @Nullable Long asset,
        @Nullable Long service,
        @Nullable String text,
        boolean openOnly) {

    /** Whether nothing but open tickets can match. */
    boolean onlyOpenStates() {
        return openOnly || (!states.isEmpty() && states.stream().allMatch(TicketState::isOpen));
    }

    public static TicketFilter open() {
        return new TicketFilter(null, Set.of(), null, null, null, null, null, null, true);
    }

    public static TicketFilter any() {
        return new TicketFilter(null, Set.of(), null, null, null, null, null, null, false);
    }
}
