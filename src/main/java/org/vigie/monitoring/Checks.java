package org.vigie.monitoring;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Page;

/** The checks of the scope, their states and their history. */
@Service
public class Checks {

    @Transactional(readOnly = true)
    public Check get(long id) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Check> find(String key) {
        throw new UnsupportedOperationException();
    }

    /** The worst state first, then by key. */
    @Transactional(readOnly = true)
    public Page<Check> list(CheckFilter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * What was believed of these checks over [from, to), gapless from the first declaration on; time in which Vigie was
     * not running or could not tell is UNKNOWN, never the state before it.
     */
    @Transactional(readOnly = true)
    public List<StateSpan> history(Collection<Long> checkIds, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /** Checks of any of these assets that count for availability, retired ones included while they lived. */
    @Transactional(readOnly = true)
    public List<Check> countingFor(Collection<Long> assetIds) {
        throw new UnsupportedOperationException();
    }

    /** The declaration of a check as it was given, secrets masked. */
    @Transactional(readOnly = true)
    public List<CheckDeclaration> declared() {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declare(List<CheckDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> put(CheckDeclaration wanted) {
        throw new UnsupportedOperationException();
    }

    /** Asks at once, whatever the schedule says. */
    public void askNow(long id) {
        throw new UnsupportedOperationException();
    }
}
