package org.vigie.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The one answer to one {@link Probes#ask}. */
public record ProbeResult(Outcome outcome, Finding finding, List<Measure> measures, Instant startedAt, Duration took) {
    public ProbeResult {
        measures = List.copyOf(measures);
    }

    /** Vigie could not even ask. */
    public static ProbeResult notAsked(Finding reason, Instant at) {
        return new ProbeResult(Outcome.UNKNOWN, reason, List.of(), at, Duration.ZERO);
    }

    /** Vigie had too much to do to ask in time. */
    public static ProbeResult overloaded(Instant at) {
        return notAsked(Finding.of("own.overloaded"), at);
    }

    /** Vigie failed in asking. */
    public static ProbeResult broken(RuntimeException why, Instant at) {
        return notAsked(Finding.of("own.broken", why), at);
    }

    /** What to say of a check that has been silent since then. */
    public static Finding noFreshResult(Instant since) {
        return Finding.of("own.no-fresh-result", since);
    }
}
