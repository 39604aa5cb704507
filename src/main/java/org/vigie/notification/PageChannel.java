package org.vigie.notification;

import org.springframework.stereotype.Component;
import org.vigie.organization.Person;

/** On the page of whoever is signed in: the row in the ledger is the message. */
@Component
class PageChannel implements Channel {
    @Override
    public String name() {
        return "page";
    }

    @Override
    public boolean reaches(Person person) {
        return true;
    }

    @Override
    public void send(Message message) {
        // Nothing leaves: the notifications page reads the ledger.
    }
}
