package org.vigie.portal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.ClockView;

/**
 * What was promised for one step, and what became of it.
 *
 * @param state "open", "late" (past and not done), "kept", "missed" (done, but late) or "still" (time does not count now)
 * @param at until when, or when it was done; null while it is not known
 */
public record Promised(
        Milestone step, String state, @Nullable Instant at) {

    static List<Promised> of(List<ClockView> clocks) {
        return clocks.stream()
                .map(Promised::of)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Promised::step))
                .toList();
    }

    /** Null where nothing can be kept or missed any more. */
    private static @Nullable Promised of(ClockView clock) {
        return switch (clock.state()) {
            case RUNNING -> new Promised(clock.name(), "open", clock.dueAt());
            case PAUSED -> new Promised(clock.name(), "still", null);
            case MET -> new Promised(clock.name(), "kept", clock.stoppedAt());
            case BREACHED ->
                clock.stoppedAt() == null
                        ? new Promised(
                                clock.name(), "late", clock.breachedAt() != null ? clock.breachedAt() : clock.dueAt())
                        : new Promised(clock.name(), "missed", clock.stoppedAt());
            case WITHOUT_OBJECT -> null;
        };
    }
}
