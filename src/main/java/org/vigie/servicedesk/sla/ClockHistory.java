package org.vigie.servicedesk.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Actor;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/** What a log of clock events says at one instant, before any calendar is asked. */
final class ClockHistory {

    /** A wait whose end, while it lasts, is null. */
    record Wait(Instant from, @Nullable Instant to, String reason, Actor by, @Nullable Actor endedBy, boolean counts) {}

    private final Milestone name;
    private final Set<String> allowedPauses;

    private Instant start;
    private ClockTerms terms;
    private @Nullable Wait open;
    private Instant stopAt = Instant.MAX;
    private ClockEvent.@Nullable Stopped stop;
    private ClockEvent.@Nullable RestorationObserved observed;

    private final List<Wait> waits = new ArrayList<>();
    private final List<Span> stoppedTimes = new ArrayList<>();
    private final List<ClockEvent.TermsChanged> changes = new ArrayList<>();
    private final List<ClockEvent.Reopened> reopenings = new ArrayList<>();
    private final List<ClockTrace.Notice> notices = new ArrayList<>();

    private ClockHistory(Milestone name, Set<String> allowedPauses, ClockEvent.Started started) {
        this.name = name;
        this.allowedPauses = allowedPauses;
        this.start = started.at();
        this.terms = started.terms();
    }

    /** Reads what is known at {@code now}; the start is known from the beginning. */
    static ClockHistory read(Milestone name, List<ClockEvent> log, Set<String> allowedPauses, Instant now) {
        var started = firstStart(log);
        var history = new ClockHistory(name, allowedPauses, started);
        for (var placed : ClockOrder.of(log, started)) {
            if (!placed.at().isAfter(now) && !placed.event().knownAt().isAfter(now)) {
                history.apply(placed.event(), placed.at());
            }
        }
        return history;
    }

    Instant start() {
        return start;
    }

    ClockTerms terms() {
        return terms;
    }

    boolean isStopped() {
        return stop != null;
    }

    @Nullable Instant stopAt() {
        return stop == null ? null : stopAt;
    }

    ClockEvent.@Nullable Stopped stop() {
        return stop;
    }

    boolean isPaused() {
        return stop == null && open != null && open.counts();
    }

    ClockEvent.@Nullable RestorationObserved observed() {
        return stop == null ? observed : null;
    }

    /** Every wait, the one that lasts included, none beyond the stop. */
    List<Wait> waits() {
        var all = new ArrayList<>(waits);
        if (open != null) {
            all.add(open);
        }
        all.removeIf(wait -> isStopped() && !wait.from().isBefore(stopAt));
        return all;
    }

    List<Span> stoppedTimes() {
        return stoppedTimes;
    }

    List<ClockEvent.TermsChanged> changes() {
        return changes;
    }

    List<ClockEvent.Reopened> reopenings() {
        return reopenings;
    }

    List<ClockTrace.Notice> notices() {
        return notices;
    }

    /** The stretches up to {@code end} that do not count. */
    List<Span> notCounted(Instant end) {
        var spans = new ArrayList<>(stoppedTimes);
        for (var wait : waits()) {
            var to = wait.to() == null || wait.to().isAfter(end) ? end : wait.to();
            if (wait.counts() && wait.from().isBefore(to)) {
                spans.add(new Span(wait.from(), to));
            }
        }
        return spans;
    }

    private void apply(ClockEvent event, Instant at) {
        switch (event) {
            case ClockEvent.Started ignored -> notice(at, "sla.notice.started-already");
            case ClockEvent.Paused paused -> pause(paused, at);
            case ClockEvent.Resumed resumed -> resume(resumed, at);
            case ClockEvent.RestorationObserved observation -> observed = observation;
            case ClockEvent.RestorationForgotten ignored -> observed = null;
            case ClockEvent.Stopped stopped -> stop(stopped, at);
            case ClockEvent.Reopened reopened -> reopen(reopened, at);
            case ClockEvent.TermsChanged changed -> {
                terms = changed.terms();
                changes.add(changed);
            }
        }
    }

    private void pause(ClockEvent.Paused paused, Instant at) {
        if (open != null && open.reason().equals(paused.reason())) {
            notice(at, "sla.notice.paused-already", paused.reason());
            return;
        }
        endWait(at, paused.by());
        open = new Wait(at, null, paused.reason(), paused.by(), null, allowedPauses.contains(paused.reason()));
    }

    private void resume(ClockEvent.Resumed resumed, Instant at) {
        if (open == null) {
            notice(at, "sla.notice.not-paused");
        }
        endWait(at, resumed.by());
    }

    private void endWait(Instant at, @Nullable Actor by) {
        if (open != null) {
            waits.add(new Wait(open.from(), at, open.reason(), open.by(), by, open.counts()));
            open = null;
        }
    }

    private void stop(ClockEvent.Stopped stopped, Instant at) {
        if (name == Milestone.RESPOND && !stopped.by().isPerson()) {
            notice(at, "sla.notice.only-a-person-responds", stopped.by().name());
        } else if (stop != null) {
            notice(at, "sla.notice.stopped-already");
        } else {
            stop = stopped;
            stopAt = at;
            observed = null;
        }
    }

    private void reopen(ClockEvent.Reopened reopened, Instant at) {
        if (stop == null) {
            notice(at, "sla.notice.not-stopped");
            return;
        }
        // What the ticket waited for was over when it stopped, unless its end was written down meanwhile.
        if (open != null && open.from().isBefore(stopAt)) {
            endWait(stopAt, stop.by());
        }
        switch (reopened.policy()) {
            case COUNT -> {}
            case RESUME -> stoppedTimes.add(new Span(stopAt, at));
            case RESTART -> {
                start = at;
                waits.clear();
                stoppedTimes.clear();
            }
        }
        reopenings.add(reopened);
        stop = null;
        stopAt = Instant.MAX;
    }

    private void notice(Instant at, String code, Object... args) {
        notices.add(new ClockTrace.Notice(at, Words.of(code, args)));
    }

    private static ClockEvent.Started firstStart(List<ClockEvent> log) {
        ClockEvent.Started first = null;
        for (var event : log) {
            if (event instanceof ClockEvent.Started started && (first == null || started.at().isBefore(first.at()))) {
                first = started;
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("The log of a clock has no start");
        }
        return first;
    }
}
