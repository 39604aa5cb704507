package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.calendar.BusinessCalendarTest.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.shared.Span;

class WorkingDaysTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final BusinessCalendar BUREAU = calendar(
            "Europe/Paris",
            Map.of("mon-thu", List.of("08:30-12:30", "13:30-18:00"), "fri", List.of("08:30-12:30")),
            "FR");

    @ParameterizedTest
    @CsvSource({
        "2026-03-24T10:15, 2, 2026-03-26T10:15, the time of day is kept",
        "2026-03-26T15:00, 1, 2026-03-27T12:30, Friday closes at noon: its last open instant",
        "2026-03-27T11:00, 1, 2026-03-30T11:00, over a week-end and a clock change",
        "2026-04-30T11:00, 1, 2026-05-04T11:00, over Labour Day",
        "2026-03-28T16:00, 1, 2026-03-31T08:30, opened on Saturday counts from Monday's opening",
        "2026-03-24T19:00, 1, 2026-03-26T08:30, opened after closing counts from the next opening",
        "2026-03-24T06:00, 1, 2026-03-25T08:30, opened before opening counts from the opening",
        "2026-03-24T13:00, 1, 2026-03-25T13:30, opened in the noon break counts from its end"
    })
    void keepsTheTimeOfDay(LocalDateTime from, int days, LocalDateTime due, String why) {
        assertThat(BUREAU.dueAfterWorkingDays(paris(from), days)).as(why).isEqualTo(paris(due));
    }

    @Test
    void keepsTheTimeOfTheShiftAtNight() {
        var night = calendar("Europe/Paris", Map.of("mon-thu", List.of("22:00-06:00")), null);
        assertThat(night.dueAfterWorkingDays(paris("2026-03-20T03:00"), 1))
                .as("Thursday's night is followed by Monday's")
                .isEqualTo(paris("2026-03-24T03:00"));
    }

    @Test
    void aPauseMovesItByTheOpenTimeThatItHolds() {
        var from = paris("2026-03-24T10:00");
        var closed = List.of(new Span(paris("2026-03-24T19:00"), paris("2026-03-25T07:00")));
        assertThat(BUREAU.dueAfterWorkingDays(from, 1, closed)).isEqualTo(paris("2026-03-25T10:00"));
        var open = List.of(new Span(paris("2026-03-24T17:00"), paris("2026-03-25T09:00")));
        assertThat(BUREAU.dueAfterWorkingDays(from, 1, open)).isEqualTo(paris("2026-03-25T11:30"));
        var after = List.of(new Span(paris("2026-03-25T10:00"), paris("2026-03-25T17:00")));
        assertThat(BUREAU.dueAfterWorkingDays(from, 1, after)).isEqualTo(paris("2026-03-25T10:00"));
    }

    @Test
    void readsTargetsAsPeopleAndDeclarationsWriteThem() {
        assertThat(ClockTarget.parse("15m")).isEqualTo(new ClockTarget.OpenTime(Duration.ofMinutes(15)));
        assertThat(ClockTarget.parse("40h")).isEqualTo(new ClockTarget.OpenTime(Duration.ofHours(40)));
        assertThat(ClockTarget.parse("PT4H")).isEqualTo(ClockTarget.parse("4h"));
        assertThat(ClockTarget.parse("90m").written()).isEqualTo("1h30m");
        assertThat(ClockTarget.parse("1 working-day").written()).isEqualTo("1 working-days");
        assertThat(List.of("15m", "4h", "1h30m", "2 working-days"))
                .allSatisfy(
                        text -> assertThat(ClockTarget.parse(text).written()).isEqualTo(text));
    }

    /** One day of 24 open hours or until tomorrow: whoever writes "1d" must say which. */
    @ParameterizedTest
    @CsvSource({"1d", "P1D", "0h", "-4h", "''", "4", "2 days", "0 working-days", "PT-1H", "PT", "99999999999h"})
    void refusesTargetsThatAreNoneOrTwo(String text) {
        assertThatThrownBy(() -> ClockTarget.parse(text))
                .isInstanceOfSatisfying(
                        InvalidCalendar.class,
                        refused -> assertThat(refused.rule()).isEqualTo(InvalidCalendar.Rule.WRONG_TARGET));
    }

    private static Instant paris(String wall) {
        return paris(LocalDateTime.parse(wall));
    }

    private static Instant paris(LocalDateTime wall) {
        return WallTime.instantOf(wall, PARIS);
    }
}
