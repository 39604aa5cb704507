package org.vigie.monitoring;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.Words;

/** What this node last heard of each check, seconds before the database knows; and the way to ask out of turn. */
@Component
class LiveStates {
    record Heard(Instant at, Words output) {}

    private final Map<UUID, Heard> heard = new ConcurrentHashMap<>();
    private volatile @Nullable Consumer<UUID> asker;
    private volatile @Nullable Supplier<WheelFigures> figures;
    private volatile ProbeWheel.@Nullable Asker prober;

    void heard(UUID check, Instant at, Words output) {
        heard.put(check, new Heard(at, output));
    }

    void forget(UUID check) {
        heard.remove(check);
    }

    void askWith(@Nullable Consumer<UUID> newAsker) {
        asker = newAsker;
    }

    void countWith(@Nullable Supplier<WheelFigures> newFigures) {
        figures = newFigures;
    }

    Optional<WheelFigures> figures() {
        return Optional.ofNullable(figures).map(Supplier::get);
    }

    void probeWith(ProbeWheel.@Nullable Asker newProber) {
        prober = newProber;
    }

    /** Out of any schedule, for nobody's record; empty where nothing is watched. */
    Optional<ProbeWheel.Asker> prober() {
        return Optional.ofNullable(prober);
    }

    void askNow(UUID check) {
        Consumer<UUID> current = asker;
        if (current != null) {
            current.accept(check);
        }
    }

    Optional<Instant> lastResult(UUID check) {
        return Optional.ofNullable(heard.get(check)).map(Heard::at);
    }

    Optional<Words> output(UUID check) {
        return Optional.ofNullable(heard.get(check)).map(Heard::output);
    }
}
