package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.today;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.contracts.Milestone;
import org.vigie.shared.News;
import org.vigie.shared.Scope;

class DueWatchTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private List<TicketNews.ClockBreached> told() {
        return desk.house.told().stream()
                .filter(TicketNews.ClockBreached.class::isInstance)
                .map(TicketNews.ClockBreached.class::cast)
                .toList();
    }

    @Test
    void tellsEachOnceAndInOrderAfterANightOff() {
        long first = desk.open(BOUTIQUE, null);
        desk.at("09:01:00");
        long second = desk.open(MAIRIE, null);
        desk.time.pass(Duration.ofHours(14));

        assertThat(desk.fire()).isPositive();
        var told = told();
        assertThat(told).hasSize(6);
        assertThat(told)
                .extracting(TicketNews.ClockBreached::dueAt)
                .isSorted()
                .startsWith(today("09:15:00"), today("09:16:00"));
        assertThat(told).extracting(News::tenant).contains(BOUTIQUE, MAIRIE);

        desk.time.pass(Duration.ofDays(1));
        assertThat(desk.fire()).isZero();
        assertThat(new Object[] {first, second}).hasSize(2);
    }

    @Test
    void competingWatchersTellEachOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            desk.open(i % 2 == 0 ? BOUTIQUE : MAIRIE, null);
        }
        desk.house.told();
        desk.time.pass(Duration.ofDays(1));
        var start = new CyclicBarrier(3);
        Callable<Integer> watcher = () -> {
            start.await();
            return desk.fire();
        };
        try (var pool = Executors.newFixedThreadPool(3)) {
            for (var done :
                    pool.invokeAll(IntStream.range(0, 3).mapToObj(i -> watcher).toList())) {
                done.get();
            }
        }
        desk.fire();

        var told = told();
        assertThat(told).hasSize(120);
        assertThat(told.stream()
                        .map(one -> one.number() + " " + one.milestone())
                        .distinct())
                .hasSize(120);
    }

    @Test
    void neverTellsWhileTheClockStandsStill() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> desk.tickets().take(number, LEA));
        desk.run(() -> desk.tickets().pause(number, "waiting-for-client", null, LEA));
        desk.time.pass(Duration.ofDays(30));

        assertThat(desk.breachesTold(number)).isEmpty();
        assertThat(desk.house.get(DueWatch.class).next()).isEmpty();
    }

    @Test
    void tellsAgainOnlyForOtherTerms() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("09:20:00");
        assertThat(desk.breachesTold(number)).containsExactly(today("09:15:00"));
        desk.run(() -> desk.tickets().edit(number, null, null, Grade.MEDIUM, Grade.HIGH, null, LEA));
        assertThat(desk.breachesTold(number)).isEmpty();
        desk.at("10:00:01");

        assertThat(desk.breachesTold(number)).containsExactly(today("10:00:00"));
        assertThat(desk.breachesTold(number)).isEmpty();
    }

    @Test
    void knowsTheNextInstantFromTheIndex() {
        desk.open(BOUTIQUE, null);

        assertThat(desk.house.get(DueWatch.class).next()).contains(today("09:15:00.000001"));
    }

    @Test
    void wakesUpEarlyForWhatIsDueSooner() {
        Instant done = today("09:00:00");

        assertThat(DueWatchTask.NextDue.next(done, Optional.empty())).isEqualTo(done.plusSeconds(1));
        assertThat(DueWatchTask.NextDue.next(done, Optional.of(done.plusMillis(300))))
                .isEqualTo(done.plusMillis(300));
        assertThat(DueWatchTask.NextDue.next(done, Optional.of(done.minusSeconds(60))))
                .isEqualTo(done.plusMillis(50));
        assertThat(DueWatchTask.NextDue.next(done, Optional.of(done.plusSeconds(60))))
                .isEqualTo(done.plusSeconds(1));
    }

    /** The row of a clock against a count that shares nothing with it but the log: plain minutes, round the clock. */
    @Test
    void theRowsSayWhatTheLogSays() {
        var random = new java.util.Random(20261123);
        for (int round = 0; round < 25; round++) {
            Instant opened = desk.time.instant();
            long number = desk.open(BOUTIQUE, null);
            long counted = 0;
            boolean waits = false;
            desk.run(() -> desk.tickets().take(number, LEA));
            for (int step = 0; step < 8; step++) {
                int minutes = random.nextInt(90);
                desk.time.pass(Duration.ofMinutes(minutes));
                counted += waits ? 0 : minutes;
                switch (random.nextInt(3)) {
                    case 0 -> {
                        desk.run(() -> desk.tickets().pause(number, "waiting-for-client", null, LEA));
                        waits = true;
                    }
                    case 1 -> {
                        desk.run(() -> desk.tickets().pause(number, "lunch", null, LEA));
                        waits = false;
                    }
                    default -> {
                        desk.run(() -> desk.tickets().resume(number, LEA));
                        waits = false;
                    }
                }
                desk.fire();
            }
            desk.run(() -> desk.tickets().resolve(number, "Réparé", LEA));
            long minutes = counted;
            desk.across(() -> {
                assertThat(desk.jdbc()
                                .sql("""
                                        select verdict || ' ' || elapsed_seconds from servicedesk.fact_clock
                                        where number = ? and milestone = 'restore'
                                        """)
                                .param(number)
                                .query(String.class)
                                .single())
                        .as("ticket %d opened %s", number, opened)
                        .isEqualTo((minutes > 240 ? "missed " : "kept ") + minutes * 60);
                return null;
            });
            assertThat(desk.clock(number, Milestone.RESTORE).elapsed()).isEqualTo(Duration.ofMinutes(minutes));
        }
        assertThat(Scope.current()).isEqualTo(new Scope.Nothing());
    }
}
