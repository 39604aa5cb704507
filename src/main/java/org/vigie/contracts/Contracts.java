package org.vigie.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Priority;

/** The contract and the service levels of the client in scope. */
@Service
public class Contracts {

    /**
     * What was promised for a ticket: the level of its business service, else the only or first level of the client.
     *
     * @param kind "incident" or "request"
     */
    @Transactional(readOnly = true)
    public Optional<Promise> promiseFor(String kind, Priority priority, @Nullable Long serviceId) {
        throw new UnsupportedOperationException();
    }

    /** The contract in force at that instant, if any. */
    @Transactional(readOnly = true)
    public Optional<Contract> inForce(Instant at) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Contract> contract() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public List<ServiceLevel> serviceLevels() {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declareServiceLevels(List<ServiceLevel> wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declareContract(Contract wanted) {
        throw new UnsupportedOperationException();
    }
}
