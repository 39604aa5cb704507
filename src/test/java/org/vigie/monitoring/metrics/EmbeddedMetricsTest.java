package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.AppendReceipt;
import org.vigie.monitoring.Latest;
import org.vigie.monitoring.Points;
import org.vigie.monitoring.RollUpStep;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;

class EmbeddedMetricsTest extends MetricStoreTest {

    @Test
    void readsBackWhatWasAcknowledged() {
        int cpu = series(ATHENA, "web-1");

        assertThat(append(cpu, NOON, 12.5)).isEqualTo(new AppendReceipt(1, 0, 0));

        assertThat(told(read(cpu, NOON, NOON.plus(MINUTE)))).containsExactly("2026-03-10T12:00:00Z 12.5");
    }

    @Test
    void givesOneNumberToOneNameHoweverItsLabelsAreWritten() {
        var labels = new LinkedHashMap<String, String>();
        labels.put("mount", "/");
        labels.put("host", "web-1");
        labels.put("empty", "");
        var one = SeriesKey.of(ATHENA, "disk_used", labels);
        var same = SeriesKey.of(ATHENA, "disk_used", Map.of("host", "web-1", "mount", "/"));
        var other = SeriesKey.of(BOREAS, "disk_used", Map.of("host", "web-1", "mount", "/"));

        Scope.across("test").run(() -> {
            int id = metrics.series(one);
            assertThat(metrics.series(same)).isEqualTo(id);
            assertThat(metrics.series(other)).isNotEqualTo(id);
            assertThat(metrics.series(List.of(one, same, other))).hasSize(2);
        });
        restart();
        assertThat(as(ATHENA, () -> metrics.series(SeriesSelector.named("disk_used"))))
                .singleElement()
                .satisfies(series -> assertThat(series.key()).isEqualTo(one));
    }

    @Test
    void selectsSeriesByNameAndLabels() {
        int web = series(ATHENA, "web-1");
        int db = series(ATHENA, "db-1");
        int foreign = series(BOREAS, "web-1");

        Scope.across("test").run(() -> {
            assertThat(metrics.series(SeriesSelector.named("cpu_used")))
                    .extracting(s -> s.id())
                    .containsExactly(web, db, foreign);
            assertThat(metrics.series(SeriesSelector.withLabels(Map.of("host", "web-1"))))
                    .extracting(s -> s.id())
                    .containsExactly(web, foreign);
            assertThat(metrics.series(new SeriesSelector(ATHENA, "cpu_used", Map.of("host", "db-1"))))
                    .extracting(s -> s.id())
                    .containsExactly(db);
            assertThat(metrics.series(SeriesSelector.named("nothing"))).isEmpty();
        });
    }

    @Test
    void letsTheLastWriteWinWhateverTheOrder() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        append(cpu, NOON.plus(MINUTE), 2);
        append(cpu, NOON.plusSeconds(30), 1.5);
        append(cpu, NOON, 10);
        append(cpu, NOON.plus(MINUTE), 20);
        append(cpu, NOON.plus(MINUTE), 2);
        append(List.of(
                new Sample(cpu, NOON.minusSeconds(5), 7),
                new Sample(cpu, NOON.minusSeconds(5), 8),
                new Sample(cpu, NOON.plusSeconds(90), 3)));

        var expected = List.of(
                "2026-03-10T11:59:55Z 8.0",
                "2026-03-10T12:00:00Z 10.0",
                "2026-03-10T12:00:30Z 1.5",
                "2026-03-10T12:01:00Z 2.0",
                "2026-03-10T12:01:30Z 3.0");
        everyStage(() ->
                assertThat(told(read(cpu, NOON.minus(HOUR), NOON.plus(HOUR)))).isEqualTo(expected));
    }

    @Test
    void changesNothingWhenABatchIsSentAgain() {
        int cpu = series(ATHENA, "web-1");
        var batch = List.of(
                new Sample(cpu, NOON, 1),
                new Sample(cpu, NOON.plus(MINUTE), 2),
                Sample.stale(cpu, NOON.plusSeconds(120)));
        append(batch);
        append(batch);

        everyStage(() -> assertThat(told(read(cpu, NOON, NOON.plus(HOUR))))
                .containsExactly("2026-03-10T12:00:00Z 1.0", "2026-03-10T12:01:00Z 2.0", "2026-03-10T12:02:00Z gap"));
    }

    @Test
    void keepsTheStaleMarkerBitByBit() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        append(List.of(Sample.stale(cpu, NOON.plus(MINUTE))));
        append(List.of(Sample.stale(cpu, NOON.minus(MINUTE))));

        everyStage(() -> {
            var points = read(cpu, NOON.minus(HOUR), NOON.plus(HOUR));
            assertThat(Double.doubleToRawLongBits(points.value(0))).isEqualTo(0x7ff0000000000002L);
            assertThat(Double.doubleToRawLongBits(points.value(2))).isEqualTo(0x7ff0000000000002L);
        });
        assertThat(latest(cpu).isGap()).isTrue();
    }

    @Test
    void drawsAGapWhereNothingWasMeasured() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        append(cpu, NOON.plusSeconds(60), 3);
        append(List.of(Sample.stale(cpu, NOON.plusSeconds(240))));
        append(cpu, NOON.plusSeconds(600), 5);

        var points = Scope.across("test")
                .call(() -> metrics.range(cpu, NOON, NOON.plusSeconds(720), Duration.ofMinutes(2), Aggregate.AVERAGE));

        assertThat(told(points))
                .containsExactly(
                        "2026-03-10T12:00:00Z 2.0",
                        "2026-03-10T12:02:00Z gap",
                        "2026-03-10T12:04:00Z gap",
                        "2026-03-10T12:06:00Z gap",
                        "2026-03-10T12:08:00Z gap",
                        "2026-03-10T12:10:00Z 5.0");
    }

    @Test
    void refusesSamplesThatAreTooOldOrStampedAhead() {
        int cpu = series(ATHENA, "web-1");

        var receipt = append(List.of(
                new Sample(cpu, NOON.minus(Duration.ofDays(36)), 1),
                new Sample(cpu, NOON.plus(Duration.ofMinutes(11)), 2),
                new Sample(cpu, NOON, 3)));

        assertThat(receipt).isEqualTo(new AppendReceipt(1, 1, 1));
        assertThat(read(cpu, NOON.minus(Duration.ofDays(40)), NOON.plus(DAY)).size())
                .isOne();
    }

    @Test
    void takesNothingOfABatchThatNamesAnUnknownSeries() {
        int cpu = series(ATHENA, "web-1");

        assertThatThrownBy(() -> append(List.of(new Sample(cpu, NOON, 1), new Sample(cpu + 1000, NOON, 1))))
                .isInstanceOf(NotFound.class);
        assertThat(read(cpu, NOON, NOON.plus(HOUR)).size()).isZero();
    }

    @Test
    void saysTheLatestAlsoAfterEveryStage() {
        int cpu = series(ATHENA, "web-1");
        int silent = series(ATHENA, "silent");
        append(cpu, NOON, 1);
        append(cpu, NOON.plus(MINUTE), 2);
        append(cpu, NOON.minus(HOUR), 9);

        everyStage(() -> {
            assertThat(latest(cpu)).isEqualTo(new Latest(cpu, NOON.plus(MINUTE), 2));
            assertThat(Scope.across("test").call(() -> metrics.latest(List.of(silent, 999))))
                    .isEmpty();
        });
        append(cpu, NOON.plusSeconds(30), 5);
        assertThat(latest(cpu)).isEqualTo(new Latest(cpu, NOON.plus(MINUTE), 2));
        append(cpu, clock.instant(), 4);
        assertThat(latest(cpu)).isEqualTo(new Latest(cpu, clock.instant(), 4));
    }

    @Test
    void takesLateSamplesForDaysAlreadyCompacted() {
        int cpu = series(ATHENA, "web-1");
        append(cpu, NOON, 1);
        clock.forward(DAY.multipliedBy(2));
        metrics.upkeep();

        append(cpu, NOON.plus(MINUTE), 3);
        append(cpu, NOON, 2);

        assertThat(told(hourly(cpu, NOON, NOON.plus(HOUR), Aggregate.SUM))).containsExactly("2026-03-10T12:00:00Z 5.0");
        metrics.upkeep();
        assertThat(told(hourly(cpu, NOON, NOON.plus(HOUR), Aggregate.SUM))).containsExactly("2026-03-10T12:00:00Z 5.0");
        assertThat(told(read(cpu, NOON, NOON.plus(HOUR))))
                .containsExactly("2026-03-10T12:00:00Z 2.0", "2026-03-10T12:01:00Z 3.0");
        assertThat(count("monitoring.late_samples")).isZero();
    }

    @Test
    void answersExactlyOverMemoryChunksAndBlocksAsANaiveReaderWould() {
        var dice = new Random(42);
        int cpu = series(ATHENA, "web-1");
        int other = series(ATHENA, "web-2");
        var naive = new TreeMap<Instant, Double>();
        var start = NOON.minus(Duration.ofHours(7));
        clock.set(start);
        var held = new ArrayList<Sample>();
        // Four days of a sample a minute; one in twenty missing, one in twenty late, one in fifty corrected later.
        for (int minute = 0; minute < 4 * 1440; minute++) {
            clock.set(start.plus(MINUTE.multipliedBy(minute)));
            var now = clock.instant();
            double value = dice.nextInt(-400, 4000) / 4.0;
            if (dice.nextInt(20) != 0) {
                naive.put(now, value);
                held.add(new Sample(cpu, now, value));
            }
            held.add(new Sample(other, now, 1));
            if (dice.nextInt(50) == 0 && !naive.isEmpty()) {
                var times = new ArrayList<>(naive.keySet());
                var corrected = times.get(dice.nextInt(times.size()));
                naive.put(corrected, 0.5);
                held.add(new Sample(cpu, corrected, 0.5));
            }
            if (minute % 61 == 60) {
                send(held, dice);
                metrics.upkeep();
            }
            if (minute == 2000) {
                restart();
            }
        }
        send(held, dice);
        assertThat(count("monitoring.sample_chunks")).isPositive();
        assertThat(count("monitoring.sample_blocks")).isPositive();
        assertThat(count("monitoring.late_samples")).isPositive();

        var end = clock.instant().plus(MINUTE);
        for (int round = 0; round < 60; round++) {
            var from = start.plus(MINUTE.multipliedBy(dice.nextInt(4 * 1440)));
            var to = from.plus(MINUTE.multipliedBy(dice.nextInt(2 * 1440)));
            assertThat(told(read(cpu, from, to))).isEqualTo(told(naive, from, to));
            var step = Duration.ofMinutes(dice.nextInt(1, 300));
            for (var aggregate : Aggregate.values()) {
                var points = Scope.across("test").call(() -> metrics.range(cpu, from, to, step, aggregate));
                assertThat(told(points)).isEqualTo(told(naive, from, to, step, aggregate));
            }
            var fromHour = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), 3600) * 3600);
            for (var aggregate : Aggregate.values()) {
                var points = Scope.across("test")
                        .call(() -> metrics.range(cpu, fromHour, to, HOUR.multipliedBy(3), aggregate));
                assertThat(told(points)).isEqualTo(told(naive, fromHour, to, HOUR.multipliedBy(3), aggregate));
            }
        }
        var hours = Scope.across("test")
                .call(() -> metrics.rollup(
                        SeriesSelector.withLabels(Map.of("host", "web-1")), start, end, RollUpStep.HOUR));
        assertThat(hours).singleElement().satisfies(all -> {
            long counted = 0;
            for (int i = 0; i < all.size(); i++) {
                var part = naive.subMap(all.at(i), all.at(i).plus(HOUR)).values();
                assertThat(all.count(i)).isEqualTo(part.size());
                assertThat(all.sum(i))
                        .isEqualTo(part.stream().mapToDouble(v -> v).sum());
                assertThat(all.minimum(i)).isEqualTo(Collections.min(part));
                assertThat(all.maximum(i)).isEqualTo(Collections.max(part));
                counted += all.count(i);
            }
            assertThat(counted).isEqualTo(naive.size());
        });
        var days = Scope.across("test")
                .call(() ->
                        metrics.rollup(SeriesSelector.withLabels(Map.of("host", "web-1")), start, end, RollUpStep.DAY));
        assertThat(days.getFirst().size()).isEqualTo(5);
        assertThat(days.getFirst().count(1))
                .isEqualTo(naive.subMap(
                                days.getFirst().at(1), days.getFirst().at(1).plus(DAY))
                        .size());
    }

    @Test
    void sumsDecimalHoursExactly() {
        int cpu = series(ATHENA, "web-1");
        var sum = BigDecimal.ZERO;
        var batch = new ArrayList<Sample>();
        for (int i = 0; i < 60; i++) {
            var value = new BigDecimal(i * 37 % 101).movePointLeft(2);
            sum = sum.add(value);
            batch.add(new Sample(cpu, NOON.plus(MINUTE.multipliedBy(i)).minus(HOUR), value.doubleValue()));
        }
        append(batch);
        double expected = sum.doubleValue();
        everyStage(() -> assertThat(
                        hourly(cpu, NOON.minus(HOUR), NOON, Aggregate.SUM).value(0))
                .isEqualTo(expected));
    }

    @Test
    void refusesMorePointsThanAPageCanDraw() {
        int cpu = series(ATHENA, "web-1");

        assertThatThrownBy(() -> Scope.across("test")
                        .call(() -> metrics.range(cpu, NOON.minus(DAY), NOON, Duration.ofMillis(1), Aggregate.LAST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer step");
    }

    /** In memory, after a restart, in chunks, in blocks, and after a restart again. */
    private void everyStage(Runnable check) {
        check.run();
        restart();
        check.run();
        clock.forward(Duration.ofHours(3));
        metrics.upkeep();
        check.run();
        restart();
        check.run();
        clock.forward(DAY);
        metrics.upkeep();
        check.run();
        restart();
        check.run();
    }

    private void send(List<Sample> held, Random dice) {
        Collections.shuffle(held.subList(held.size() - held.size() / 20, held.size()), dice);
        append(held);
        held.clear();
    }

    private Latest latest(int series) {
        return Scope.across("test").call(() -> metrics.latest(List.of(series))).getFirst();
    }

    private Points hourly(int series, Instant from, Instant to, Aggregate aggregate) {
        return Scope.across("test").call(() -> metrics.range(series, from, to, HOUR, aggregate));
    }

    private static List<String> told(TreeMap<Instant, Double> naive, Instant from, Instant to) {
        return naive.subMap(from, to).entrySet().stream()
                .map(sample -> sample.getKey() + " " + sample.getValue())
                .toList();
    }

    private static List<String> told(
            TreeMap<Instant, Double> naive, Instant from, Instant to, Duration step, Aggregate aggregate) {
        var told = new ArrayList<String>();
        for (var at = from; at.isBefore(to); at = at.plus(step)) {
            var end = at.plus(step).isBefore(to) ? at.plus(step) : to;
            var part = List.copyOf(naive.subMap(at, end).values());
            double sum = part.stream().mapToDouble(value -> value).sum();
            told.add(at + " "
                    + (part.isEmpty()
                            ? "gap"
                            : switch (aggregate) {
                                case AVERAGE -> sum / part.size();
                                case MINIMUM -> Collections.min(part);
                                case MAXIMUM -> Collections.max(part);
                                case SUM -> sum;
                                case COUNT -> (double) part.size();
                                case LAST -> part.getLast();
                            }));
        }
        return told;
    }
}
