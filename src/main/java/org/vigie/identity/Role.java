package org.vigie.identity;

/** What an account or token may do; what it may see is its set of clients. */
public enum Role {
    ADMINISTRATOR,
    TECHNICIAN,
    DELIVERY_MANAGER,
    CLIENT_MANAGER,
    REQUESTER,
    /** Reads /metrics and nothing else; tokens only. */
    METRICS;

    /** The provider's own people: internal notes, supervision, all pages of a technician. */
    public boolean isStaff() {
        return switch (this) {
            case ADMINISTRATOR, TECHNICIAN, DELIVERY_MANAGER -> true;
            case CLIENT_MANAGER, REQUESTER, METRICS -> false;
        };
    }
}
