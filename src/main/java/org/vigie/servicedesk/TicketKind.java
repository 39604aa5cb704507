package org.vigie.servicedesk;

/** A ticket is one of these; what is shared (conversation, links, clocks) is the same for all. */
public enum TicketKind {
    INCIDENT,
    REQUEST,
    PROBLEM,
    CHANGE
}
