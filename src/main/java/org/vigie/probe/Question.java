package org.vigie.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One probe in flight; lives on the loop's thread and answers exactly once, at the latest at its timeout.
 *
 * <p>Silence is only held against the service when Vigie was attentive all along and has a route of its own.
 */
abstract class Question {
    final ProbeSite site;
    final Duration timeout;
    final List<Measure> measures = new ArrayList<>();
    private final Consumer<ProbeResult> answer;
    private Instant startedAt = Instant.EPOCH;
    private long startedNanos;
    private long stalledBefore;
    private Timers.@Nullable Timer deadline;
    private boolean answered;

    Question(ProbeSite site, Duration timeout, Consumer<ProbeResult> answer) {
        this.site = site;
        this.timeout = timeout;
        this.answer = answer;
    }

    final void begin() {
        startedAt = site.clock().instant();
        startedNanos = System.nanoTime();
        stalledBefore = site.loop().stalls.total();
        deadline = site.loop().timers.at(deadlineNanos(), this::silence);
        try {
            ask();
        } catch (RuntimeException bug) {
            answer(Outcome.UNKNOWN, Finding.of("own.broken", bug));
        }
    }

    /** Starts asking. */
    abstract void ask();

    /** Lets go of sockets and the like; called once, whatever happened. */
    abstract void release();

    /** Where we were when the time ran out. */
    Finding stillWaitingFor() {
        return Finding.of("silent", seconds(timeout.toNanos()));
    }

    final boolean isAnswered() {
        return answered;
    }

    final long deadlineNanos() {
        return startedNanos + timeout.toNanos();
    }

    final long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    final double elapsedSeconds() {
        return elapsedNanos() / 1e9;
    }

    final long ownStallNanos() {
        return site.loop().stalledNanos() - stalledBefore;
    }

    /** An answer whose time counts: slow is only said when we were not the slow ones. */
    final void answerWithin(Levels responseTime, Finding good) {
        double took = elapsedSeconds();
        Outcome outcome = responseTime.judge(took);
        if (outcome == Outcome.OK) {
            answer(Outcome.OK, good);
        } else if (StallWatch.spoils(ownStallNanos(), TimeUnit.SECONDS.toNanos(1))) {
            answer(Outcome.UNKNOWN, Finding.of("own.stalled", millis(ownStallNanos())));
        } else {
            answer(outcome, Finding.of("slow", millis(elapsedNanos()), millis((long)
                    (responseTime.passed(took) * 1e9))));
        }
    }

    final void answer(Outcome outcome, Finding finding) {
        if (answered) {
            return;
        }
        answered = true;
        if (deadline != null) {
            site.loop().timers.cancel(deadline);
        }
        long took = elapsedNanos();
        release();
        measures.add(Measure.seconds("probe_duration_seconds", took / 1e9));
        answer.accept(new ProbeResult(outcome, finding, measures, startedAt, Duration.ofNanos(took)));
    }

    private void silence() {
        deadline = null;
        long stalled = ownStallNanos();
        if (StallWatch.spoils(stalled, timeout.toNanos())) {
            answer(Outcome.UNKNOWN, Finding.of("own.stalled", millis(stalled)));
        } else {
            onSilence();
        }
    }

    /** The time is over and we were attentive. */
    void onSilence() {
        answer(Outcome.CRITICAL, stillWaitingFor());
    }

    static String millis(long nanos) {
        return String.valueOf(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return seconds == Math.rint(seconds)
                ? String.valueOf((long) seconds)
                : String.valueOf(Math.round(seconds * 1000) / 1000.0);
    }
}
