package org.vigie.alerting;

import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which alerts of all clients have something due, one indexed question each. */
@Component
class DueAlerts {

    private static final int AT_ONCE = 1000;

    private final AlertStore store;
    private final InstantSource clock;

    DueAlerts(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<AlertStore.Due> mutes() {
        return store.mutesToReview(clock.instant(), AT_ONCE);
    }

    @Transactional(readOnly = true)
    public List<AlertStore.Due> acknowledgements() {
        return store.acknowledgementsToEnd(clock.instant(), AT_ONCE);
    }
}
