package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeekPlanTest {

    @Test
    void readsRangesOfDaysEvenOverTheWeekEnd() {
        assertThat(WeekPlan.parse(Map.of("mon-wed", List.of("08:30-12:30")))
                        .written()
                        .keySet())
                .containsExactly("mon", "tue", "wed");
        assertThat(WeekPlan.parse(Map.of("sat-mon", List.of("08:30-12:30")))
                        .written()
                        .keySet())
                .containsExactly("mon", "sat", "sun");
    }

    @Test
    void joinsIntervalsThatTouchInWhateverOrderTheyStand() {
        var plan = WeekPlan.parse(Map.of("mon", List.of("12:00-18:00", "08:00-12:00")));
        assertThat(plan.written()).isEqualTo(Map.of("mon", List.of("08:00-18:00")));
        assertThat(plan).isEqualTo(WeekPlan.parse(Map.of("mon", List.of("08:00-12:00", "12:00-18:00"))));
        assertThat(WeekPlan.parse(Map.of("mon", List.of("20:00-22:00", "22:00-06:00")))
                        .written())
                .isEqualTo(Map.of("mon", List.of("20:00-06:00")));
    }

    @Test
    void keepsTwentyThreeFiftyNineAsItIs() {
        assertThat(WeekPlan.parse(Map.of("mon", List.of("00:00-23:59"))).written())
                .isEqualTo(Map.of("mon", List.of("00:00-23:59")));
    }

    @Test
    void writesWhatItReadsAgain() {
        var plan =
                WeekPlan.parse(Map.of("mon-fri", List.of("06:00-22:00", "22:00-06:00"), "sat", List.of("22:00-24:00")));
        assertThat(WeekPlan.parse(plan.written())).isEqualTo(plan);
    }

    @Test
    void refusesOverlapsOfOneDayAndOfANightIntoTheNextMorning() {
        refuses(Map.of("mon", List.of("08:00-12:00", "11:59-14:00")), InvalidCalendar.Rule.OVERLAP);
        refuses(Map.of("mon", List.of("22:00-06:00"), "tue", List.of("05:00-08:00")), InvalidCalendar.Rule.OVERLAP);
        refuses(Map.of("sun", List.of("22:00-06:00"), "mon", List.of("05:59-08:00")), InvalidCalendar.Rule.OVERLAP);
        refuses(Map.of("mon-fri", List.of("08:00-12:00"), "fri", List.of("08:00-12:00")), InvalidCalendar.Rule.OVERLAP);
        assertThat(WeekPlan.parse(Map.of("sun", List.of("22:00-06:00"), "mon", List.of("06:00-08:00"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8:30-12:30",
                "08:30",
                "08:30-24:01",
                "24:00-24:00",
                "25:00-26:00",
                "08:60-09:00",
                "08:30/12:30",
                ""
            })
    void refusesWhatIsNoInterval(String written) {
        refuses(Map.of("mon", List.of(written)), InvalidCalendar.Rule.WRONG_INTERVAL);
    }

    @Test
    void refusesAnEmptyIntervalAnUnknownDayAndAWeekWithoutHours() {
        refuses(Map.of("mon", List.of("08:00-08:00")), InvalidCalendar.Rule.EMPTY_INTERVAL);
        refuses(Map.of("lundi", List.of("08:00-09:00")), InvalidCalendar.Rule.UNKNOWN_DAY);
        refuses(Map.of("mon-tue-wed", List.of("08:00-09:00")), InvalidCalendar.Rule.UNKNOWN_DAY);
        refuses(Map.of(), InvalidCalendar.Rule.NO_OPEN_HOUR);
        refuses(Map.of("mon", List.of()), InvalidCalendar.Rule.NO_OPEN_HOUR);
        refuses(Map.of("mon", "08:00-09:00"), InvalidCalendar.Rule.WRONG_SHAPE);
    }

    @Test
    void saysWhyInFrenchAndInEnglish() {
        assertThatThrownBy(() -> WeekPlan.parse(Map.of("mon", List.of("08:00-12:00", "11:00-14:00"))))
                .hasMessage("week.mon: mon 11:00-14:00 overlaps mon 08:00-12:00; intervals may touch, not overlap")
                .isInstanceOfSatisfying(
                        InvalidCalendar.class,
                        refused -> assertThat(refused.reason(Locale.FRANCE))
                                .isEqualTo(
                                        "mon 11:00-14:00 chevauche mon 08:00-12:00 ; les intervalles peuvent se toucher, pas se chevaucher"));
    }

    private static void refuses(Map<String, ?> week, InvalidCalendar.Rule rule) {
        assertThatThrownBy(() -> WeekPlan.parse(week))
                .isInstanceOfSatisfying(
                        InvalidCalendar.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }
}
