package org.vigie.notification;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/** On the page of whoever is signed in: the row in the ledger is the message. */
@Component
class PageChannel implements Channel {
    static final String NAME = "page";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isSet() {
        return true;
    }

    @Override
    public Optional<Words> obstacle(Person person) {
        return Optional.empty();
    }

    @Override
    public void send(Message message) {
        // Nothing leaves: the notifications page reads the ledger.
    }
}
