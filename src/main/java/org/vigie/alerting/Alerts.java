package org.vigie.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Words;

/** The one way in for everything that watches, and the alerts of the scope. */
@Service
public class Alerts {

    private final Raising raising;
    private final Clearing clearing;
    private final Acknowledging acknowledging;
    private final AlertStore store;
    private final AlertTimeline timeline;
    private final List<RecoveryProof> proofs;

    Alerts(
            Raising raising,
            Clearing clearing,
            Acknowledging acknowledging,
            AlertStore store,
            AlertTimeline timeline,
            List<RecoveryProof> proofs) {
        this.raising = raising;
        this.clearing = clearing;
        this.acknowledging = acknowledging;
        this.store = store;
        this.timeline = timeline;
        this.proofs = proofs;
    }

    /** Opens the alert of this client, asset and symptom, or changes the open one in place; harmless when repeated. */
    @Transactional
    public Alert raise(Signal signal) {
        return raising.raise(signal);
    }

    /** Takes one source out; the alert closes when its last source has recovered. An old result clears nothing. */
    @Transactional
    public void clear(Recovery recovery) {
        clearing.clear(recovery);
    }

    /** Somebody looks after it, until the given instant or for good. A worse severity withdraws it. */
    @Transactional
    public void acknowledge(long alertId, Actor by, @Nullable String note, @Nullable Instant until) {
        acknowledging.acknowledge(alertId, by, note, until);
    }

    /** Harmless when there is none. */
    @Transactional
    public void withdrawAcknowledgement(long alertId, Actor by) {
        acknowledging.withdraw(alertId, by, Words.of("alert.acknowledgement-withdrawn", by.name()));
    }

    /** Adds a line of another room's decision: "ticket 4711 opened by rule 1". The same line is written once. */
    @Transactional
    public void note(long alertId, Actor by, Words reason) {
        get(alertId);
        timeline.addOnce(alertId, AlertEvent.Kind.NOTED, by, reason);
    }

    @Transactional(readOnly = true)
    public Alert get(long alertId) {
        return store.find(alertId).orElseThrow(() -> NotFound.of("alert", alertId));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public Page<Alert> list(AlertFilter filter, @Nullable String cursor, int limit) {
        return store.list(filter, cursor, limit);
    }

    /** How many are open in the scope. */
    @Transactional(readOnly = true)
    public long countOpen() {
        return store.countOpen();
    }

    @Transactional(readOnly = true)
    public List<AlertEvent> timeline(long alertId) {
        get(alertId);
        return timeline.of(alertId);
    }

    /**
     * Up to when the recovery of this alert is proven: the latest instant at which a result of every one of its sources
     * was good, asked of those who watch. Empty while it is open, or when a source's latest result is not good. A
     * watcher that fell silent leaves it at its last result, never later.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> provenUntil(long alertId) {
        Alert alert = get(alertId);
        if (alert.recoveredAt() == null) {
            return Optional.empty();
        }
        Instant least = Instant.MAX;
        for (SourceState source : store.sources(alertId)) {
            Instant good = proofs.stream()
                    .flatMap(
                            proof -> proof
                                    .lastGoodResult(
                                            alert.assetId(), alert.symptom(), source.source(), source.sourceId())
                                    .stream())
                    .max(Instant::compareTo)
                    .orElse(null);
            if (good == null) {
                return Optional.empty();
            }
            least = good.isBefore(least) ? good : least;
        }
        return Optional.of(least);
    }
}
