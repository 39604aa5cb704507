package org.vigie.servicedesk.sla;

/** What becomes of the time during which a clock had stopped, when it runs again. */
public enum ReopenPolicy {
    /** It counts, as if the clock had never stopped: the restoration or resolution was none. */
    COUNT,
    /** It does not count; the time before the stop does. */
    RESUME,
    /** The clock starts again from nothing, and what came before does not count. */
    RESTART
}
