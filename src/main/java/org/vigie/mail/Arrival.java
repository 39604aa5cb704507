package org.vigie.mail;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * A mail that came, and what became of it.
 *
 * @param size on the server
 * @param whole false: only its headers are here, it was too large
 * @param reason why it is where it is
 * @param ticket on which it is
 * @param decidedBy the person who took it out of the hold
 */
public record Arrival(
        long id,
        long mailbox,
        Instant arrivedAt,
        long size,
        boolean whole,
        State state,
        int attempts,
        String sender,
        String subject,
        @Nullable Words reason,
        @Nullable TenantId client,
        @Nullable Long ticket,
        @Nullable String decidedBy) {

    public enum State {
        /** To be judged. */
        WAITING,
        /** On a ticket. */
        DONE,
        /** A rule says that nothing comes of it. */
        IGNORED,
        /** A person decides. */
        HELD,
        /** A person decided that nothing comes of it. */
        DROPPED;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }
}
