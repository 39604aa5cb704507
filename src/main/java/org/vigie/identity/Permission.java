package org.vigie.identity;

/** One thing that a role may or may not do. Routes name one; {@link Permissions} knows which role has it. */
public enum Permission {
    /** The pages of the client's own people. A place, not a power: no token is worth more or less for it. */
    USE_PORTAL,
    SEE_REPORT,
    SEE_TICKETS,
    OPEN_TICKET,
    REPLY_TO_TICKET,
    WORK_ON_TICKETS,
    SEE_SUPERVISION,
    ACKNOWLEDGE_ALERTS,
    SEE_CLIENTS,
    DECLARE,
    SEE_AUDIT,
    SORT_MAIL,
    ADMINISTER,
    SCRAPE_METRICS
}
