package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.shared.Span;

class BusinessCalendarTest {

    private static final BusinessCalendar BUREAU =
            calendar("Europe/Paris", Map.of("mon-fri", List.of("08:30-12:30", "13:30-18:00")), "FR");
    private static final BusinessCalendar H24 =
            calendar("Europe/Paris", Map.of("mon-sun", List.of("00:00-24:00")), null);
    private static final BusinessCalendar NUIT =
            calendar("Europe/Paris", Map.of("mon-thu", List.of("22:00-06:00")), List.of("FR"));

    @ParameterizedTest
    @CsvSource({
        "2026-03-24T09:00, PT4H30M, 2026-03-24T14:30, over noon",
        "2026-03-24T08:30, PT4H, 2026-03-24T12:30, ends at the noon break and stays there",
        "2026-03-24T08:30, PT8H30M, 2026-03-24T18:00, ends at closing and stays there",
        "2026-03-27T17:59:59, PT2S, 2026-03-30T08:30:01, over a week-end and a clock change",
        "2026-04-30T17:00, PT2H, 2026-05-04T09:30, over Labour Day and a week-end",
        "2026-03-28T12:00, PT1S, 2026-03-30T08:30:01, starts closed"
    })
    void isDueWhenTheOpenTimeIsUsedUp(LocalDateTime from, Duration duration, LocalDateTime due, String why) {
        assertThat(BUREAU.due(paris(from), duration)).as(why).isEqualTo(paris(due));
    }

    @Test
    void countsTheRealHoursOfTheDaysOfAClockChange() {
        assertThat(H24.elapsed(paris("2026-03-29T00:00"), paris("2026-03-30T00:00")))
                .isEqualTo(Duration.ofHours(23));
        assertThat(H24.elapsed(paris("2026-10-25T00:00"), paris("2026-10-26T00:00")))
                .isEqualTo(Duration.ofHours(25));
    }

    /** 02:15 to 02:45 does not exist in spring; 02:30 to 03:30 begins at the change; in autumn the first showing counts. */
    @Test
    void placesWallTimesThatAreSkippedOrShownTwice() {
        var skipped = calendar("Europe/Paris", Map.of("sun", List.of("02:15-02:45", "05:00-06:00")), null);
        assertThat(skipped.elapsed(paris("2026-03-29T00:00"), paris("2026-03-30T00:00")))
                .isEqualTo(Duration.ofHours(1));
        var across = calendar("Europe/Paris", Map.of("sun", List.of("02:30-03:30")), null);
        assertThat(across.openSpans(paris("2026-03-29T00:00"), paris("2026-03-30T00:00")))
                .containsExactly(
                        new Span(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-29T01:30:00Z")));
        assertThat(across.openSpans(paris("2026-10-25T00:00"), paris("2026-10-26T00:00")))
                .containsExactly(
                        new Span(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T02:30:00Z")));
    }

    @Test
    void beginsADayAtItsFirstInstantWhereMidnightIsSkipped() {
        var saoPaulo = calendar("America/Sao_Paulo", Map.of("mon-sun", List.of("00:00-24:00")), "2015-10-17");
        var first = saoPaulo.nextOpen(Instant.parse("2015-10-17T12:00:00Z"));
        assertThat(first).isEqualTo(Instant.parse("2015-10-18T03:00:00Z"));
        assertThat(saoPaulo.elapsed(first, first.plus(Duration.ofDays(1)))).isEqualTo(Duration.ofHours(24));
    }

    /** Samoa had no 30 December 2011. */
    @Test
    void leavesOutADayThatNeverWas() {
        var apia = calendar("Pacific/Apia", Map.of("mon-sun", List.of("08:00-18:00")), null);
        assertThat(apia.isOpenOn(LocalDate.parse("2011-12-29"))).isTrue();
        assertThat(apia.isOpenOn(LocalDate.parse("2011-12-30"))).isFalse();
        assertThat(apia.isOpenOn(LocalDate.parse("2011-12-31"))).isTrue();
    }

    /** 13 May 2026 is the eve of Ascension Day: its night stays whole; the night of the day itself is closed whole. */
    @Test
    void aNightBelongsToTheDayOnWhichItStarts() {
        assertThat(NUIT.elapsed(paris("2026-05-13T20:00"), paris("2026-05-14T12:00")))
                .isEqualTo(Duration.ofHours(8));
        assertThat(NUIT.elapsed(paris("2026-05-14T20:00"), paris("2026-05-15T12:00")))
                .isEqualTo(Duration.ZERO);
        assertThat(NUIT.isOpenAt(paris("2026-05-14T03:00"))).isTrue();
        assertThat(NUIT.isOpenOn(LocalDate.parse("2026-05-14"))).isFalse();
    }

    @Test
    void isOpenAtTheOpeningAndNoLongerAtTheClosing() {
        assertThat(BUREAU.isOpenAt(paris("2026-03-24T08:30"))).isTrue();
        assertThat(BUREAU.isOpenAt(paris("2026-03-24T12:30"))).isFalse();
        assertThat(BUREAU.isOpenAt(paris("2026-03-24T18:00").minusNanos(1))).isTrue();
        assertThat(BUREAU.isOpenAt(paris("2026-03-24T18:00"))).isFalse();
    }

    @Test
    void takesOutPausesThatOverlapLieClosedOrStartClosedAndEndOpen() {
        var from = paris("2026-03-24T09:00");
        var pauses = List.of(
                new Span(paris("2026-03-24T10:00"), paris("2026-03-24T11:00")),
                new Span(paris("2026-03-24T10:30"), paris("2026-03-24T11:30")),
                new Span(paris("2026-03-24T12:45"), paris("2026-03-24T13:00")),
                new Span(paris("2026-03-24T13:00"), paris("2026-03-24T14:00")));
        assertThat(BUREAU.elapsed(from, paris("2026-03-24T15:00"), pauses)).isEqualTo(Duration.ofHours(3));
        assertThat(BUREAU.due(from, Duration.ofHours(3), pauses)).isEqualTo(paris("2026-03-24T15:00"));
    }

    @Test
    void aPauseThatStartsAtTheDueInstantDoesNotMoveIt() {
        var from = paris("2026-03-24T09:00");
        var due = paris("2026-03-24T11:00");
        assertThat(BUREAU.due(from, Duration.ofHours(2), List.of(new Span(due, due.plusSeconds(3600)))))
                .isEqualTo(due);
        assertThat(BUREAU.due(from, Duration.ofHours(2), List.of(new Span(due.minusNanos(1), due.plusSeconds(3600)))))
                .isEqualTo(due.plusSeconds(3600).plusNanos(1));
    }

    @Test
    void namesTheHolidaysThatClosedADayThatWouldHaveBeenOpen() {
        assertThat(BUREAU.closedDays(paris("2026-10-30T12:00"), paris("2026-11-12T00:00")))
                .as("All Saints fell on a Sunday")
                .containsExactly(new ClosedDay(LocalDate.parse("2026-11-11"), "ARMISTICE"));
    }

    @Test
    void refusesBackwardsNothingAndTheUnreachable() {
        var from = paris("2026-03-24T09:00");
        refuses(RefusedQuestion.Rule.END_BEFORE_START, () -> BUREAU.elapsed(from, from.minusNanos(1)));
        refuses(RefusedQuestion.Rule.NOT_POSITIVE, () -> BUREAU.due(from, Duration.ZERO));
        refuses(RefusedQuestion.Rule.NOT_POSITIVE, () -> BUREAU.due(from, Duration.ofSeconds(-1), List.of()));
        refuses(RefusedQuestion.Rule.NOT_POSITIVE, () -> BUREAU.dueAfterWorkingDays(from, 0));
        refuses(RefusedQuestion.Rule.OUT_OF_REACH, () -> BUREAU.due(from, Duration.ofDays(365 * 40)));
        refuses(RefusedQuestion.Rule.OUT_OF_REACH, () -> BUREAU.dueAfterWorkingDays(from, 60_000));
        refuses(RefusedQuestion.Rule.OUT_OF_REACH, () -> BUREAU.dueAfterWorkingDays(from, Integer.MAX_VALUE));
        refuses(RefusedQuestion.Rule.OUT_OF_RANGE, () -> BUREAU.elapsed(Instant.MIN, Instant.MAX));
        refuses(RefusedQuestion.Rule.OUT_OF_RANGE, () -> BUREAU.due(Instant.MAX, Duration.ofHours(1)));
    }

    @Test
    void refusesACalendarThatItsClosuresNeverOpen() {
        var allYear = Map.of("from", "01-01", "to", "12-31", "yearly", true);
        assertThatThrownBy(() -> calendar("Europe/Paris", Map.of("mon", List.of("08:00-09:00")), allYear))
                .isInstanceOfSatisfying(
                        InvalidCalendar.class,
                        refused -> assertThat(refused.rule()).isEqualTo(InvalidCalendar.Rule.NO_OPEN_HOUR));
        var thisYear = Map.of("from", "2026-01-01", "to", "2026-12-31");
        var later = calendar("Europe/Paris", Map.of("mon", List.of("08:00-09:00")), thisYear);
        assertThat(later.nextOpen(paris("2026-02-01T00:00"))).isEqualTo(paris("2027-01-04T08:00"));
    }

    static BusinessCalendar calendar(String zone, Map<String, ?> week, @Nullable Object holidays) {
        return BusinessCalendar.of(CalendarDefinition.parse(zone, week, holidays));
    }

    private static void refuses(RefusedQuestion.Rule rule, Runnable question) {
        assertThatThrownBy(question::run)
                .isInstanceOfSatisfying(
                        RefusedQuestion.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    private static Instant paris(String wall) {
        return paris(LocalDateTime.parse(wall));
    }

    private static Instant paris(LocalDateTime wall) {
        return WallTime.instantOf(wall, H24.zone());
    }
}
