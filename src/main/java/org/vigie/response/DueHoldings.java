package org.vigie.response;

import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class DueHoldings {

    private static final int AT_ONCE = 1000;

    private final HoldingStore store;
    private final InstantSource clock;

    DueHoldings(HoldingStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<HoldingStore.Due> now() {
        return store.due(clock.instant(), AT_ONCE);
    }
}
