package org.vigie.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.identity.Accounts;
import org.vigie.servicedesk.Attachment;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.shared.Actor;

/**
 * What the client reads of a ticket. What is shown is chosen line by line, and said in words of the portal alone: the desk's
 * own wording names teams, priorities and reasons that are none of the client's business, and whatever is added to it later
 * must not come out here by itself.
 */
@Component
class Conversation {
    private final Tickets tickets;
    private final Accounts accounts;

    Conversation(Tickets tickets, Accounts accounts) {
        this.tickets = tickets;
        this.accounts = accounts;
    }

    /** In the scope of the client. */
    List<Said> of(Asker asker, Ticket ticket) {
        List<TimelineEntry> entries = tickets.timeline(ticket.number(), false);
        Map<Long, List<Attachment>> files =
                tickets.attachments(ticket.number(), false).stream().collect(Collectors.groupingBy(Attachment::entry));
        Set<Long> staff = accounts.staffAmong(entries.stream()
                .map(entry -> entry.by().accountId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        var lines = new ArrayList<Said>();
        for (TimelineEntry entry : entries) {
            List<Attachment> attached = files.getOrDefault(entry.id(), List.of());
            String what = what(entry, ticket, attached);
            if (what != null) {
                lines.add(line(asker, ticket, entry, what, attached, staff));
            }
        }
        return lines;
    }

    /** Null for what is not told. */
    private static @Nullable String what(TimelineEntry entry, Ticket ticket, List<Attachment> attached) {
        String happened = switch (entry.kind()) {
            case OPENED -> entry.number() == ticket.number() ? "asked" : null;
            case MESSAGE -> "said";
            case TAKEN -> "taken";
            case RESOLVED -> "solved";
            case REOPENED -> "reopened";
            case RESTORED -> "restored";
            case CLOSED -> "confirmed";
            // What the desk asks of the client when it begins to wait; other waits are its own business.
            case WAITING -> asksTheClient(entry) ? "said" : null;
            case ASSIGNED,
                    RESUMED,
                    PRIORITY_CHANGED,
                    RESTORATION_OBSERVED,
                    RELAPSED,
                    BREACHED,
                    ESCALATED,
                    EDITED,
                    NOTED -> null;
        };
        return happened == null && !attached.isEmpty() ? "files" : happened;
    }

    private static boolean asksTheClient(TimelineEntry entry) {
        return entry.body() != null && entry.what().args().contains(Standing.FOR_CLIENT);
    }

    private static Said line(
            Asker asker, Ticket ticket, TimelineEntry entry, String what, List<Attachment> attached, Set<Long> staff) {
        boolean asked = what.equals("asked");
        Actor by = entry.by();
        String text = switch (what) {
            case "asked" -> ticket.description().isBlank() ? null : ticket.description();
            case "said", "solved" -> entry.body();
            default -> null;
        };
        // The desk writes down what somebody says on the telephone: it is still they who ask.
        boolean others = asked && ticket.requester() != null;
        String who = others ? Objects.requireNonNull(ticket.requester()) : by.spoken();
        return new Said(
                side(asker, ticket, by, others, staff),
                what,
                who,
                asked ? ticket.openedAt() : entry.at(),
                text,
                attached);
    }

    private static Said.Side side(Asker asker, Ticket ticket, Actor by, boolean asks, Set<Long> staff) {
        if (asks) {
            return asker.isAskerOf(ticket) ? Said.Side.YOU : Said.Side.COLLEAGUE;
        }
        if (!by.isPerson() || by.accountId() != null && staff.contains(by.accountId())) {
            return Said.Side.DESK;
        }
        if (by.accountId() != null) {
            return by.accountId() == asker.viewer().accountId() ? Said.Side.YOU : Said.Side.COLLEAGUE;
        }
        // By mail: nobody signs in to write one.
        return asker.name().equalsIgnoreCase(by.name()) ? Said.Side.YOU : Said.Side.COLLEAGUE;
    }
}
