package org.vigie.contracts;

import java.util.Locale;

/** What a clock runs towards: a person starts (GTI), the service works again (GTR), the ticket is solved. */
public enum Milestone {
    RESPOND,
    RESTORE,
    RESOLVE;

    /** As the declarations write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
