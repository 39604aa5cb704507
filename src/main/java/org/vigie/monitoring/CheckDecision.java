package org.vigie.monitoring;

/**
 * What one result changed.
 *
 * @param retrySoon whether doubt asks for the faster retry
 * @param run of how many results in a row this was, and {@code needed} how many the decision takes
 */
record CheckDecision(CheckMemory state, Change change, boolean retrySoon, Reason reason, int run, int needed) {
    /** What it means for alerts. */
    enum Change {
        NONE,
        /** From OK or PENDING to a problem. */
        RAISED,
        WORSENED,
        EASED,
        CLEARED,
        /** First known to be well. */
        SETTLED
    }

    /** Why the state is what it now is. */
    enum Reason {
        FIRST_RESULT,
        SAME_AS_BEFORE,
        ENOUGH_IN_A_ROW,
        NOT_ENOUGH_IN_A_ROW,
        VIGIE_CANNOT_TELL,
        VIGIE_CANNOT_TELL_AGAIN,
        NO_FRESH_RESULT,
        STILL_FRESH,
        OLDER_THAN_THE_LAST
    }
}
