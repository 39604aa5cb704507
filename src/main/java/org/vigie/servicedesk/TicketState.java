package org.vigie.servicedesk;

public enum TicketState {
    NEW,
    ASSIGNED,
    WAITING,
    RESOLVED,
    CLOSED;

    public boolean isOpen() {
        return this != RESOLVED && this != CLOSED;
    }
}
