package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ClockTrace;
import org.vigie.shared.NotFound;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/** Puts what a clock was read from into the words of a reader. */
@Component
class Explaining {
    private final ClockStore store;
    private final CalendarVersions calendars;
    private final InstantSource clock;

    Explaining(ClockStore store, CalendarVersions calendars, InstantSource clock) {
        this.store = store;
        this.calendars = calendars;
        this.clock = clock;
    }

    Explanation explain(Ticket ticket, Milestone milestone) {
        ClockLog log = store.logs(ticket).get(milestone);
        if (log == null) {
            throw NotFound.of("clock", ticket.number() + " " + milestone);
        }
        Instant now = Columns.now(clock);
        ClockLog.Reading read = log.readAt(now, calendars::version);
        LogLine withdrawn = log.withdrawn();
        Instant at = withdrawn != null && withdrawn.at().isBefore(now) ? withdrawn.at() : now;
        ClockTrace trace = log.clock(calendars::version).explainAt(at);
        var counted = trace.counted().stream()
                .map(span -> new Explanation.Counted(span.from(), span.to(), span.length()))
                .toList();
        return new Explanation(
                ticket.number(),
                ClockKeeping.view(log, read),
                trace.terms().source(),
                trace.target(),
                trace.reading().dueIfResumed(),
                withdrawn == null ? null : withdrawn.said(),
                counted,
                trace.toCome(),
                trace.pauses().stream().map(pause -> wait(milestone, pause)).toList(),
                trace.closed(),
                log.lines().stream().map(Explaining::event).toList(),
                trace.notices().stream()
                        .map(notice -> new Explanation.Event(notice.at(), null, notice.why()))
                        .toList(),
                trace.counted().stream().map(Span::length).reduce(Duration.ZERO, Duration::plus));
    }

    private static Explanation.Wait wait(Milestone milestone, ClockTrace.Pause pause) {
        String rule = switch (milestone) {
            case RESPOND -> pause.counts() ? "explanation.wait.counts" : "explanation.wait.respond";
            case RESTORE, RESOLVE -> pause.counts() ? "explanation.wait.counts" : "explanation.wait.not-agreed";
        };
        return new Explanation.Wait(
                pause.from(),
                pause.to(),
                pause.reason(),
                pause.by(),
                pause.endedBy(),
                pause.counts(),
                Words.of(rule, pause.reason()),
                pause.openTime());
    }

    /** The line of the log as a sentence: its own words where it has some. */
    private static Explanation.Event event(LogLine line) {
        Words what = switch (line.kind()) {
            case STARTED ->
                Words.of(
                        "explanation.started", terms(line).target(), terms(line).priority());
            case TERMS ->
                Words.of("explanation.terms", terms(line).target(), terms(line).priority());
            case PAUSED -> Words.of("explanation.paused", Objects.requireNonNull(line.reason()));
            case RESUMED -> Words.of("explanation.resumed");
            case OBSERVED -> Words.of("explanation.observed", Objects.requireNonNull(line.until()));
            case FORGOTTEN, STOPPED, REOPENED, WITHDRAWN, REINSTATED, BREACHED, ANTEDATED, UNDATED -> line.said();
        };
        return new Explanation.Event(line.at(), line.by(), what);
    }

    private static LogLine.Terms terms(LogLine line) {
        return Objects.requireNonNull(line.terms());
    }
}
