package org.vigie.servicedesk;

/**
 * What people may change about a ticket, whole: as somebody saw it, or as they want it. How a browser ends its lines is
 * no change.
 */
public record Edition(String title, String description, Grade impact, Grade urgency) {
    public Edition {
        title = title.replaceAll("[\r\n]", "").strip();
        description = description.replaceAll("\r\n?", "\n");
    }

    public static Edition of(Ticket ticket) {
        return new Edition(ticket.title(), ticket.description(), ticket.impact(), ticket.urgency());
    }
}
