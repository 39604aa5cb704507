package org.vigie.contracts;

/** What a clock runs towards: a person starts (GTI), the service works again (GTR), the ticket is solved. */
public enum Milestone {
    RESPOND,
    RESTORE,
    RESOLVE
}
