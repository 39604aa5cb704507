package org.vigie.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.monitoring.Sample;

class CodecTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        Sample.STALE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p52,
        0x1p53 + 2,
        0.1 + 0.2,
        1e15 + 0.3
    };

    private final Packing packing = new Packing();

    record Shape(String name, SampleRun run) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesBackEveryBitOfAChunk(Shape shape) {
        var chunk = new GorillaChunk();
        for (int i = 0; i < shape.run().count; i++) {
            chunk.append(shape.run().at[i], shape.run().bits[i]);
        }

        assertSame(GorillaChunk.decode(chunk.payload()), shape.run());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesBackEveryBitOfADayBlock(Shape shape) {
        assertSame(DayBlock.decode(DayBlock.encode(shape.run(), packing), packing), shape.run());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesBackEveryRollUp(Shape shape) {
        var hours = RollUpBlock.hoursOf(shape.run());

        assertThat(RollUpBlock.decode(RollUpBlock.encode(hours, packing), packing))
                .isEqualTo(hours);
    }

    @Test
    void keepsADayOfADecimalGaugeInLessThanTwoBytesASample() {
        var run = walk(new Random(7), 1440, 100);

        assertThat(DayBlock.encode(run, packing).length / 1440.0).isLessThan(2.0);
    }

    @Test
    void sumsDecimalsAsAPersonWould() {
        var run = new SampleRun(10);
        for (int i = 0; i < 10; i++) {
            run.add(i * 60_000L, Double.doubleToRawLongBits(0.1));
        }

        assertThat(RollUpBlock.hoursOf(run).get(0L).sum()).isEqualTo(1.0);
    }

    @Test
    void countsNoGapInARollUp() {
        var run = new SampleRun(4);
        run.add(0, Double.doubleToRawLongBits(3));
        run.add(60_000, Double.doubleToRawLongBits(Sample.STALE));
        run.add(120_000, Double.doubleToRawLongBits(5));
        run.add(RollUpBlock.HOUR, Double.doubleToRawLongBits(Double.NaN));

        assertThat(RollUpBlock.hoursOf(run)).isEqualTo(new TreeMap<>(Map.of(0L, new RollUpBlock.Entry(2, 3, 5, 8))));
    }

    @Test
    void overridesEarlierLayersOnMerge() {
        var chunk = run(1, 10, 2, 20, 3, 30);
        var block = run(2, 21);
        var late = run(0, 5, 3, 31);

        assertSame(SampleRun.merge(List.of(chunk, block, late)), run(0, 5, 1, 10, 2, 21, 3, 31));
    }

    static Stream<Shape> shapes() {
        var fixed = Stream.of(
                new Shape("empty", new SampleRun(0)),
                new Shape("one", run(1_700_000_000_000L, 42)),
                new Shape("special", special()),
                new Shape("constant", constant()),
                new Shape("counter", counter()));
        var random = IntStream.range(0, 40).mapToObj(seed -> {
            var dice = new Random(seed);
            return switch (seed % 4) {
                case 0 ->
                    new Shape("walk " + seed, walk(dice, dice.nextInt(1, 2000), Math.pow(10, dice.nextInt(0, 14))));
                case 1 -> new Shape("any bits " + seed, anyBits(dice));
                case 2 ->
                    new Shape("walk with gaps " + seed, withGaps(dice, walk(dice, 1440, 10), dice.nextInt(2, 60)));
                default -> new Shape("irregular " + seed, irregular(dice));
            };
        });
        return Stream.concat(fixed, random);
    }

    private static SampleRun run(long... pairs) {
        var run = new SampleRun(0);
        for (int i = 0; i < pairs.length; i += 2) {
            run.add(pairs[i], Double.doubleToRawLongBits((double) pairs[i + 1]));
        }
        return run;
    }

    private static SampleRun special() {
        var run = new SampleRun(0);
        for (int i = 0; i < 300; i++) {
            run.add(i * 1000L, Double.doubleToRawLongBits(i % 5 == 0 ? SPECIAL[i / 5 % SPECIAL.length] : i / 4.0));
        }
        return run;
    }

    private static SampleRun constant() {
        var run = new SampleRun(0);
        for (int i = 0; i < 1440; i++) {
            run.add(1_700_000_000_000L + i * 60_000L, Double.doubleToRawLongBits(1.5));
        }
        return run;
    }

    private static SampleRun counter() {
        var run = new SampleRun(0);
        long count = 9_007_199_254_740_000L;
        for (int i = 0; i < 1440; i++) {
            count = i == 700 ? 0 : count + 1234 + i % 3;
            run.add(1_700_000_000_000L + i * 60_000L, Double.doubleToRawLongBits((double) count));
        }
        return run;
    }

    static SampleRun walk(Random dice, int count, double parts) {
        var run = new SampleRun(0);
        long value = dice.nextInt(10_000);
        for (int i = 0; i < count; i++) {
            value += Math.round(dice.nextGaussian() * 8);
            run.add(1_700_000_000_000L + i * 60_000L, Double.doubleToRawLongBits(Math.rint(value) / parts));
        }
        return run;
    }

    private static SampleRun anyBits(Random dice) {
        var run = new SampleRun(0);
        long at = dice.nextLong(1L << 42);
        for (int i = 0; i < 500; i++) {
            at += 1 + dice.nextLong(1L << dice.nextInt(1, 36));
            run.add(at, dice.nextLong());
        }
        return run;
    }

    private static SampleRun withGaps(Random dice, SampleRun run, int oneIn) {
        for (int i = 0; i < run.count; i++) {
            if (dice.nextInt(oneIn) == 0) {
                run.bits[i] = Double.doubleToRawLongBits(Sample.STALE);
            }
        }
        return run;
    }

    private static SampleRun irregular(Random dice) {
        var run = new SampleRun(0);
        long at = 1_700_000_000_000L;
        for (int i = 0; i < 800; i++) {
            at += 55_000 + dice.nextInt(10_000);
            run.add(at, Double.doubleToRawLongBits(dice.nextInt(100) / 8.0));
        }
        return run;
    }

    private static void assertSame(SampleRun actual, SampleRun expected) {
        assertThat(actual.count).isEqualTo(expected.count);
        assertThat(Arrays.copyOf(actual.at, actual.count)).isEqualTo(Arrays.copyOf(expected.at, expected.count));
        assertThat(Arrays.copyOf(actual.bits, actual.count)).isEqualTo(Arrays.copyOf(expected.bits, expected.count));
    }
}
