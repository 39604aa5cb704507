package org.vigie.servicedesk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.contracts.Milestone;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Tells each broken promise once, by its due instant: what is due is the head of an index, so nothing is scanned, and
 * after any time off each is told once and in order. Several of these may run at the same time.
 */
@Component
public class DueWatch {
    static final int BATCH = 100;
    private static final Actor VIGIE = Actor.automatic("clock");

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ClockStore store;
    private final ClockKeeping clocks;
    private final Timeline timeline;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    DueWatch(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ClockStore store,
            ClockKeeping clocks,
            Timeline timeline,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.clocks = clocks;
        this.timeline = timeline;
        this.news = news;
        this.clock = clock;
    }

    /** Tells all that is due, oldest first; answers how many. */
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
                                "select min(fires_at) as fires_at from servicedesk.clock where fires_at is not null")
                        .query((row, index) -> Optional.ofNullable(Columns.instant(row, "fires_at")))
                        .single()));
    }

    private int inTransaction() {
        Integer handled =
                Scope.across("due instants of service levels").call(() -> transactions.execute(status -> fireBatch()));
        return handled == null ? 0 : handled;
    }

    private record Due(TenantId tenant, long number, Milestone milestone, Instant firesAt) {}

    private int fireBatch() {
        Instant now = Columns.now(clock);
        // The ticket is what every verb locks first, so it is what is locked here; whoever holds one goes first.
        List<@Nullable Long> locked = jdbc.sql("""
                        select t.number from servicedesk.clock c
                        join servicedesk.ticket t on t.number = c.number
                        where c.fires_at <= ?
                        order by c.fires_at, c.number
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
                        where number = any(?) and fires_at <= ?
                        order by fires_at, number, milestone
                        """)
                .params(locked.toArray(Long[]::new), Columns.inUtc(now))
                .query((row, index) -> new Due(
                        new TenantId(row.getInt("tenant_id")),
                        row.getLong("number"),
                        Milestone.values()[row.getInt("milestone")],
                        Columns.instantOf(row, "fires_at")))
                .list();
        var logs = logsOf(due);
        due.forEach(one -> fire(one, logOf(logs, one), now));
        logsOf(due).forEach((number, ofTicket) -> clocks.recount(tenantOf(due, number), number, ofTicket));
        return locked.size();
    }

    /** The mark goes first: it decides who tells, should two ever get here. */
    private void fire(Due due, ClockLog log, Instant now) {
        if (!store.markFired(due.number(), due.milestone())) {
            return;
        }
        Instant deadline = clocks.dueOf(log, now);
        String name = due.milestone().name().toLowerCase(java.util.Locale.ROOT);
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
