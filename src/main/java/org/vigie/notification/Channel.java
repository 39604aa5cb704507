package org.vigie.notification;

import java.util.Optional;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/** A way to reach a person. Sending twice the same id must be harmless or be told apart by it. */
interface Channel {
    String name();

    /** Whether this installation has this way at all. */
    boolean isSet();

    /** Why this person cannot be reached this way; empty when they can. */
    Optional<Words> obstacle(Person person);

    /**
     * Runs on a thread of its own, which is interrupted when it takes too long.
     *
     * @throws NotDelivered when it did not arrive, or when that is not known
     */
    void send(Message message) throws NotDelivered;
}
