package org.vigie.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.shared.Refused;
import org.vigie.shared.Span;

class RecurrenceTest {

    private static Recurrence window(@Nullable String rule, String first, String start, String lasts) {
        return new Recurrence(
                rule, LocalDate.parse(first), LocalTime.parse(start), Duration.parse(lasts), ZoneId.of("Europe/Paris"));
    }

    private static List<Span> next(Recurrence window, String from, int many) {
        return window.endingAfter(Instant.parse(from)).limit(many).toList();
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    @Test
    void opensOnTheSecondTuesdayAndNotOnTheDayFromWhichItCounts() {
        var tuesdays = window("FREQ=MONTHLY;BYDAY=2TU", "2026-11-23", "22:00", "PT2H");
        assertThat(next(tuesdays, "2026-11-23T00:00:00Z", 3))
                .containsExactly(
                        span("2026-12-08T21:00:00Z", "2026-12-08T23:00:00Z"),
                        span("2027-01-12T21:00:00Z", "2027-01-12T23:00:00Z"),
                        span("2027-02-09T21:00:00Z", "2027-02-09T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28, 22:00, PT8H, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z", // over the change to summer time
        "2026-03-29, 02:30, PT1H, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z", // 02:30 is skipped: 03:00 instead
        "2026-03-29, 22:00, PT2H, 2026-03-29T20:00:00Z, 2026-03-29T22:00:00Z",
        "2026-10-24, 22:00, PT8H, 2026-10-24T20:00:00Z, 2026-10-25T04:00:00Z", // over the change to winter time
        "2026-10-25, 02:30, PT1H, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z", // 02:30 comes twice: the first
        "2026-10-25, 22:00, PT2H, 2026-10-25T21:00:00Z, 2026-10-25T23:00:00Z",
    })
    void keepsTheWallHourAndTheLengthOverAChangeOfTheClock(
            String day, String start, String lasts, String from, String to) {
        var nightly = window("FREQ=DAILY", "2026-01-01", start, lasts);
        assertThat(next(nightly, day + "T12:00:00Z", 3).isEmpty()).isFalse();
        assertThat(nightly.endingAfter(Instant.parse(from)).findFirst()).contains(span(from, to));
    }

    @Test
    void findsTheOccurrenceThatBeganDaysAgo() {
        var move = window("FREQ=YEARLY", "2020-08-01", "08:00", "P20D");
        assertThat(next(move, "2026-08-20T00:00:00Z", 1))
                .containsExactly(span("2026-08-01T06:00:00Z", "2026-08-21T06:00:00Z"));
    }

    @Test
    void opensOnceWithoutARule() {
        var once = window(null, "2026-11-28", "20:00", "PT4H");
        assertThat(next(once, "2026-11-28T20:00:00Z", 5))
                .containsExactly(span("2026-11-28T19:00:00Z", "2026-11-28T23:00:00Z"));
        assertThat(next(once, "2026-11-28T23:00:00Z", 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNTIL=20261203", "UNTIL=20261203T235959Z", "UNTIL=20261203T120000", "COUNT=3"})
    void endsWhereTheRuleEnds(String end) {
        var daily = window("FREQ=DAILY;" + end, "2026-12-01", "22:00", "PT1H");
        daily.refuseNonsense();
        assertThat(next(daily, "2026-11-01T00:00:00Z", 10)).hasSize(3);
    }

    @Test
    void keepsEverySecondWeekSecondHoweverFarItIs() {
        var fortnightly = window("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-01-05", "22:00", "PT1H");
        var far = next(fortnightly, "2036-06-01T00:00:00Z", 1).getFirst().from();
        long days = Duration.between(Instant.parse("2026-01-05T12:00:00Z"), far).toDays();
        assertThat(days % 14).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=SOMETIMES",
                "BYDAY=2TU",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=3",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;UNTIL=20200101",
                "every tuesday"
            })
    void refusesARuleThatIsNone(String rule) {
        assertThatThrownBy(window(rule, "2026-11-23", "22:00", "PT2H")::refuseNonsense)
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "P32D"})
    void refusesALengthThatIsNone(String lasts) {
        assertThatThrownBy(window("FREQ=DAILY", "2026-11-23", "22:00", lasts)::refuseNonsense)
                .isInstanceOf(Refused.class);
    }
}
