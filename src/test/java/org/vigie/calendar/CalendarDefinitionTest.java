package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalendarDefinitionTest {

    @Test
    void writesOneTextHoweverItWasDeclared() {
        var text = "{\"timezone\":\"Europe/Paris\",\"week\":{\"mon\":[\"08:00-18:00\"],\"fri\":[\"22:00-06:00\"]},"
                + "\"holidays\":[\"FR-67\",\"2026-12-24\",{\"from\":\"2026-08-01\",\"to\":\"2026-08-15\"},"
                + "{\"from\":\"12-24\",\"to\":\"01-02\",\"yearly\":true}]}";
        var declared = CalendarDefinition.parse(
                "Europe/Paris",
                Map.of("fri-fri", List.of("22:00-06:00"), "mon", List.of("12:00-18:00", "08:00-12:00")),
                List.of(
                        "fr-67",
                        "2026-12-24",
                        Map.of("to", "2026-08-15", "from", "2026-08-01"),
                        Map.of("yearly", true, "from", "12-24", "to", "01-02"),
                        "2026-12-24"));
        assertThat(declared.text()).isEqualTo(text);
        assertThat(CalendarDefinition.fromText(text)).isEqualTo(declared);
        assertThat(CalendarDefinition.fromText(text).text()).isEqualTo(text);
    }

    @Test
    void givesBackAnyWeekFromItsText() {
        var random = new RandomTime(7);
        for (int i = 0; i < 500; i++) {
            var definition = new CalendarDefinition(ZoneId.of("Asia/Tokyo"), random.week(), Holidays.NONE);
            assertThat(CalendarDefinition.fromText(definition.text())).isEqualTo(definition);
        }
    }

    @Test
    void refusesZonesThatAreNotOfTheIanaListAndFieldsThatItDoesNotKnow() {
        var week = Map.of("mon", List.of("08:00-09:00"));
        assertThat(Stream.of("Paris", "+01:00", "UTC+1", "europe/paris", ""))
                .allSatisfy(zone -> assertThatThrownBy(() -> CalendarDefinition.parse(zone, week, null))
                        .isInstanceOfSatisfying(
                                InvalidCalendar.class,
                                refused -> assertThat(refused.field()).isEqualTo("timezone")));
        assertThatThrownBy(() -> CalendarDefinition.parse(Map.of("timezone", "UTC", "week", week, "color", "red")))
                .hasMessageContaining("color");
        assertThatThrownBy(() -> CalendarDefinition.parse(Map.of("timezone", "UTC")))
                .hasMessageContaining("week");
        assertThatThrownBy(() -> CalendarDefinition.parse("UTC", List.of(), null))
                .hasMessageContaining("week");
    }

    @Test
    void hasASentenceForEveryRuleInFrenchAndInEnglish() {
        var keys = Stream.concat(
                        Stream.of(InvalidCalendar.Rule.values()).map(InvalidCalendar.Rule::key),
                        Stream.of(RefusedQuestion.Rule.values()).map(RefusedQuestion.Rule::key))
                .toList();
        var french = ResourceBundle.getBundle("messages.calendar", Locale.FRENCH);
        var english = ResourceBundle.getBundle("messages.calendar", Locale.ENGLISH);
        assertThat(french.keySet()).isEqualTo(english.keySet()).containsAll(keys);
    }
}
