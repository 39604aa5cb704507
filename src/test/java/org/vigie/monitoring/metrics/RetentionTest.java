package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.Points;
import org.vigie.monitoring.RollUpStep;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.shared.Scope;

class RetentionTest extends MetricStoreTest {

    @Test
    void letsSamplesGoAfterThirtyFiveDaysAndKeepsTheirHours() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 4);
        append(cpu, NOON.plus(MINUTE), 6);
        clock.forward(Duration.ofDays(35));
        metrics.upkeep();
        assertThat(read(cpu, NOON, NOON.plus(HOUR)).size()).isEqualTo(2);

        clock.forward(DAY);
        metrics.upkeep();

        assertThat(read(cpu, NOON, NOON.plus(HOUR)).size()).isZero();
        assertThat(told(steps(cpu, HOUR, Aggregate.AVERAGE))).containsExactly("2026-03-10T12:00:00Z 5.0");
        assertThat(steps(cpu, HOUR, Aggregate.LAST).isGap(0)).isTrue();
    }

    @Test
    void foldsHoursIntoDaysAfterFourHundredDays() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 4);
        clock.forward(HOUR);
        append(cpu, clock.instant(), 8);
        for (int days : new int[] {1, 30, 395}) {
            clock.forward(Duration.ofDays(days));
            append(cpu, clock.instant(), days);
            metrics.upkeep();
        }
        restart();

        assertThat(steps(cpu, HOUR, Aggregate.SUM).isGap(0)).isTrue();
        var day = Instant.parse("2026-03-10T00:00:00Z");
        var points = Scope.across("test").call(() -> metrics.range(cpu, day, day.plus(DAY), DAY, Aggregate.SUM));
        assertThat(told(points)).containsExactly("2026-03-10T00:00:00Z 12.0");
        var days = Scope.across("test")
                .call(() -> metrics.rollup(SeriesSelector.named("cpu_used"), day, clock.instant(), RollUpStep.DAY))
                .getFirst();
        var told = new ArrayList<String>();
        for (int i = 0; i < days.size(); i++) {
            told.add(days.at(i) + " " + days.count(i) + " " + days.minimum(i) + " " + days.maximum(i) + " "
                    + days.sum(i));
        }
        assertThat(told)
                .containsExactly(
                        "2026-03-10T00:00:00Z 2 4.0 8.0 12.0",
                        "2026-03-11T00:00:00Z 1 1.0 1.0 1.0",
                        "2026-04-10T00:00:00Z 1 30.0 30.0 30.0",
                        "2027-05-10T00:00:00Z 1 395.0 395.0 395.0");
    }

    @Test
    void forgetsDaysAfterTenYears() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 4);
        clock.forward(Duration.ofDays(500));
        metrics.upkeep();
        metrics.upkeep();
        assertThat(count("monitoring.daily_rollups")).isOne();

        clock.forward(Duration.ofDays(3653));
        metrics.upkeep();

        assertThat(count("monitoring.daily_rollups")).isZero();
    }

    @Test
    void emptiesTheWriteAheadTablesAsWindowsClose() {
        int cpu = series(ATHENA, "web-1");
        for (int i = 0; i < 12; i++) {
            append(cpu, clock.instant(), i);
            clock.forward(HOUR);
            metrics.upkeep();
        }

        assertThat(count("monitoring.samples_wal_a") + count("monitoring.samples_wal_b"))
                .isLessThanOrEqualTo(2);
        assertThat(read(cpu, NOON, NOON.plus(DAY)).size()).isEqualTo(12);
    }

    @Test
    void keepsTheNewerWindowWhenTheOlderOneOfItsTableClosesLate() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        clock.set(NOON.plus(HOUR.multipliedBy(4)));
        append(cpu, clock.instant(), 2);
        metrics.upkeep();
        restart();

        assertThat(told(read(cpu, NOON, NOON.plus(DAY))))
                .containsExactly("2026-03-10T12:00:00Z 1.0", "2026-03-10T16:00:00Z 2.0");
    }

    @Test
    void survivesAClockThatJumpsAheadAndBack() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        clock.forward(Duration.ofDays(3));
        append(cpu, clock.instant(), 2);
        metrics.upkeep();
        clock.set(NOON.plus(MINUTE));
        append(cpu, clock.instant(), 3);
        metrics.upkeep();
        restart();
        append(List.of(new Sample(cpu, NOON.plusSeconds(120), 4)));

        assertThat(told(read(cpu, NOON, NOON.plus(HOUR))))
                .containsExactly("2026-03-10T12:00:00Z 1.0", "2026-03-10T12:01:00Z 3.0", "2026-03-10T12:02:00Z 4.0");
        assertThat(read(cpu, NOON, NOON.plus(Duration.ofDays(4))).size()).isEqualTo(4);
    }

    private Points steps(int series, Duration step, Aggregate aggregate) {
        return Scope.across("test").call(() -> metrics.range(series, NOON, NOON.plus(HOUR), step, aggregate));
    }
}
