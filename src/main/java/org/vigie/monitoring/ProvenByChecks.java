package org.vigie.monitoring;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.alerting.RecoveryProof;

/** Answers alerting from what this node last heard: an old green is no proof. */
@Component
class ProvenByChecks implements RecoveryProof {
    private final LiveStates live;

    ProvenByChecks(LiveStates live) {
        this.live = live;
    }

    @Override
    public Optional<Instant> lastGoodResult(long assetId, String symptom, String source, long sourceId) {
        return live.lastGoodResult(sourceId);
    }
}
