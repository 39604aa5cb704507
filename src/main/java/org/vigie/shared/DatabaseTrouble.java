package org.vigie.shared;

import java.sql.SQLException;
import java.util.Set;

/** What kind of trouble the database has, by the classes of PostgreSQL's error codes (its appendix A). */
public final class DatabaseTrouble {
    /** Broken connection; rolled back; out of disk, memory or connections; shut down; the system failed. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private static final String DISK_FULL = "53100";
    private static final String UNWRITABLE = "22021";

    private DatabaseTrouble() {}

    /** Whether the same would succeed once the database is well again: nothing is wrong with what was asked. */
    public static boolean isPassing(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                // The pool's own complaints, of no connection in time or a closed one, carry no code.
                String state = sql.getSQLState();
                if (state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2))) {
                    return true;
                }
            }
        }
        return false;
    }

    public static boolean isDiskFull(Throwable trouble) {
        return hasCode(trouble, DISK_FULL);
    }

    /** Whether a text holds what PostgreSQL cannot keep: a NUL, half a character. */
    public static boolean isUnwritable(Throwable trouble) {
        return hasCode(trouble, UNWRITABLE);
    }

    private static boolean hasCode(Throwable trouble, String code) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && code.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
