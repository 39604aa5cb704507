package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.shared.Span;

/** What must hold of open time in every zone from 2000 to 2040, and the same answers by a slower way. */
class BusinessTimePropertiesTest {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2040-12-31T00:00:00Z");

    private static final long SEED = 20_261_123;

    /** Around clock changes, where there are any, and around instants drawn anywhere in the forty years. */
    @Test
    void agreesWithAClockReadEveryMinuteInEveryZone() {
        var random = new RandomTime(SEED);
        int compared = 0;
        for (var zone : zones()) {
            for (var near : interestingInstants(zone, random)) {
                var definition = random.calendar(zone, near);
                var calendar = BusinessCalendar.of(definition);
                var naive = new NaiveHours(definition);
                var from = random.minuteNear(near, Duration.ofHours(30));
                var to = from.plusSeconds(60L * random.number(0, 3_000));
                var pauses = random.pauses(from, 3);
                var what = zone + " " + definition.text() + " " + from + " to " + to + " without " + pauses;

                assertThat(calendar.elapsed(from, to)).as(what).isEqualTo(naive.elapsed(from, to, List.of()));
                var elapsed = calendar.elapsed(from, to, pauses);
                assertThat(elapsed).as(what).isEqualTo(naive.elapsed(from, to, pauses));
                assertThat(calendar.isOpenAt(from)).as(what).isEqualTo(naive.isOpenAt(from));
                if (elapsed.isPositive()) {
                    assertThat(calendar.due(from, elapsed, pauses)).as(what).isEqualTo(naive.due(from, elapsed, pauses));
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2_000);
    }

    @Test
    void addsUpGrowsAndTurnsBackInEveryZone() {
        var random = new RandomTime(SEED + 1);
        for (var zone : zones()) {
            for (int i = 0; i < 4; i++) {
                var from = random.between(START, END.minus(Duration.ofDays(800)));
                var calendar = BusinessCalendar.of(random.calendar(zone, from));
                var middle = random.between(from, from.plus(Duration.ofDays(random.number(1, 400))));
                var to = random.between(middle, middle.plus(Duration.ofDays(random.number(1, 400))));
                var pauses = random.pauses(from, 4);
                var what = zone + " " + calendar.definition().text() + " " + from + " " + middle + " " + to + " " + pauses;

                var whole = calendar.elapsed(from, to, pauses);
                assertThat(calendar.elapsed(from, middle, pauses).plus(calendar.elapsed(middle, to, pauses)))
                        .as("additive " + what)
                        .isEqualTo(whole);
                assertThat(whole).as("monotone " + what).isGreaterThanOrEqualTo(calendar.elapsed(from, middle, pauses));
                assertThat(whole).as("pauses only take away " + what).isLessThanOrEqualTo(calendar.elapsed(from, to));
                assertThat(sum(calendar.openSpans(from, to, pauses))).as("spans " + what).isEqualTo(whole);

                var duration = Duration.ofMillis(random.number(1, 2_000_000_000));
                var due = calendar.due(from, duration, pauses);
                assertThat(calendar.elapsed(from, due, pauses)).as("inverse " + what).isEqualTo(duration);
                assertThat(calendar.elapsed(from, due.minusNanos(1), pauses))
                        .as("first instant " + what)
                        .isLessThan(duration);
                assertThat(calendar.due(from, duration.plusMillis(1), pauses)).as("monotone " + what).isAfter(due);
            }
        }
    }

    @Test
    void aTargetOfYearsIsExactAndQuick() {
        var office = BusinessCalendar.of(CalendarDefinition.fromText(
                "{\"timezone\":\"Europe/Paris\",\"week\":{\"mon\":[\"09:00-12:00\"],\"sun\":[\"22:00-06:00\"]},\"holidays\":[\"FR\"]}"));
        var from = Instant.parse("2026-03-02T10:00:00Z");
        var duration = Duration.ofHours(11 * 52 * 40);
        var began = System.nanoTime();
        var due = office.due(from, duration);
        assertThat(office.elapsed(from, due)).isEqualTo(duration);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    private static List<Instant> interestingInstants(ZoneId zone, RandomTime random) {
        var instants = new ArrayList<Instant>();
        instants.add(random.between(START, END));
        instants.add(random.between(START, END));
        var from = random.between(START, END);
        for (int i = 0; i < 2; i++) {
            var change = zone.getRules().nextTransition(from);
            if (change != null && change.getInstant().isBefore(END)) {
                instants.add(change.getInstant());
                from = change.getInstant();
            }
        }
        var first = zone.getRules().nextTransition(START);
        if (first != null && first.getInstant().isBefore(END)) {
            instants.add(first.getInstant());
        }
        return instants;
    }

    private static List<ZoneId> zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    }

    private static Duration sum(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
