package org.vigie.portal;

import java.time.Instant;
import org.vigie.servicedesk.Ticket;

/** Where a request stands and whose turn it is, in the words of who asked. */
public enum Standing {
    YOUR_ANSWER,
    YOUR_VERDICT,
    RECEIVED,
    IN_HAND,
    HELD,
    ELSEWHERE,
    DONE;

    static final String FOR_CLIENT = "waiting-for-client";

    static Standing of(Ticket ticket, Instant now) {
        if (ticket.mergedInto() != null) {
            return ELSEWHERE;
        }
        return switch (ticket.state()) {
            case NEW -> RECEIVED;
            case ASSIGNED -> IN_HAND;
            case WAITING -> FOR_CLIENT.equals(ticket.waitingReason()) ? YOUR_ANSWER : HELD;
            case RESOLVED -> ticket.isOver(now) ? DONE : YOUR_VERDICT;
            case CLOSED -> DONE;
        };
    }

    public boolean isYours() {
        return this == YOUR_ANSWER || this == YOUR_VERDICT;
    }

    /** The mark of its badge. */
    public String mark() {
        return switch (this) {
            case YOUR_ANSWER, YOUR_VERDICT -> "warning";
            case RECEIVED -> "fresh";
            case IN_HAND -> "info";
            case HELD, ELSEWHERE -> "unknown";
            case DONE -> "ok";
        };
    }
}
