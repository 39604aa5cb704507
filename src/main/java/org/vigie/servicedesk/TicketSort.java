package org.vigie.servicedesk;

/** Each order ends with the number, so that pages never overlap. DUE: the least time left first, no deadline last. */
public enum TicketSort {
    NEWEST,
    OLDEST,
    PRIORITY,
    DUE,
    UPDATED
}
