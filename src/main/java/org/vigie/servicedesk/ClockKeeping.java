package org.vigie.servicedesk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.contracts.Milestone;
import org.vigie.contracts.Promise;
import org.vigie.servicedesk.sla.ReopenPolicy;
import org.vigie.servicedesk.sla.StepInstant;
import org.vigie.shared.Actor;
import org.vigie.shared.Priority;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Writes into the logs of a ticket's clocks. Each verb adds lines under the lock of the ticket and ends with {@link
 * #recount}, which reads the logs again and writes what they say.
 */
@Component
class ClockKeeping {
    private final ClockStore store;
    private final TicketStore tickets;
    private final CalendarVersions calendars;
    private final StepStore steps;
    private final InstantSource clock;

    ClockKeeping(
            ClockStore store, TicketStore tickets, CalendarVersions calendars, StepStore steps, InstantSource clock) {
        this.store = store;
        this.tickets = tickets;
        this.calendars = calendars;
        this.steps = steps;
        this.clock = clock;
    }

    /** The clocks of a ticket that is about to be opened, with the first instant at which one is due. */
    record Begun(List<Counted> clocks, @Nullable Instant next) {}

    /** A log, what it says now, and when its next step is passed that was not told. */
    record Counted(
            ClockLog log, ClockLog.Reading read, @Nullable Instant stepAt) {}

    Begun begin(Promise promise, Instant from, Priority priority, Actor by) {
        var logs = new EnumMap<Milestone, ClockLog>(Milestone.class);
        promise.targets().keySet().forEach(milestone -> {
            var line = LogLine.started(from, by, promise.source(), terms(milestone, promise, priority));
            logs.put(milestone, new ClockLog(milestone, List.of(line)));
        });
        return counted(logs, Set.of());
    }

    void write(TicketRow row, Begun begun) {
        store.begin(
                row.tenant(),
                row.number(),
                begun.clocks().stream().map(Counted::log).toList());
        store.materialise(row.tenant(), row.number(), begun.clocks());
    }

    /** Another promise, counted from the same start with the same events; a clock that has stopped keeps its verdict. */
    void changeTerms(TicketRow row, Priority priority, Optional<Promise> promise, Actor by) {
        Instant now = Columns.now(clock);
        var logs = logs(row);
        for (Milestone milestone : Milestone.values()) {
            ClockLog log = logs.get(milestone);
            boolean promised = promise.isPresent() && promise.get().targets().containsKey(milestone);
            if (log == null && promised) {
                start(row, milestone, promise.get(), by, priority, logs);
            } else if (log != null && isStopped(log, now)) {
                continue;
            } else if (log != null && promised) {
                if (log.withdrawn() != null && isWithdrawnByTerms(log)) {
                    append(row, milestone, LogLine.reinstated(now, by, promised(priority), ReopenPolicy.COUNT));
                }
                LogLine.Terms terms = keeping(log, terms(milestone, promise.get(), priority));
                if (!terms.equals(log.terms().terms())) {
                    append(row, milestone, LogLine.terms(now, by, promise.get().source(), terms));
                }
            } else if (log != null && log.withdrawn() == null) {
                withdraw(row, milestone, now, by, Words.of("clock.not-promised", priority));
            }
        }
        recount(row);
    }

    /** A promise that begins to hold half-way counts from the start of the ticket, with what happened since. */
    private void start(
            TicketRow row,
            Milestone milestone,
            Promise promise,
            Actor by,
            Priority priority,
            Map<Milestone, ClockLog> others) {
        Instant from = row.ticket().openedAt();
        append(row, milestone, LogLine.started(from, by, promise.source(), terms(milestone, promise, priority)));
        // The waits of the ticket are in the log of any other clock.
        others.values().stream()
                .findFirst()
                .ifPresent(other -> other.lines().stream()
                        .filter(line -> line.kind() == LogLine.Kind.PAUSED || line.kind() == LogLine.Kind.RESUMED)
                        .forEach(line -> append(row, milestone, line)));
        Instant done = done(row, milestone);
        if (done != null) {
            Instant now = Columns.now(clock);
            append(
                    row,
                    milestone,
                    LogLine.stopped(done, now.isBefore(done) ? done : now, by, Words.of("clock.done-before")));
        }
    }

    void pause(TicketRow row, Instant at, String reason, Actor by) {
        logs(row).keySet().forEach(milestone -> append(row, milestone, LogLine.paused(at, by, reason)));
        recount(row);
    }

    void resume(TicketRow row, Instant at, Actor by) {
        logs(row).keySet().forEach(milestone -> append(row, milestone, LogLine.resumed(at, by)));
        recount(row);
    }

    void observe(TicketRow row, Instant since, Instant holdUntil, Actor by, Words evidence) {
        if (logs(row).containsKey(Milestone.RESTORE)) {
            append(row, Milestone.RESTORE, LogLine.observed(since, holdUntil, by, evidence));
        }
    }

    void forget(TicketRow row, Instant at, Actor by, Words why) {
        if (logs(row).containsKey(Milestone.RESTORE)) {
            append(row, Milestone.RESTORE, LogLine.plain(LogLine.Kind.FORGOTTEN, at, by, why));
        }
    }

    /** What was promised has happened; a clock that had stopped already stays as it is. */
    void stop(TicketRow row, Milestone milestone, Instant at, Actor by, Words evidence) {
        Instant now = Columns.now(clock);
        ClockLog log = logs(row).get(milestone);
        if (log != null && !isStopped(log, now)) {
            append(row, milestone, LogLine.stopped(at, now.isBefore(at) ? at : now, by, evidence));
        }
    }

    void reopen(TicketRow row, Milestone milestone, Instant at, Actor by, Words why, ReopenPolicy policy) {
        ClockLog log = logs(row).get(milestone);
        if (log == null) {
            return;
        }
        if (log.withdrawn() != null && !isWithdrawnByTerms(log)) {
            append(row, milestone, LogLine.reinstated(at, by, why, policy));
        } else if (isStopped(log, Columns.now(clock))) {
            append(row, milestone, LogLine.reopened(at, by, why, policy));
        }
    }

    /** Nobody can keep or miss it any more: neither kept nor, unless it is late already, missed. */
    void withdraw(TicketRow row, Milestone milestone, Instant at, Actor by, Words why) {
        ClockLog log = logs(row).get(milestone);
        if (log != null && log.withdrawn() == null && !isStopped(log, at)) {
            append(row, milestone, LogLine.plain(LogLine.Kind.WITHDRAWN, at, by, why));
        }
    }

    /**
     * A ticket turns out to be another: its promises that still run lose their object, and where one began earlier than that of
     * the other, the other counts from then on. A promise that both have is broken once. Recount both afterwards.
     */
    void merge(TicketRow into, TicketRow row, Instant at, Actor by) {
        Map<Milestone, ClockLog> others = logs(into);
        logs(row).forEach((milestone, log) -> {
            if (log.withdrawn() != null || isStopped(log, at)) {
                return;
            }
            ClockLog other = others.get(milestone);
            Instant since = log.startedAt();
            boolean carried =
                    other == null ? done(into, milestone) == null : other.withdrawn() == null && !isStopped(other, at);
            if (other == null) {
                if (carried) {
                    LogLine.Terms terms = Objects.requireNonNull(log.terms().terms());
                    append(
                            into,
                            milestone,
                            LogLine.started(since, by, Words.of("clock.promised-merged", row.number()), terms));
                }
            } else if (carried && since.isBefore(other.startedAt())) {
                Words why = Words.of("clock.antedated", row.number(), since);
                append(into, milestone, LogLine.plain(LogLine.Kind.ANTEDATED, since, by, why));
            }
            Words why = Words.of(carried ? ClockLog.CARRIED : ClockLog.NOT_CARRIED, into.number());
            append(row, milestone, LogLine.plain(LogLine.Kind.WITHDRAWN, at, by, why));
        });
    }

    /** It was another after all: all is counted as if they had never been one. Recount both afterwards. */
    void unmerge(TicketRow from, TicketRow row, Instant at, Actor by) {
        Words why = Words.of("clock.unmerged", from.number());
        logs(row).forEach((milestone, log) -> {
            LogLine withdrawn = log.withdrawn();
            if (withdrawn != null
                    && Set.of(ClockLog.CARRIED, ClockLog.NOT_CARRIED)
                            .contains(withdrawn.said().code())) {
                append(row, milestone, LogLine.reinstated(at, by, why, ReopenPolicy.COUNT));
            }
        });
        Words back = Words.of("clock.undated", row.number());
        logs(from).forEach((milestone, log) -> {
            if (log.antedated().stream().anyMatch(line -> line.isAbout(row.number()))) {
                append(from, milestone, LogLine.plain(LogLine.Kind.UNDATED, at, by, back));
            }
            LogLine start = log.lines().getFirst();
            if (start.said().code().equals("clock.promised-merged") && start.isAbout(row.number())) {
                withdraw(from, milestone, at, by, back);
            }
        });
    }

    private static @Nullable Instant done(TicketRow row, Milestone milestone) {
        return switch (milestone) {
            case RESPOND -> row.takenAt();
            case RESTORE -> row.ticket().restoredAt();
            case RESOLVE -> row.ticket().resolvedAt();
        };
    }

    /** Reads the logs of the ticket again and writes what they say. */
    void recount(TicketRow row) {
        recount(row.tenant(), row.number(), logs(row));
    }

    void recount(TenantId tenant, long number, Map<Milestone, ClockLog> logs) {
        boolean escalates = logs.values().stream().anyMatch(log -> !log.steps().isEmpty());
        Begun counted = counted(logs, escalates ? steps.told(number) : Set.of());
        store.materialise(tenant, number, counted.clocks());
        tickets.writeNextDue(number, counted.next());
    }

    private Begun counted(Map<Milestone, ClockLog> logs, Set<StepStore.Mark> told) {
        Instant now = Columns.now(clock);
        var clocks = new ArrayList<Counted>();
        Instant next = null;
        for (ClockLog log : logs.values()) {
            ClockLog.Reading read = log.readAt(now, calendars::version);
            Instant stepAt = StepStore.untold(log, told, now, calendars).stream()
                    .map(StepInstant::firesAt)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            clocks.add(new Counted(log, read, stepAt));
            Instant due = read.reading().dueAt();
            if (due != null && isPending(log, read) && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return new Begun(clocks, next);
    }

    private static boolean isPending(ClockLog log, ClockLog.Reading read) {
        return switch (read.state()) {
            case RUNNING -> true;
            case BREACHED -> ClockStore.stoppedAt(log, read) == null;
            case PAUSED, MET, WITHOUT_OBJECT -> false;
        };
    }

    List<ClockView> views(Ticket ticket) {
        Instant now = Columns.now(clock);
        return store.logs(ticket).values().stream()
                .map(log -> view(log, log.readAt(now, calendars::version)))
                .toList();
    }

    static ClockView view(ClockLog log, ClockLog.Reading read) {
        var reading = read.reading();
        var terms = Objects.requireNonNull(log.terms().terms());
        boolean without = read.state() == ClockView.State.WITHOUT_OBJECT;
        return new ClockView(
                log.milestone(),
                terms.target(),
                terms.calendar(),
                Math.toIntExact(terms.calendarVersion()),
                reading.startedAt(),
                without ? null : reading.dueAt(),
                ClockStore.stoppedAt(log, read),
                read.state(),
                reading.elapsed(),
                without ? null : reading.remaining(),
                reading.breachedAt(),
                without ? null : reading.confirming());
    }

    /** The deadline of a clock that has just been missed. */
    Instant dueOf(ClockLog log, Instant now) {
        var reading = log.readAt(now, calendars::version).reading();
        return Objects.requireNonNull(reading.dueAt() != null ? reading.dueAt() : reading.breachedAt());
    }

    Map<Milestone, ClockLog> logs(TicketRow row) {
        return store.logs(row.ticket());
    }

    private boolean isStopped(ClockLog log, Instant now) {
        return log.clock(calendars::version).readAt(now).stoppedAt() != null;
    }

    private static boolean isWithdrawnByTerms(ClockLog log) {
        LogLine line = log.withdrawn();
        return line != null && line.said().code().equals("clock.not-promised");
    }

    private static Words promised(Priority priority) {
        return Words.of("clock.promised", priority);
    }

    /** Nobody may put off the first answer by waiting: no reason stops the respond clock. */
    private static LogLine.Terms terms(Milestone milestone, Promise promise, Priority priority) {
        SortedSet<String> pauses = switch (milestone) {
            case RESPOND -> new TreeSet<>();
            case RESTORE, RESOLVE -> new TreeSet<>(promise.pauses());
        };
        return new LogLine.Terms(
                Objects.requireNonNull(promise.targets().get(milestone)),
                promise.calendar(),
                promise.calendarVersion(),
                priority,
                pauses,
                promise.escalation().of(milestone));
    }

    /**
     * A ticket keeps the version of the calendar that it began with; only another calendar brings another version. Other
     * steps alone are no other terms: they hold for what is promised from then on.
     */
    private static LogLine.Terms keeping(ClockLog log, LogLine.Terms wanted) {
        var had = Objects.requireNonNull(log.terms().terms());
        LogLine.Terms terms = had.calendar().equals(wanted.calendar())
                ? new LogLine.Terms(
                        wanted.target(),
                        had.calendar(),
                        had.calendarVersion(),
                        wanted.priority(),
                        wanted.pauses(),
                        wanted.steps())
                : wanted;
        return terms.withSteps(had.steps()).equals(had) ? had : terms;
    }

    private void append(TicketRow row, Milestone milestone, LogLine line) {
        store.append(row.tenant(), row.number(), milestone, line);
    }
}
