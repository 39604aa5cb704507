package org.vigie.alerting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.shared.Words;

/** Takes a recovery in. Silence clears nothing, and neither does a result that is older than the trouble. */
@Component
class Clearing {

    private final AlertStore store;
    private final AlertTimeline timeline;
    private final Raising raising;
    private final Telling telling;
    private final InstantSource clock;

    Clearing(AlertStore store, AlertTimeline timeline, Raising raising, Telling telling, InstantSource clock) {
        this.store = store;
        this.timeline = timeline;
        this.raising = raising;
        this.telling = telling;
        this.clock = clock;
    }

    void clear(Recovery recovery) {
        store.lockOpen(recovery.assetId(), recovery.symptom()).ifPresent(alert -> clear(alert, recovery));
    }

    private void clear(Alert alert, Recovery recovery) {
        Optional<SourceState> failing = store.sources(alert.id()).stream()
                .filter(s -> s.source().equals(recovery.source()) && s.isFailing())
                .findFirst();
        if (failing.isEmpty()) {
            return;
        }
        if (!recovery.at().isAfter(failing.get().lastSeenAt())) {
            timeline.addUnlessLast(
                    alert.id(),
                    AlertEvent.Kind.RECOVERY_REFUSED,
                    Words.of(
                            "alert.recovery-stale",
                            recovery.source(),
                            recovery.at(),
                            failing.get().lastSeenAt()));
            return;
        }
        store.recoverSource(alert.id(), recovery);
        timeline.add(
                alert.id(),
                AlertEvent.Kind.SIGNAL_RECOVERED,
                AlertTimeline.SELF,
                Words.of("alert.signal-recovered", recovery.source(), recovery.at()));
        List<SourceState> sources = store.sources(alert.id());
        if (sources.stream().anyMatch(SourceState::isFailing)) {
            raising.follow(alert, recovery.source(), recovery.at());
            return;
        }
        Instant recoveredAt = sources.stream()
                .map(SourceState::recoveredAt)
                .map(Objects::requireNonNull)
                .max(Instant::compareTo)
                .orElseThrow();
        store.clear(alert.id(), recoveredAt, clock.instant());
        timeline.add(
                alert.id(),
                AlertEvent.Kind.CLEARED,
                AlertTimeline.SELF,
                Words.of("alert.cleared", recovery.source(), recoveredAt));
        telling.cleared(alert, recoveredAt, recovery.evidence());
    }
}
