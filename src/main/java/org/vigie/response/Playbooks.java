package org.vigie.response;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;

/** The rules, read in one place, and which alert belongs to which ticket. */
@Service
public class Playbooks {

    @Transactional(readOnly = true)
    public List<Rule> rules() {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declare(List<Rule> wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Long> ticketOf(long alertId) {
        throw new UnsupportedOperationException();
    }

    /** Ids of the alerts of a ticket, the oldest first. */
    @Transactional(readOnly = true)
    public List<Long> alertsOf(long ticketNumber) {
        throw new UnsupportedOperationException();
    }
}
