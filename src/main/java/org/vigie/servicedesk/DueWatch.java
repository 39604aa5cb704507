package org.vigie.servicedesk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.EscalationStep.AfterDue;
import org.vigie.contracts.EscalationStep.AtDue;
import org.vigie.contracts.EscalationStep.BeforeDue;
import org.vigie.contracts.EscalationStep.Share;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.StepInstant;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Tells each broken promise and each step before and after it once, by its instant: what is due is the head of an index,
 * so nothing is scanned, and after any time off each is told once and in order. Several of these may run at the same time.
 */
@Component
public class DueWatch {
    static final int BATCH = 100;

    /** What is told this long after its instant is told as late. */
    static final Duration LATE = Duration.ofMinutes(1);

    private static final Actor VIGIE = Actor.automatic("clock");

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ClockStore store;
    private final StepStore steps;
    private final ClockKeeping clocks;
    private final CalendarVersions calendars;
    private final Timeline timeline;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    DueWatch(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ClockStore store,
            StepStore steps,
            ClockKeeping clocks,
            CalendarVersions calendars,
            Timeline timeline,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.steps = steps;
        this.clocks = clocks;
        this.calendars = calendars;
        this.timeline = timeline;
        this.news = news;
        this.clock = clock;
    }

    /** Tells all that is due, oldest first; answers how many tickets were looked at. */
    public int fireDue() {
        int fired = 0;
        for (int batch = BATCH; batch == BATCH; fired += batch) {
            batch = inTransaction();
        }
        return fired;
    }

    /** When the next one is due, for whoever wakes this up. */
    public Optional<Instant> next() {
        return Scope.across("the next due instant")
                .call(() -> transactions.execute(status -> jdbc.sql(
                                "select min(wakes_at) as wakes_at from servicedesk.clock where wakes_at is not null")
                        .query((row, index) -> Optional.ofNullable(Columns.instant(row, "wakes_at")))
                        .single()));
    }

    private int inTransaction() {
        Integer handled =
                Scope.across("due instants of service levels").call(() -> transactions.execute(status -> fireBatch()));
        return handled == null ? 0 : handled;
    }

    private record Due(
            TenantId tenant,
            long number,
            Milestone milestone,
            @Nullable Instant firesAt) {}

    /** @param step null for the breach */
    private record Firing(
            Due due, ClockLog log, Instant at, @Nullable StepInstant step) {}

    private int fireBatch() {
        Instant now = Columns.now(clock);
        // The ticket is what every verb locks first, so it is what is locked here; whoever holds one goes first.
        List<@Nullable Long> locked = jdbc.sql("""
                        select t.number from servicedesk.clock c
                        join servicedesk.ticket t on t.number = c.number
                        where c.wakes_at <= ?
                        order by c.wakes_at, c.number
                        limit %d
                        for update of t skip locked
                        """.formatted(BATCH))
                .param(Columns.inUtc(now))
                .query(Long.class)
                .list();
        if (locked.isEmpty()) {
            return 0;
        }
        // Read again under the locks: somebody may have acted between the look and the lock.
        List<Due> due = jdbc.sql("""
                        select tenant_id, number, milestone, fires_at from servicedesk.clock
                        where number = any(?) and wakes_at <= ?
                        order by wakes_at, number, milestone
                        """)
                .params(locked.toArray(Long[]::new), Columns.inUtc(now))
                .query((row, index) -> new Due(
                        new TenantId(row.getInt("tenant_id")),
                        row.getLong("number"),
                        Milestone.values()[row.getInt("milestone")],
                        Columns.instant(row, "fires_at")))
                .list();
        firings(due, now).forEach(one -> fire(one, now));
        logsOf(due).forEach((number, ofTicket) -> clocks.recount(tenantOf(due, number), number, ofTicket));
        return locked.size();
    }

    /** Breaches and steps in the order in which they should have been told. */
    private List<Firing> firings(List<Due> due, Instant now) {
        var logs = logsOf(due);
        var told = steps.told(due.stream().map(Due::number).distinct().toList());
        var firings = new ArrayList<Firing>();
        for (Due one : due) {
            ClockLog log = logOf(logs, one);
            StepStore.untold(log, told.getOrDefault(one.number(), Set.of()), now, calendars).stream()
                    .filter(step -> !step.firesAt().isAfter(now))
                    .forEach(step -> firings.add(new Firing(one, log, step.firesAt(), step)));
            if (one.firesAt() != null && !one.firesAt().isAfter(now)) {
                firings.add(new Firing(one, log, one.firesAt(), null));
            }
        }
        // Stable, so at one instant a step comes before the breach.
        firings.sort(Comparator.comparing(Firing::at));
        return firings;
    }

    private void fire(Firing firing, Instant now) {
        if (firing.step() == null) {
            breach(firing.due(), firing.log(), now);
        } else {
            step(firing.due(), firing.log(), firing.step(), now);
        }
    }

    /** The mark goes first: it decides who tells, should two ever get here. */
    private void breach(Due due, ClockLog log, Instant now) {
        if (!store.markFired(due.number(), due.milestone())) {
            return;
        }
        Instant deadline = clocks.dueOf(log, now);
        String name = due.milestone().written();
        Words what = Words.of("clock.breached", name, deadline);
        store.append(
                due.tenant(),
                due.number(),
                due.milestone(),
                LogLine.plain(LogLine.Kind.BREACHED, deadline, VIGIE, what));
        timeline.add(
                due.tenant(),
                due.number(),
                TimelineEntry.Kind.BREACHED,
                deadline,
                VIGIE,
                Words.of("timeline.breached." + name, deadline),
                null,
                true);
        news.publishEvent(new TicketNews.ClockBreached(due.tenant(), now, due.number(), due.milestone(), deadline));
    }

    private void step(Due due, ClockLog log, StepInstant step, Instant now) {
        Optional<Long> id = steps.mark(due.tenant(), due.number(), StepStore.Mark.of(log, step.step()), step, now);
        if (id.isEmpty()) {
            return;
        }
        boolean late = step.at().plus(LATE).isBefore(now);
        timeline.add(
                due.tenant(),
                due.number(),
                TimelineEntry.Kind.ESCALATED,
                step.at(),
                VIGIE,
                said(step.step(), due.milestone(), late, now),
                null,
                true);
        news.publishEvent(new TicketNews.StepPassed(
                due.tenant(),
                now,
                due.number(),
                due.milestone(),
                id.get(),
                step.step().point().written(),
                step.step().tell().stream()
                        .map(EscalationStep.Audience::written)
                        .toList(),
                step.at()));
    }

    /** Whom it tells is one word of ours: "assignee+team". */
    private static Words said(EscalationStep step, Milestone milestone, boolean late, Instant now) {
        String tell = String.join(
                "+", step.tell().stream().map(EscalationStep.Audience::written).toList());
        String suffix = late ? ".late" : "";
        return switch (step.point()) {
            case Share(int percent) ->
                Words.of("timeline.step.share" + suffix, milestone.written(), tell, percent, now);
            case BeforeDue(Duration by) ->
                Words.of("timeline.step.before" + suffix, milestone.written(), tell, by, now);
            case AtDue() -> Words.of("timeline.step.due" + suffix, milestone.written(), tell, "", now);
            case AfterDue(Duration by) -> Words.of("timeline.step.after" + suffix, milestone.written(), tell, by, now);
        };
    }

    private Map<Long, Map<Milestone, ClockLog>> logsOf(List<Due> due) {
        var logs = new LinkedHashMap<Long, Map<Milestone, ClockLog>>();
        due.stream()
                .map(Due::tenant)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .forEach(tenant -> logs.putAll(store.logs(
                        tenant,
                        due.stream()
                                .filter(one -> one.tenant().equals(tenant))
                                .map(Due::number)
                                .distinct()
                                .toList())));
        return logs;
    }

    private static ClockLog logOf(Map<Long, Map<Milestone, ClockLog>> logs, Due due) {
        ClockLog log = logs.getOrDefault(due.number(), Map.of()).get(due.milestone());
        return Objects.requireNonNull(log, () -> "ticket " + due.number() + " has no log of " + due.milestone());
    }

    private static TenantId tenantOf(List<Due> due, long number) {
        return due.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow()
                .tenant();
    }
}
