package org.vigie.servicedesk.search;

import java.time.Instant;

/** Where in a ticket the words stand. */
public sealed interface Place {
    /** Its number is what was typed. */
    record Number() implements Place {}

    record Title() implements Place {}

    record Description() implements Place {}

    /**
     * @param entry its line on the timeline
     * @param internal said among colleagues
     */
    record Message(long entry, String by, Instant at, boolean internal) implements Place {}

    /** @param entry the line that it came with */
    record File(long entry, String name, boolean internal) implements Place {}
}
