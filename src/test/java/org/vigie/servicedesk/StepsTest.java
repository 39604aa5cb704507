package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;
import static org.vigie.servicedesk.Desk.PROBE;
import static org.vigie.servicedesk.Desk.today;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.Escalations.Step;
import org.vigie.servicedesk.TicketNews.ClockBreached;
import org.vigie.servicedesk.TicketNews.StepPassed;
import org.vigie.shared.News;
import org.vigie.shared.Scope;

/** P1 is restored in 4 h, P2 in 8 h, round the clock. */
class StepsTest {
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
        desk.escalates("50 % tell assignee", "80 % tell team", "30m before due tell team", "1h after due tell team");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private List<StepPassed> toldNow() {
        desk.house.told();
        desk.fire();
        return steps(desk.house.told());
    }

    private static List<StepPassed> steps(List<News> news) {
        return news.stream()
                .filter(StepPassed.class::isInstance)
                .map(StepPassed.class::cast)
                .toList();
    }

    private static List<String> points(List<StepPassed> told) {
        return told.stream().map(StepPassed::point).toList();
    }

    private List<String> pointsAt(String time) {
        desk.at(time);
        return points(toldNow());
    }

    @Test
    void eachIsToldAtItsInstantAndOnce() {
        long number = desk.open(BOUTIQUE, null);

        assertThat(pointsAt("10:59:59")).isEmpty();
        desk.at("11:00:00");
        assertThat(toldNow()).singleElement().satisfies(told -> {
            assertThat(told.number()).isEqualTo(number);
            assertThat(told.milestone()).isEqualTo(Milestone.RESTORE);
            assertThat(told.tell()).containsExactly("assignee");
            assertThat(told.passedAt()).isEqualTo(today("11:00:00"));
        });
        assertThat(pointsAt("11:00:01")).isEmpty();
        assertThat(pointsAt("12:12:00")).containsExactly("80 %");
        assertThat(pointsAt("12:30:00")).containsExactly("30m before due");
        assertThat(pointsAt("13:59:59")).isEmpty();
        assertThat(pointsAt("14:00:00")).containsExactly("1h after due");
        assertThat(pointsAt("23:59:59")).isEmpty();
    }

    @Test
    void afterANightOffEachIsToldOnceInOrderAndAsLate() {
        long number = desk.open(BOUTIQUE, null);
        desk.time.pass(Duration.ofHours(14));
        desk.house.told();
        desk.fire();
        List<News> news = desk.house.told();

        assertThat(points(steps(news))).containsExactly("50 %", "80 %", "30m before due", "1h after due");
        // The breach at 13:00 is told between the step before it and the one after it.
        assertThat(news.stream()
                        .filter(one -> one instanceof StepPassed
                                || one instanceof ClockBreached breach && breach.milestone() == Milestone.RESTORE)
                        .map(one -> one instanceof StepPassed step ? step.point() : "breach"))
                .containsExactly("50 %", "80 %", "30m before due", "breach", "1h after due");
        assertThat(desk.in(() -> desk.tickets().timeline(number, true)).stream()
                        .filter(entry -> entry.kind() == TimelineEntry.Kind.ESCALATED)
                        .map(entry -> entry.what().code()))
                .containsExactly(
                        "timeline.step.share.late",
                        "timeline.step.share.late",
                        "timeline.step.before.late",
                        "timeline.step.after.late");
        assertThat(toldNow()).isEmpty();
    }

    @Test
    void noneIsToldWhileTheClockStandsStillAndEachMovesWithThePause() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("10:00:00");
        desk.run(() -> desk.tickets().pause(number, "waiting-for-client", null, LEA));
        assertThat(pointsAt("18:00:00")).isEmpty();
        assertThat(desk.house.get(DueWatch.class).next()).isEmpty();
        desk.run(() -> desk.tickets().resume(number, LEA));

        assertThat(pointsAt("18:59:59")).isEmpty();
        assertThat(pointsAt("19:00:00")).containsExactly("50 %");
    }

    @Test
    void aStepThatWasToldStaysToldWhenThePauseMovesIt() {
        long number = desk.open(BOUTIQUE, null);
        assertThat(pointsAt("11:00:00")).containsExactly("50 %");
        // Written down afterwards: since half past ten the client was waited for.
        desk.house.inTransaction(
                BOUTIQUE,
                () -> desk.house
                        .get(ClockKeeping.class)
                        .pause(
                                desk.house.get(TicketStore.class).lock(number),
                                today("10:30:00"),
                                "waiting-for-client",
                                LEA));
        desk.at("11:30:00");
        desk.house.inTransaction(
                BOUTIQUE,
                () -> desk.house
                        .get(ClockKeeping.class)
                        .resume(desk.house.get(TicketStore.class).lock(number), today("11:30:00"), LEA));

        assertThat(pointsAt("12:00:00")).as("half of the time is passed again").isEmpty();
        assertThat(pointsAt("13:12:00")).containsExactly("80 %");
    }

    @Test
    void aBreachedClockThatWaitsIsNotEscalatedEither() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("13:30:00");
        assertThat(toldNow()).hasSize(3);
        desk.run(() -> desk.tickets().pause(number, "waiting-for-client", null, LEA));
        assertThat(pointsAt("20:00:00")).isEmpty();
        desk.run(() -> desk.tickets().resume(number, LEA));

        assertThat(pointsAt("20:29:59")).isEmpty();
        assertThat(pointsAt("20:30:00")).containsExactly("1h after due");
    }

    @Test
    void aWaitThatTheContractDoesNotNameMovesNothing() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> desk.tickets().pause(number, "lunch", null, LEA));

        assertThat(pointsAt("11:00:00")).containsExactly("50 %");
    }

    @Test
    void anotherTargetTellsItsStepsAnewAndTheSameTargetDoesNot() {
        long number = desk.open(BOUTIQUE, null, Grade.MEDIUM, Grade.HIGH, PROBE);
        assertThat(pointsAt("13:00:00")).as("P2, 8 h").containsExactly("50 %");
        desk.run(() -> desk.tickets().edit(number, null, null, Grade.HIGH, Grade.HIGH, null, LEA));
        assertThat(points(toldNow())).as("P1, 4 h, all passed").containsExactly("50 %", "80 %", "30m before due");
        desk.run(() -> desk.tickets().edit(number, null, null, Grade.MEDIUM, Grade.HIGH, null, LEA));
        assertThat(toldNow()).as("P2 again: its half was told").isEmpty();

        assertThat(pointsAt("15:24:00")).containsExactly("80 %");
    }

    @Test
    void aPriorityWithoutThePromiseTellsNothing() {
        long number = desk.open(BOUTIQUE, null);
        desk.run(() -> desk.tickets().edit(number, null, null, Grade.LOW, Grade.HIGH, null, LEA));

        assertThat(pointsAt("20:00:00")).isEmpty();
    }

    @Test
    void aClockThatHasStoppedTellsNothingAndAReopenedOneGoesOnWhereItWas() {
        long number = desk.open(BOUTIQUE, null);
        assertThat(pointsAt("11:00:00")).containsExactly("50 %");
        desk.run(() -> desk.tickets().restore(number, today("11:00:00"), Desk.EVIDENCE, LEA));
        assertThat(pointsAt("15:00:00")).isEmpty();
        desk.run(() -> desk.tickets().relapse(number, today("15:00:00"), Desk.EVIDENCE, PROBE));

        assertThat(points(toldNow()))
                .as("it never worked: the time in between counts, and half of it was told")
                .containsExactly("80 %", "30m before due", "1h after due");
        assertThat(toldNow()).isEmpty();
    }

    @Test
    void aTicketThatAPersonReopensTellsNoStepAgainAndLeavesTheTimeInBetweenOut() {
        desk.escalates(Milestone.RESOLVE, "25 % tell team", "50 % tell team");
        long number = desk.open(BOUTIQUE, null);
        assertThat(pointsAt("11:00:00")).as("a quarter of 8 h").containsExactly("25 %");
        desk.run(() -> desk.tickets().resolve(number, "Réparé", LEA));
        assertThat(pointsAt("15:00:00")).isEmpty();
        desk.run(() -> desk.tickets().reopen(number, "encore", LEA));

        assertThat(pointsAt("16:59:59")).isEmpty();
        assertThat(pointsAt("17:00:00")).containsExactly("50 %");
    }

    @Test
    void whatIsPassedWhileARestorationIsBeingProvenWaitsForTheVerdict() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("10:55:00");
        desk.run(() ->
                desk.tickets().observeRestoration(number, today("10:50:00"), today("11:05:00"), Desk.EVIDENCE, PROBE));
        assertThat(pointsAt("11:04:59")).isEmpty();
        desk.run(() -> desk.tickets().forgetRestoration(number, Desk.EVIDENCE, PROBE));

        assertThat(points(toldNow())).containsExactly("50 %");
    }

    @Test
    void aTargetThatIsTooShortHasNoSuchStep() {
        desk.escalates("5h before due tell team", "due tell team");
        long number = desk.open(BOUTIQUE, null);

        assertThat(pointsAt("13:00:00")).containsExactly("due");
        assertThat(pointsAt("23:00:00")).isEmpty();
        assertThat(desk.in(() -> desk.house.get(Escalations.class).of(number)))
                .extracting(Step::point, step -> step.passesAt(), step -> step.toldAt())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("due", today("13:00:00"), today("13:00:00")),
                        org.assertj.core.groups.Tuple.tuple("5h before due", null, null));
    }

    @Test
    void anOpenTicketKeepsTheStepsItBeganWith() {
        desk.open(BOUTIQUE, null);
        desk.escalates("10 % tell team");

        assertThat(pointsAt("11:00:00")).containsExactly("50 %");
    }

    @Test
    void aFireThatNeverCommittedIsMadeGoodOnce() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("11:00:00");
        desk.jdbcAsOwner("alter table servicedesk.timeline_entry add constraint broken check (kind <> 'ESCALATED')");
        desk.house.told();
        org.assertj.core.api.Assertions.assertThatThrownBy(desk::fire).isNotNull();
        assertThat(desk.house.told()).isEmpty();
        assertThat(count(number)).isZero();
        desk.jdbcAsOwner("alter table servicedesk.timeline_entry drop constraint broken");

        assertThat(points(toldNow())).containsExactly("50 %");
        assertThat(toldNow()).isEmpty();
        assertThat(count(number)).isOne();
    }

    private int count(long number) {
        return desk.house.ask(
                Integer.class, "select count(*) from servicedesk.escalation_step where number = ?", number);
    }

    @Test
    void competingWatchersTellEachOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
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

        var told = steps(desk.house.told());
        assertThat(told).hasSize(120);
        assertThat(told.stream().map(one -> one.number() + " " + one.point()).distinct())
                .hasSize(120);
    }

    /** A model that shares nothing with the engine but the rules: plain minutes, round the clock. */
    private static final class Model {
        private static final Map<String, Integer> TARGETS = Map.of("P1", 240, "P2", 480);
        private final HashSet<String> told = new HashSet<>();
        private String priority = "P1";
        private int counted;
        private boolean waits;
        private boolean stopped;

        void pass(int minutes) {
            // A relapse says that it had never worked: what passed since the stop counts.
            counted += waits ? 0 : minutes;
        }

        List<String> fire() {
            if (waits || stopped) {
                return List.of();
            }
            int target = TARGETS.get(priority);
            var points = Map.of(
                    "50 %",
                    target / 2, "80 %", target * 4 / 5, "30m before due", target - 30, "1h after due", target + 60);
            return points.entrySet().stream()
                    .filter(point -> point.getValue() <= counted)
                    .sorted(Comparator.comparing(Map.Entry::getValue))
                    .map(Map.Entry::getKey)
                    .filter(point -> told.add(target + point))
                    .toList();
        }
    }

    @Test
    void whateverHappensTheTellingsAreThoseOfTheModel() {
        var random = new Random(20261127);
        int tellings = 0;
        for (int round = 0; round < 40; round++) {
            long number = desk.open(BOUTIQUE, null);
            desk.run(() -> desk.tickets().take(number, LEA));
            var model = new Model();
            var history = new ArrayList<String>();
            for (int act = 0; act < 14; act++) {
                int minutes = random.nextInt(120);
                desk.time.pass(Duration.ofMinutes(minutes));
                model.pass(minutes);
                int what = random.nextInt(6);
                history.add(minutes + " min, " + what);
                switch (what) {
                    case 0 -> {
                        if (!model.stopped) {
                            desk.run(() -> desk.tickets().pause(number, "waiting-for-client", null, LEA));
                            model.waits = true;
                        }
                    }
                    case 1 -> {
                        if (!model.stopped) {
                            desk.run(() -> desk.tickets().resume(number, LEA));
                            model.waits = false;
                        }
                    }
                    case 2 -> {
                        boolean up = model.priority.equals("P2");
                        if (!model.stopped) {
                            desk.run(() -> desk.tickets()
                                    .edit(number, null, null, up ? Grade.HIGH : Grade.MEDIUM, Grade.HIGH, null, LEA));
                            model.priority = up ? "P1" : "P2";
                        }
                    }
                    case 3 -> {
                        if (model.stopped) {
                            Instant now = desk.time.instant();
                            desk.run(() -> desk.tickets().relapse(number, now, Desk.EVIDENCE, PROBE));
                        } else {
                            desk.run(() -> desk.tickets().resolve(number, "Réparé", LEA));
                            // The end of a wait that a resolution brings is no time in between.
                            model.waits = false;
                        }
                        model.stopped = !model.stopped;
                    }
                    default -> {}
                }
                if (random.nextInt(3) > 0) {
                    List<String> told = points(toldNow().stream()
                            .filter(one -> one.number() == number)
                            .toList());
                    assertThat(told).as("round %d: %s", round, history).isEqualTo(model.fire());
                    tellings += told.size();
                }
            }
            desk.run(() -> {
                if (!model.stopped) {
                    desk.tickets().resolve(number, "Fin", LEA);
                }
            });
        }
        assertThat(tellings).as("enough was told").isGreaterThan(60);
        assertThat(Scope.current()).isEqualTo(new Scope.Nothing());
    }

    @Test
    void theStepsStandInTheWordsOfTheContract() {
        long number = desk.open(BOUTIQUE, null);
        desk.at("11:00:00");
        desk.fire();

        assertThat(desk.in(() -> desk.house.get(Escalations.class).of(number)))
                .extracting(Step::point, Step::tell, step -> step.passesAt(), step -> step.toldAt())
                .containsExactly(
                        row("50 %", "assignee", today("11:00:00"), today("11:00:00")),
                        row("80 %", "team", today("12:12:00"), null),
                        row("30m before due", "team", today("12:30:00"), null),
                        row("1h after due", "team", today("14:00:00"), null));
        assertThat(EscalationStep.parse("80 % tell team").orElseThrow().tell()).hasSize(1);
    }

    private static org.assertj.core.groups.Tuple row(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values[0], List.of(values[1]), values[2], values[3]);
    }
}
