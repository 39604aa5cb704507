package org.vigie.monitoring;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.alerting.RecoveryProof;

/** Answers alerting from what is written down, so that every node says the same: an old green is no proof. */
@Component
class ProvenByChecks implements RecoveryProof {
    private final CheckStore store;

    ProvenByChecks(CheckStore store) {
        this.store = store;
    }

    @Override
    public Optional<Instant> lastGoodResult(long assetId, String symptom, String source, long sourceId) {
        return store.lastGood(sourceId);
    }
}
