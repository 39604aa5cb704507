package org.vigie.servicedesk.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a log in the order in which its events take effect: by instant, and at equal instants as they were written. An
 * answer never takes effect before what it answers, so a machine whose clock went back between a pause and its end
 * leaves a pause of no length and not one without end. Nothing takes effect before the start.
 */
final class ClockOrder {

    /** An event, and when it takes effect. */
    record Placed(Instant at, ClockEvent event) {}

    private @Nullable Instant pausedAt;
    private @Nullable Instant stoppedAt;
    private @Nullable Instant reopenedAt;
    private @Nullable Instant observedAt;

    private ClockOrder() {}

    static List<Placed> of(List<ClockEvent> log, ClockEvent.Started start) {
        var order = new ClockOrder();
        var placed = new ArrayList<Placed>(log.size());
        for (var event : log.stream().distinct().toList()) {
            if (!event.equals(start)) {
                placed.add(new Placed(order.effectOf(event, start.at()), event));
            }
        }
        placed.sort(Comparator.comparing(Placed::at));
        return placed;
    }

    private Instant effectOf(ClockEvent event, Instant start) {
        var at = notBefore(start, event.at());
        return switch (event) {
            case ClockEvent.Started ignored -> at;
            case ClockEvent.TermsChanged ignored -> at;
            case ClockEvent.Paused ignored -> pausedAt = at;
            case ClockEvent.Resumed ignored -> {
                var effect = notBefore(pausedAt, at);
                pausedAt = null;
                yield effect;
            }
            case ClockEvent.RestorationObserved ignored -> observedAt = at;
            case ClockEvent.RestorationForgotten ignored -> {
                var effect = notBefore(observedAt, at);
                observedAt = null;
                yield effect;
            }
            case ClockEvent.Stopped ignored -> stoppedAt = notBefore(reopenedAt, at);
            case ClockEvent.Reopened ignored -> reopenedAt = notBefore(stoppedAt, at);
        };
    }

    private static Instant notBefore(@Nullable Instant first, Instant at) {
        return first != null && at.isBefore(first) ? first : at;
    }
}
