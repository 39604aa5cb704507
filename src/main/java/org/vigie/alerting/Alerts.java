package org.vigie.alerting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.Page;
import org.vigie.shared.Words;

/** The one way in for everything that watches, and the alerts of the scope. */
@Service
public class Alerts {

    /** Opens the alert of this client, asset and symptom, or changes the open one in place; harmless when repeated. */
    @Transactional
    public Alert raise(Signal signal) {
        throw new UnsupportedOperationException();
    }

    /** Takes one source out; the alert closes when its last source has recovered. An old result clears nothing. */
    @Transactional
    public void clear(Recovery recovery) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void acknowledge(long alertId, Actor by, @Nullable String note, @Nullable Instant until) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public void withdrawAcknowledgement(long alertId, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Adds a line of another room's decision: "ticket 4711 opened by rule 1". */
    @Transactional
    public void note(long alertId, Actor by, Words reason) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Alert get(long alertId) {
        throw new UnsupportedOperationException();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public Page<Alert> list(AlertFilter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public List<AlertEvent> timeline(long alertId) {
        throw new UnsupportedOperationException();
    }
}
