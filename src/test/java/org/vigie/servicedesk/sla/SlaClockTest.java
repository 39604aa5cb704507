package org.vigie.servicedesk.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.ClockTarget;
import org.vigie.contracts.Milestone;
import org.vigie.servicedesk.sla.ClockReading.State;
import org.vigie.shared.Actor;
import org.vigie.shared.Priority;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

/** All on Tuesday 24 March 2026 in UTC, an office from 08:00 to 18:00; version 2 of its calendar opens at 10:00. */
class SlaClockTest {

    private static final Actor CAMILLE = Actor.person(1, "Camille");
    private static final Actor RESPONSE = Actor.automatic("response");
    private static final Actor PROBE = Actor.automatic("probe web-1-http");
    private static final Words WHY = Words.of("test.why");
    private static final String CLIENT = "waiting-for-client";
    private static final String VENDOR = "waiting-for-vendor";

    private static final Map<Long, BusinessCalendar> CALENDARS =
            Map.of(1L, office("08:00-18:00"), 2L, office("10:00-18:00"));

    @Test
    void runsUntilItsTargetIsUsedUp() {
        var clock = clock(Milestone.RESOLVE, started("09:00", "4h"));
        var reading = clock.readAt(at("10:00"));
        assertThat(reading.state()).isEqualTo(State.RUNNING);
        assertThat(reading.dueAt()).isEqualTo(at("13:00"));
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(1));
        assertThat(reading.remaining()).isEqualTo(Duration.ofHours(3));
        assertThat(clock.readAt(at("13:00")).state())
                .as("as much as the target is kept")
                .isEqualTo(State.RUNNING);
        var late = clock.readAt(at("13:30"));
        assertThat(late.state()).isEqualTo(State.BREACHED);
        assertThat(late.breachedAt()).isEqualTo(at("13:00"));
        assertThat(late.remaining()).isEqualTo(Duration.ofMinutes(-30));
    }

    @Test
    void isMetWhenItStopsExactlyAtTheDeadlineAndBreachedJustAfter() {
        assertThat(read(Milestone.RESOLVE, "14:00", started("09:00", "4h"), stopped("13:00", CAMILLE))
                        .state())
                .isEqualTo(State.MET);
        var late = clock(
                        Milestone.RESOLVE,
                        started("09:00", "4h"),
                        new ClockEvent.Stopped(at("13:00").plusNanos(1000), CAMILLE, WHY))
                .readAt(at("14:00"));
        assertThat(late.state()).isEqualTo(State.BREACHED);
        assertThat(late.breachedAt()).isEqualTo(at("13:00"));
    }

    @Test
    void aTargetThatEndsAtClosingIsBreachedOnlyWhenTheOfficeOpensAgain() {
        var clock = clock(Milestone.RESOLVE, started("09:00", "9h"));
        assertThat(clock.readAt(at("20:00")).dueAt()).isEqualTo(at("18:00"));
        assertThat(clock.readAt(at("20:00")).state()).isEqualTo(State.RUNNING);
        var opening = at("08:00").plus(Duration.ofDays(2));
        assertThat(clock.nextDue(at("20:00")))
                .contains(new DueInstant(Milestone.RESOLVE, at("18:00"), opening.plusNanos(1000)));
        assertThat(clock.readAt(opening).state()).isEqualTo(State.RUNNING);
        assertThat(clock.readAt(opening.plusNanos(1000)).breachedAt()).isEqualTo(opening);
        assertThat(clock(Milestone.RESOLVE, started("09:00", "9h"), stopped("19:00", CAMILLE))
                        .readAt(at("20:00"))
                        .state())
                .isEqualTo(State.MET);
    }

    @Test
    void anAutomaticMessageNeverAnswersForAPerson() {
        var clock =
                clock(Milestone.RESPOND, started("09:00", "1h"), stopped("09:01", RESPONSE), stopped("09:30", CAMILLE));
        assertThat(clock.readAt(at("09:15")).state()).isEqualTo(State.RUNNING);
        assertThat(clock.readAt(at("09:45")).stoppedAt()).isEqualTo(at("09:30"));
        assertThat(clock.explainAt(at("09:15")).notices())
                .containsExactly(
                        new ClockTrace.Notice(at("09:01"), Words.of("sla.notice.only-a-person-responds", "response")));
        assertThat(read(Milestone.RESOLVE, "10:00", started("09:00", "1h"), stopped("09:01", RESPONSE))
                        .state())
                .as("what resolves may be a rule")
                .isEqualTo(State.MET);
    }

    @Test
    void hasNoDeadlineWhilePausedAndSaysWhichItWouldBe() {
        var clock = clock(Milestone.RESOLVE, started("09:00", "4h"), paused("10:00", CLIENT), resumed("12:00"));
        var paused = clock.readAt(at("11:00"));
        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.dueAt()).isNull();
        assertThat(paused.dueIfResumed()).isEqualTo(at("14:00"));
        assertThat(paused.elapsed()).isEqualTo(Duration.ofHours(1));
        assertThat(clock.nextDue(at("11:00"))).isEmpty();
        assertThat(clock.readAt(at("12:00")).dueAt()).isEqualTo(at("15:00"));
    }

    @Test
    void aReasonThatTheServiceLevelDoesNotAllowIsShownAndDoesNotCount() {
        var clock = clock(Milestone.RESOLVE, started("09:00", "4h"), paused("10:00", VENDOR), resumed("12:00"));
        assertThat(clock.readAt(at("11:00")).state()).isEqualTo(State.RUNNING);
        var trace = clock.explainAt(at("12:30"));
        assertThat(trace.reading().dueAt()).isEqualTo(at("13:00"));
        assertThat(trace.pauses())
                .containsExactly(new ClockTrace.Pause(
                        at("10:00"), at("12:00"), VENDOR, CAMILLE, CAMILLE, false, Duration.ofHours(2)));
    }

    @Test
    void anotherReasonTakesOverAndOneEndEndsAll() {
        var reading = read(
                Milestone.RESOLVE,
                "16:00",
                started("09:00", "10h"),
                paused("10:00", CLIENT),
                paused("10:30", CLIENT),
                paused("11:00", VENDOR),
                resumed("12:00"),
                resumed("13:00"));
        assertThat(reading.state()).isEqualTo(State.RUNNING);
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void aPauseAtTheVeryDeadlineComesTooLateToMoveItAndInTimeToHoldTheBreach() {
        var clock = clock(Milestone.RESOLVE, started("09:00", "4h"), paused("13:00", CLIENT), resumed("15:00"));
        assertThat(clock.readAt(at("14:00")).state()).isEqualTo(State.PAUSED);
        assertThat(clock.readAt(at("14:00")).remaining()).isEqualTo(Duration.ZERO);
        assertThat(clock.readAt(at("15:01")).breachedAt()).isEqualTo(at("15:00"));
        assertThat(clock.readAt(at("15:01")).dueAt()).isEqualTo(at("13:00"));
    }

    @Test
    void staysBreachedWhateverHappensAfterwards() {
        var reading = read(Milestone.RESOLVE, "17:00", started("09:00", "4h"), paused("14:00", CLIENT));
        assertThat(reading.state()).isEqualTo(State.BREACHED);
        assertThat(reading.dueAt()).isEqualTo(at("13:00"));
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void anotherPriorityIsAnotherTargetFromTheSameStart() {
        var raised = new ClockEvent.TermsChanged(at("11:00"), terms("1h", 1, Priority.P1), CAMILLE, WHY);
        var clock = clock(Milestone.RESOLVE, started("09:00", "8h"), raised);
        assertThat(clock.readAt(at("10:30")).dueAt()).isEqualTo(at("17:00"));
        assertThat(clock.readAt(at("11:00")).breachedAt()).isEqualTo(at("10:00"));
        assertThat(clock.explainAt(at("11:00")).changes()).containsExactly(raised);
    }

    @Test
    void anotherCalendarCountsTheWholeClockAnew() {
        var moved = new ClockEvent.TermsChanged(at("12:00"), terms("4h", 2, Priority.P2), CAMILLE, WHY);
        var reading = read(Milestone.RESOLVE, "13:00", started("09:00", "4h"), moved);
        assertThat(reading.calendarVersion()).isEqualTo(2);
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(3));
        assertThat(reading.dueAt()).isEqualTo(at("14:00"));
    }

    @Test
    void countsTheTimeWhileStoppedAsThePolicySays() {
        assertThat(reopened(ReopenPolicy.COUNT).elapsed()).isEqualTo(Duration.ofHours(5));
        assertThat(reopened(ReopenPolicy.RESUME).elapsed()).isEqualTo(Duration.ofHours(3));
        var restarted = reopened(ReopenPolicy.RESTART);
        assertThat(restarted.elapsed()).isEqualTo(Duration.ofHours(2));
        assertThat(restarted.startedAt()).isEqualTo(at("12:00"));
    }

    @Test
    void whatATicketWaitedForIsOverWhenItIsResolved() {
        var reading = read(
                Milestone.RESOLVE,
                "14:00",
                started("09:00", "8h"),
                paused("10:00", CLIENT),
                stopped("11:00", CAMILLE),
                new ClockEvent.Reopened(at("12:00"), CAMILLE, WHY, ReopenPolicy.COUNT));
        assertThat(reading.state()).isEqualTo(State.RUNNING);
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void restoresSinceTheServiceWorkedOnceThatIsProven() {
        var clock = clock(
                Milestone.RESTORE,
                started("09:00", "1h"),
                new ClockEvent.RestorationObserved(at("09:50"), at("10:05"), PROBE, WHY),
                new ClockEvent.Stopped(at("09:50"), at("10:05"), PROBE, WHY));
        assertThat(clock.nextDue(at("09:55")))
                .contains(new DueInstant(
                        Milestone.RESTORE, at("10:00"), at("10:05").plusNanos(1000)));
        var confirming = clock.readAt(at("10:02"));
        assertThat(confirming.state())
                .as("late, but it may prove to have been in time")
                .isEqualTo(State.RUNNING);
        assertThat(confirming.confirming()).isEqualTo(at("09:50"));
        var proven = clock.readAt(at("10:05"));
        assertThat(proven.state()).isEqualTo(State.MET);
        assertThat(proven.stoppedAt()).isEqualTo(at("09:50"));
        assertThat(proven.confirming()).isNull();
    }

    @Test
    void aServiceThatDidNotHoldWasNeverRestored() {
        var clock = clock(
                Milestone.RESTORE,
                started("09:00", "1h"),
                new ClockEvent.RestorationObserved(at("09:50"), at("10:05"), PROBE, WHY),
                new ClockEvent.RestorationForgotten(at("10:03"), PROBE, WHY));
        assertThat(clock.readAt(at("10:04")).breachedAt()).isEqualTo(at("10:00"));
        var silent = clock(
                Milestone.RESTORE,
                started("09:00", "1h"),
                new ClockEvent.RestorationObserved(at("09:50"), at("10:05"), PROBE, WHY));
        assertThat(silent.readAt(at("10:05")).state()).isEqualTo(State.RUNNING);
        assertThat(silent.readAt(at("10:06")).state()).as("no verdict in time").isEqualTo(State.BREACHED);
    }

    @Test
    void readsEventsThatComeTwiceOrOutOfOrderAsIfTheyHadComeWell() {
        var well = clock(
                Milestone.RESOLVE,
                started("09:00", "8h"),
                paused("10:00", CLIENT),
                resumed("11:00"),
                stopped("13:00", CAMILLE),
                new ClockEvent.Reopened(at("14:00"), CAMILLE, WHY, ReopenPolicy.RESUME));
        var badly = clock(
                Milestone.RESOLVE,
                stopped("13:00", CAMILLE),
                new ClockEvent.Reopened(at("14:00"), CAMILLE, WHY, ReopenPolicy.RESUME),
                resumed("11:00"),
                stopped("13:00", CAMILLE),
                paused("10:00", CLIENT),
                started("09:00", "8h"),
                paused("10:00", CLIENT),
                started("09:00", "8h"));
        assertThat(badly.explainAt(at("15:00"))).isEqualTo(well.explainAt(at("15:00")));
        assertThat(badly.readAt(at("15:00")).elapsed()).isEqualTo(Duration.ofHours(4 - 1 + 1));
    }

    @Test
    void atEqualInstantsTheLogHasTheOrder() {
        var handedOver = read(
                Milestone.RESOLVE,
                "12:00",
                started("09:00", "8h"),
                paused("10:00", CLIENT),
                resumed("11:00"),
                paused("11:00", VENDOR));
        assertThat(handedOver.state()).isEqualTo(State.RUNNING);
        var atOnce =
                read(Milestone.RESOLVE, "12:00", started("09:00", "8h"), paused("10:00", CLIENT), resumed("10:00"));
        assertThat(atOnce.elapsed()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aMachineWhoseClockWentBackLeavesNoPauseWithoutEnd() {
        var reading =
                read(Milestone.RESOLVE, "12:00", started("09:00", "8h"), paused("10:00", CLIENT), resumed("09:59"));
        assertThat(reading.state()).isEqualTo(State.RUNNING);
        assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(3));
        var again = read(
                Milestone.RESOLVE,
                "14:00",
                started("09:00", "8h"),
                stopped("10:00", CAMILLE),
                new ClockEvent.Reopened(at("11:00"), CAMILLE, WHY, ReopenPolicy.COUNT),
                stopped("10:59", CAMILLE));
        assertThat(again.stoppedAt()).isEqualTo(at("11:00"));
        assertThat(read(Milestone.RESOLVE, "12:00", started("09:00", "8h"), stopped("08:00", CAMILLE))
                        .elapsed())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void explainsADeadlineByWhatItCountedAndWhatIsToCome() {
        var trace = clock(Milestone.RESOLVE, started("16:00", "6h"), paused("17:00", CLIENT), resumed("17:30"))
                .explainAt(at("17:45"));
        assertThat(trace.counted())
                .containsExactly(new Span(at("16:00"), at("17:00")), new Span(at("17:30"), at("17:45")));
        assertThat(trace.toCome())
                .containsExactly(
                        new Span(at("17:45"), at("18:00")),
                        new Span(
                                at("08:00").plus(Duration.ofDays(2)),
                                at("12:30").plus(Duration.ofDays(2))));
        assertThat(trace.closed()).extracting(day -> day.date().toString()).containsExactly("2026-03-25");
        assertThat(trace.terms().source()).isEqualTo(Words.of("test.source"));
        assertThat(trace.target()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void refusesALogWithoutAStart() {
        assertThatThrownBy(() -> clock(Milestone.RESOLVE, resumed("09:00")).readAt(at("10:00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysItsNoticesInFrenchAndInEnglish() {
        assertThat(ResourceBundle.getBundle("messages.sla", Locale.FRENCH).keySet())
                .isEqualTo(
                        ResourceBundle.getBundle("messages.sla", Locale.ENGLISH).keySet())
                .contains("sla.notice.only-a-person-responds");
    }

    /** Stopped from 10:00 to 12:00, read at 14:00. */
    private static ClockReading reopened(ReopenPolicy policy) {
        return read(
                Milestone.RESOLVE,
                "14:00",
                started("09:00", "8h"),
                stopped("10:00", CAMILLE),
                new ClockEvent.Reopened(at("12:00"), CAMILLE, WHY, policy));
    }

    private static ClockReading read(Milestone name, String now, ClockEvent... log) {
        return clock(name, log).readAt(at(now));
    }

    private static SlaClock clock(Milestone name, ClockEvent... log) {
        return new SlaClock(name, List.of(log), Set.of(CLIENT), CALENDARS::get);
    }

    private static ClockEvent started(String at, String target) {
        return new ClockEvent.Started(at(at), terms(target, 1, null));
    }

    private static ClockEvent paused(String at, String reason) {
        return new ClockEvent.Paused(at(at), reason, CAMILLE);
    }

    private static ClockEvent resumed(String at) {
        return new ClockEvent.Resumed(at(at), CAMILLE);
    }

    private static ClockEvent stopped(String at, Actor by) {
        return new ClockEvent.Stopped(at(at), by, WHY);
    }

    private static ClockTerms terms(String target, long calendar, @Nullable Priority priority) {
        return new ClockTerms(ClockTarget.parse(target), calendar, Words.of("test.source"), priority);
    }

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.of(
                CalendarDefinition.parse("UTC", Map.of("mon-fri", List.of(hours)), List.of("2026-03-25")));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-24T" + time + ":00Z");
    }
}
