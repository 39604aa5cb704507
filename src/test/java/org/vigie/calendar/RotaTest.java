package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotaTest {

    static final Rota WEEKLY = new Rota(
            "n2",
            null,
            List.of("ali", "bea", "chloe"),
            7,
            LocalDateTime.parse("2026-01-05T08:00"),
            ZoneId.of("Europe/Paris"));

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T06:59:59Z, ''", // a second before 08:00 in Paris
        "2026-01-05T07:00:00Z, ali",
        "2026-01-12T06:59:59Z, ali",
        "2026-01-12T07:00:00Z, bea",
        "2026-01-19T07:00:00Z, chloe",
        "2026-01-26T07:00:00Z, ali",
        "2026-03-30T05:59:59Z, chloe", // summer time since the day before: 08:00 is 06:00Z
        "2026-03-30T06:00:00Z, ali",
        "2026-10-26T06:59:59Z, chloe", // winter time again: 08:00 is 07:00Z
        "2026-10-26T07:00:00Z, ali",
    })
    void passesTheTurnOnTheClockOnTheWall(Instant at, String first) {
        var order = WEEKLY.orderAt(at);
        assertThat(order.isEmpty() ? "" : order.getFirst()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, ali", // 01:59:59; the clock then jumps over 02:30 to 03:00
        "2026-03-29T01:00:00Z, bea", // what falls into the gap happens at its end
        "2026-03-30T00:29:59Z, bea",
        "2026-03-30T00:30:00Z, chloe",
        "2026-10-25T00:29:59Z, ali", // 02:29:59 for the first time
        "2026-10-25T00:30:00Z, bea", // 02:30 comes twice: the first one counts
        "2026-10-25T01:30:00Z, bea",
        "2026-10-26T01:29:59Z, bea",
        "2026-10-26T01:30:00Z, chloe"
    })
    void handsOverInTheNightsInWhichTheClocksChange(Instant at, String first) {
        var daily = new Rota(
                "n2",
                null,
                List.of("ali", "bea", "chloe"),
                1,
                LocalDateTime.parse(
                        at.toString().substring(0, 8) + (at.toString().contains("-03-") ? "28" : "24") + "T02:30"),
                ZoneId.of("Europe/Paris"));
        assertThat(daily.orderAt(at).getFirst()).isEqualTo(first);
    }

    @Test
    void callsTheOthersAfterTheOneWhoseTurnItIs() {
        assertThat(WEEKLY.orderAt(Instant.parse("2026-01-14T12:00:00Z"))).containsExactly("bea", "chloe", "ali");
    }

    @Test
    void leavesNoGapAndNoOverlapOverTenYears() {
        for (long turn = 0; turn < 520; turn++) {
            var start = WEEKLY.startOf(turn);
            assertThat(WEEKLY.turnAt(start)).contains(turn);
            if (turn > 0) {
                assertThat(WEEKLY.turnAt(start.minusNanos(1))).contains(turn - 1);
            }
            assertThat(Duration.between(start, WEEKLY.startOf(turn + 1)).toHours())
                    .isBetween(167L, 169L);
        }
    }
}
