package org.vigie.maintenance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;

/** The maintenance windows of the client in scope. */
@Service
public class Windows {

    @Transactional(readOnly = true)
    public List<Window> all() {
        throw new UnsupportedOperationException();
    }

    /** The occurrence that covers this asset (itself, or something it needs) at that instant. */
    @Transactional(readOnly = true)
    public Optional<Occurrence> covering(long assetId, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** Occurrences that cover this asset and overlap the span, in order. */
    @Transactional(readOnly = true)
    public List<Occurrence> of(long assetId, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /** The next occurrences of one window. */
    @Transactional(readOnly = true)
    public List<Occurrence> next(String key, Instant from, int howMany) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declare(List<WindowDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> put(WindowDeclaration wanted) {
        throw new UnsupportedOperationException();
    }
}
