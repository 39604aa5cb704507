package org.vigie.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.maintenance.Occurrence;
import org.vigie.maintenance.Windows;
import org.vigie.shared.Words;

/**
 * A maintenance window keeps an alert quiet: it is recorded, and not told until the window has ended.
 *
 * <p>An alert that was told before the window began stays told and keeps its ticket. Only what would be told next, a
 * change of its severity, waits for the end. A recovery is told to those who were told of the trouble, window or not.
 */
@Component
class Muting {

    /** How soon a change of the windows themselves shows on alerts that are muted. */
    static final Duration REVIEW = Duration.ofMinutes(1);

    private final AlertStore store;
    private final AlertTimeline timeline;
    private final Telling telling;
    private final Windows windows;
    private final InstantSource clock;

    Muting(AlertStore store, AlertTimeline timeline, Telling telling, Windows windows, InstantSource clock) {
        this.store = store;
        this.timeline = timeline;
        this.telling = telling;
        this.windows = windows;
        this.clock = clock;
    }

    /** Whether a window covers the asset at the instant of the signal; the answer is kept on the timeline. */
    boolean mutes(Alert alert, Instant at) {
        Optional<Occurrence> window = windows.covering(alert.assetId(), at);
        window.ifPresent(occurrence -> mute(alert, occurrence));
        return window.isPresent();
    }

    private void mute(Alert alert, Occurrence window) {
        Instant soon = clock.instant().plus(REVIEW);
        store.mute(alert.id(), window.window(), window.to(), window.to().isBefore(soon) ? window.to() : soon);
        if (!window.window().equals(alert.mutedBy()) || !window.to().equals(alert.mutedUntil())) {
            timeline.add(
                    alert.id(),
                    AlertEvent.Kind.MUTED,
                    AlertTimeline.SELF,
                    Words.of("alert.muted", window.window(), window.to()));
        }
    }

    /** Looks again at a muted alert: the window may have ended, moved, or been followed by another. */
    @Transactional
    public void review(long alertId) {
        Alert alert = store.lock(alertId).orElse(null);
        if (alert == null || !alert.isOpen() || alert.mutedBy() == null) {
            return;
        }
        if (mutes(alert, clock.instant())) {
            return;
        }
        store.unmute(alertId);
        timeline.add(alertId, AlertEvent.Kind.UNMUTED, AlertTimeline.SELF, Words.of("alert.unmuted", alert.mutedBy()));
        telling.catchUp(store.find(alertId).orElseThrow());
    }
}
