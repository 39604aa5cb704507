package org.vigie.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/** Takes a signal in: a new alert, a change of the open one, or nothing, each for a reason. */
@Component
class Raising {

    private final AlertStore store;
    private final AlertTimeline timeline;
    private final Muting muting;
    private final Acknowledging acknowledging;
    private final Telling telling;

    Raising(AlertStore store, AlertTimeline timeline, Muting muting, Acknowledging acknowledging, Telling telling) {
        this.store = store;
        this.timeline = timeline;
        this.muting = muting;
        this.acknowledging = acknowledging;
        this.telling = telling;
    }

    Alert raise(Signal signal) {
        while (true) {
            Optional<Alert> open = store.lockOpen(signal.assetId(), signal.symptom());
            if (open.isPresent()) {
                return change(open.get(), signal);
            }
            Optional<Alert> settled = store.last(signal.assetId(), signal.symptom())
                    .filter(last -> !last.isOpen() && isOlderThanItsRecovery(last, signal));
            if (settled.isPresent()) {
                timeline.addUnlessLast(settled.get().id(), AlertEvent.Kind.NOTED, late(signal));
                return settled.get();
            }
            Optional<Long> created = store.insert(signal);
            if (created.isPresent()) {
                return open(created.get(), signal);
            }
            // Another transaction opened it meanwhile; its row can be seen and locked now, unless it is closed already.
        }
    }

    private Alert open(long id, Signal signal) {
        store.putSource(id, signal);
        timeline.add(
                id,
                AlertEvent.Kind.OPENED,
                AlertTimeline.SELF,
                Words.of(graded("alert.opened", signal.severity()), signal.source(), signal.at()));
        Alert alert = store.find(id).orElseThrow();
        if (!muting.mutes(alert, signal.at())) {
            telling.catchUp(alert);
        }
        return store.find(id).orElseThrow();
    }

    private Alert change(Alert alert, Signal signal) {
        List<SourceState> before = store.sources(alert.id());
        Optional<SourceState> known =
                before.stream().filter(s -> s.source().equals(signal.source())).findFirst();
        if (known.isPresent() && !signal.at().isAfter(known.get().lastHeardAt())) {
            if (signal.at().isBefore(known.get().lastHeardAt())) {
                timeline.addUnlessLast(alert.id(), AlertEvent.Kind.NOTED, late(signal));
            }
            return alert;
        }
        store.putSource(alert.id(), signal);
        if (known.isEmpty() || !known.get().isFailing()) {
            timeline.add(
                    alert.id(),
                    AlertEvent.Kind.SIGNAL_ADDED,
                    AlertTimeline.SELF,
                    Words.of(graded("alert.signal-added", signal.severity()), signal.source(), signal.at()));
        }
        return follow(alert, signal.source(), signal.at());
    }

    /** Lets the alert show its worst source; called again when a source has recovered. */
    Alert follow(Alert before, String because, Instant at) {
        SourceState worst = store.sources(before.id()).stream()
                .filter(SourceState::isFailing)
                .findFirst()
                .orElseThrow();
        store.show(before.id(), worst);
        if (worst.severity() != before.severity()) {
            boolean worse = worst.severity().isWorseThan(before.severity());
            timeline.add(
                    before.id(),
                    AlertEvent.Kind.SEVERITY_CHANGED,
                    AlertTimeline.SELF,
                    Words.of(worse ? "alert.severity-worse" : "alert.severity-better", because));
            if (worse) {
                acknowledging.withdraw(before.id(), AlertTimeline.SELF, Words.of("alert.acknowledgement-worse"));
            }
            Alert changed = store.find(before.id()).orElseThrow();
            if (!muting.mutes(changed, at)) {
                telling.catchUp(changed);
            }
        }
        return store.find(before.id()).orElseThrow();
    }

    private boolean isOlderThanItsRecovery(Alert last, Signal signal) {
        return store.sources(last.id()).stream()
                .anyMatch(
                        s -> s.source().equals(signal.source()) && !signal.at().isAfter(s.lastHeardAt()));
    }

    /** A severity inside a sentence has its own sentence: arguments are not translated. */
    private static String graded(String code, Severity severity) {
        return switch (severity) {
            case WARNING -> code + ".warning";
            case CRITICAL -> code + ".critical";
        };
    }

    private static Words late(Signal signal) {
        return Words.of("alert.signal-late", signal.source(), signal.at());
    }
}
