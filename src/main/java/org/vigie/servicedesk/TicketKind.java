package org.vigie.servicedesk;

/** A ticket is one of these; what is shared (conversation, links, clocks) is the same for all. */
public enum TicketKind {
    INCIDENT,
    REQUEST,
    PROBLEM,
    CHANGE;

    /** Whether a contract promises anything for such a ticket. */
    public boolean isPromised() {
        return switch (this) {
            case INCIDENT, REQUEST -> true;
            case PROBLEM, CHANGE -> false;
        };
    }
}
