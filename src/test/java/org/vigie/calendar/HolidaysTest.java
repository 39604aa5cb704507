package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidaysTest {

    /** As the Code du travail, L3133-1, lists them and the calendar of the year dates them. */
    @Test
    void knowsTheElevenFrenchHolidays() {
        assertThat(closedIn(2026, "FR"))
                .isEqualTo("01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25");
        assertThat(closedIn(2027, "FR"))
                .isEqualTo("01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25");
        assertThat(closedIn(2008, "FR")).as("Ascension on 1 May").isEqualTo(
                "01-01 03-24 05-01 05-08 05-12 07-14 08-15 11-01 11-11 12-25");
    }

    @Test
    void keepsWhitMondayInTheYearsOfSolidarityWork() {
        assertThat(Stream.of("2003-06-09", "2004-05-31", "2005-05-16", "2006-06-05", "2007-05-28", "2008-05-12"))
                .allSatisfy(day -> assertThat(Holidays.parse("FR").closes(LocalDate.parse(day)))
                        .isEqualTo("christian.WHIT_MONDAY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FR-57", "FR-67", "FR-68", "fr-67", "FR-6AE"})
    void addsGoodFridayAndSaintStephenInAlsaceMoselle(String code) {
        assertThat(closedIn(2026, code))
                .isEqualTo("01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26");
    }

    /** The days of the commemoration of the abolition of slavery: decree 83-1003 and, for Saint-Martin, 28 May. */
    @ParameterizedTest
    @CsvSource({
        "FR-GP, 05-27", "FR-971, 05-27", "GP, 05-27",
        "FR-MQ, 05-22", "FR-972, 05-22", "MQ, 05-22",
        "FR-GF, 06-10", "FR-973, 06-10", "GF, 06-10",
        "FR-RE, 12-20", "FR-974, 12-20", "RE, 12-20",
        "FR-YT, 04-27", "FR-976, 04-27", "YT, 04-27",
        "FR-BL, 10-09", "FR-977, 10-09",
        "FR-MF, 05-28", "FR-978, 05-28"
    })
    void addsTheAbolitionOfSlaveryOverseas(String code, String day) {
        assertThat(closedIn(2026, code)).isEqualTo(sorted(closedIn(2026, "FR") + " " + day));
        assertThat(new ClosedDay(
                                LocalDate.parse("2026-" + day),
                                Holidays.parse(code).closes(LocalDate.parse("2026-" + day)))
                        .name(Locale.FRENCH))
                .isEqualTo("Abolition de l'esclavage");
    }

    @ParameterizedTest
    @CsvSource({
        "FR-PM, ''", "FR-975, ''",
        "FR-NC, 09-24", "FR-988, 09-24",
        "FR-PF, 03-05 04-03 11-20", "FR-987, 03-05 04-03 11-20",
        "FR-WF, 04-28 06-29 07-29", "FR-986, 04-28 06-29 07-29"
    })
    void addsTheDaysOfTheOtherTerritories(String code, String days) {
        assertThat(closedIn(2026, code)).isEqualTo(sorted((closedIn(2026, "FR") + " " + days).strip()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FR-75", "FR-75C", "FR-2A", "FR-13", "FR-69M"})
    void aDepartmentWithoutItsOwnHolidaysHasTheNationalOnes(String code) {
        assertThat(closedIn(2026, code)).isEqualTo(closedIn(2026, "FR"));
    }

    @Test
    void knowsOtherCountriesAndTheirRegions() {
        assertThat(Holidays.parse("DE").closes(LocalDate.parse("2026-10-03"))).isNotNull();
        assertThat(Holidays.parse("DE").closes(LocalDate.parse("2026-01-06"))).isNull();
        assertThat(Holidays.parse("DE-BY").closes(LocalDate.parse("2026-01-06"))).isNotNull();
        assertThat(Holidays.parse("BE").closes(LocalDate.parse("2026-07-21"))).isNotNull();
        assertThat(Holidays.parse("CH-GE").closes(LocalDate.parse("2026-12-31"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "FR-99", "FR-IDF", "FR-67-9", "DE-ZZ"})
    void refusesAPlaceWhoseHolidaysItDoesNotKnow(String code) {
        assertThatThrownBy(() -> Holidays.parse(List.of("FR", code)))
                .isInstanceOfSatisfying(InvalidCalendar.class, refused -> {
                    assertThat(refused.rule()).isEqualTo(InvalidCalendar.Rule.UNKNOWN_REGION);
                    assertThat(refused.field()).isEqualTo("holidays[1]");
                    assertThat(refused.reason(Locale.FRENCH)).contains(code).contains("jours fériés");
                });
    }

    @Test
    void closesDatesAndRangesWithBothEnds() {
        var holidays = Holidays.parse(List.of("2026-12-24", Map.of("from", "2026-08-01", "to", "2026-08-15")));
        assertThat(closed(holidays, "2026-12-24", "2026-08-01", "2026-08-15")).isTrue();
        assertThat(open(holidays, "2026-12-23", "2026-12-25", "2026-07-31", "2026-08-16", "2027-08-01")).isTrue();
    }

    @Test
    void closesEveryYearOverNewYear() {
        var holidays = Holidays.parse(List.of(Map.of("from", "12-24", "to", "01-02", "yearly", true)));
        assertThat(closed(holidays, "2026-12-24", "2026-12-31", "2027-01-01", "2027-01-02", "2040-12-30")).isTrue();
        assertThat(open(holidays, "2026-12-23", "2027-01-03", "2027-06-30")).isTrue();
    }

    @Test
    void closesEveryYearAroundTheTwentyNinthOfFebruary() {
        var day = Holidays.parse(Map.of("from", "02-29", "to", "02-29", "yearly", true));
        assertThat(closed(day, "2028-02-29", "2000-02-29")).isTrue();
        assertThat(open(day, "2027-02-28", "2027-03-01", "2028-02-28", "2028-03-01")).isTrue();
        var upTo = Holidays.parse(Map.of("from", "02-20", "to", "02-29", "yearly", true));
        assertThat(closed(upTo, "2027-02-28", "2028-02-29")).isTrue();
        assertThat(open(upTo, "2027-03-01", "2028-03-01")).isTrue();
        var since = Holidays.parse(Map.of("from", "02-29", "to", "03-02", "yearly", true));
        assertThat(closed(since, "2027-03-01", "2028-02-29")).isTrue();
        assertThat(open(since, "2027-02-28", "2028-02-28")).isTrue();
    }

    @Test
    void refusesWhatItCannotRead() {
        refuses(Map.of("from", "2026-08-15", "to", "2026-08-01"), InvalidCalendar.Rule.RANGE_BACKWARDS, "holidays");
        refuses(Map.of("from", "2026-08-15"), InvalidCalendar.Rule.MISSING, "holidays.to");
        refuses(Map.of("from", "2026-08-15", "till", "x"), InvalidCalendar.Rule.UNKNOWN_FIELD, "holidays");
        refuses(Map.of("from", "12-24", "to", "12-26"), InvalidCalendar.Rule.WRONG_DATE, "holidays.from");
        refuses(Map.of("from", "02-30", "to", "03-01", "yearly", true), InvalidCalendar.Rule.WRONG_DATE, "holidays.from");
        refuses("2026-02-30", InvalidCalendar.Rule.WRONG_DATE, "holidays");
        refuses(List.of("FR", 2026), InvalidCalendar.Rule.WRONG_SHAPE, "holidays[1]");
    }

    @Test
    void namesADayInFrenchAndEnglishWhateverTheMachineSpeaks() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.FRANCE);
            var easter = new ClosedDay(LocalDate.parse("2026-04-06"), "christian.EASTER_MONDAY");
            assertThat(easter.name(Locale.UK)).isEqualTo("Easter Monday");
            assertThat(easter.name(Locale.FRANCE)).isEqualTo("Lundi de Pâques");
            var declared = new ClosedDay(LocalDate.parse("2026-08-03"), ClosedDay.DECLARED);
            assertThat(declared.name(Locale.UK)).isEqualTo("Closed by the calendar");
            assertThat(declared.name(Locale.FRANCE)).isEqualTo("Fermeture prévue au calendrier");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void refuses(Object written, InvalidCalendar.Rule rule, String field) {
        assertThatThrownBy(() -> Holidays.parse(written))
                .isInstanceOfSatisfying(InvalidCalendar.class, refused -> {
                    assertThat(refused.rule()).isEqualTo(rule);
                    assertThat(refused.field()).isEqualTo(field);
                });
    }

    private static String closedIn(int year, String code) {
        var holidays = Holidays.parse(code);
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> holidays.closes(day) != null)
                .map(day -> day.toString().substring(5))
                .reduce("", (all, day) -> all.isEmpty() ? day : all + " " + day);
    }

    private static String sorted(String days) {
        return String.join(" ", Stream.of(days.split(" ")).sorted().toList());
    }

    private static boolean closed(Holidays holidays, String... days) {
        return Stream.of(days).allMatch(day -> holidays.closes(LocalDate.parse(day)) != null);
    }

    private static boolean open(Holidays holidays, String... days) {
        return Stream.of(days).allMatch(day -> holidays.closes(LocalDate.parse(day)) == null);
    }
}
