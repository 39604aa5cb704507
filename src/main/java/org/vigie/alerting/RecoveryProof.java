package org.vigie.alerting;

import java.time.Instant;
import java.util.Optional;

/**
 * Asked back by this room: does what you watch still look well? Each room that raises alerts answers for its own
 * sources, so that nothing counts as restored because its watcher fell silent.
 */
public interface RecoveryProof {

    /**
     * The instant of the latest result of this source when that result was good; empty when it was not, when there is
     * none, or when the source is not one of yours.
     */
    Optional<Instant> lastGoodResult(long assetId, String symptom, String source, long sourceId);
}
