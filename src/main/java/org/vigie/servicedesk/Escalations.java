package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.EscalationStep.AfterDue;
import org.vigie.contracts.EscalationStep.AtDue;
import org.vigie.contracts.EscalationStep.BeforeDue;
import org.vigie.contracts.EscalationStep.Share;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Words;

/** Whom the desk tells on the way to the deadlines of a ticket, and whom it has told. For the desk alone, never for a client. */
@Service
public class Escalations {
    private final TicketStore tickets;
    private final ClockStore clocks;
    private final StepStore steps;
    private final CalendarVersions calendars;
    private final InstantSource clock;

    Escalations(
            TicketStore tickets, ClockStore clocks, StepStore steps, CalendarVersions calendars, InstantSource clock) {
        this.tickets = tickets;
        this.clocks = clocks;
        this.steps = steps;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * One step of a clock.
     *
     * @param point "80 %", "30m before due", "due", "1h after due"
     * @param tell "assignee", "team", "delivery-manager"
     * @param passesAt when the clock passes or passed it; null while it stands still, and once it never will
     * @param toldAt null as long as nobody was told
     */
    public record Step(
            Milestone clock,
            String point,
            List<String> tell,
            @Nullable Instant passesAt,
            @Nullable Instant toldAt) {
        public Step {
            tell = List.copyOf(tell);
        }

        /** The point in the reader's language. */
        public Words where() {
            return switch (EscalationStep.Point.parse(point)) {
                case Share(int percent) -> Words.of("step.point.share", percent);
                case BeforeDue(Duration by) -> Words.of("step.point.before", by);
                case AtDue() -> Words.of("step.point.due");
                case AfterDue(Duration by) -> Words.of("step.point.after", by);
            };
        }

        /** Whom it tells, in the reader's language. */
        public Words whom() {
            return Words.of("step." + String.join("+", tell));
        }
    }

    /** What was told first, in that order, then what is still to come, clock by clock. */
    @Transactional(readOnly = true)
    public List<Step> of(long number) {
        Ticket ticket = tickets.get(number);
        List<StepStore.Told> told = steps.of(ticket);
        var all = new ArrayList<Step>();
        told.forEach(one -> all.add(
                new Step(one.mark().milestone(), one.mark().point(), one.tell(), one.passedAt(), one.toldAt())));
        Set<StepStore.Mark> marks = told.stream().map(StepStore.Told::mark).collect(Collectors.toSet());
        Instant now = Columns.now(clock);
        clocks.logs(ticket).values().forEach(log -> all.addAll(toCome(log, marks, now)));
        return all;
    }

    private List<Step> toCome(ClockLog log, Set<StepStore.Mark> told, Instant now) {
        Map<EscalationStep, Instant> passes = log.stepsAt(now, calendars::version).stream()
                .collect(Collectors.toMap(one -> one.step(), one -> one.at()));
        return log.steps().stream()
                .filter(step -> !told.contains(StepStore.Mark.of(log, step)))
                .map(step -> new Step(
                        log.milestone(),
                        step.point().written(),
                        step.tell().stream()
                                .map(EscalationStep.Audience::written)
                                .toList(),
                        passes.get(step),
                        null))
                .toList();
    }
}
