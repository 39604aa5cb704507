package org.vigie.notification;

import java.io.IOException;

/** A way to reach a person. Sending twice the same id must be harmless or be told apart by it. */
interface Channel {
    String name();

    /** Whether this person can be reached this way now; when not, no delivery is planned. */
    boolean reaches(org.vigie.organization.Person person);

    /** @throws IOException with a sentence for the operator when it did not arrive */
    void send(Message message) throws IOException;
}
