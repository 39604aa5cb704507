package org.vigie.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.contracts.Contract.Availability;
import org.vigie.contracts.Contract.Method;
import org.vigie.contracts.Contract.UnknownCountsAs;
import org.vigie.monitoring.CheckState;
import org.vigie.monitoring.StateSpan;
import org.vigie.reporting.AvailabilityCount.Watched;
import org.vigie.shared.Span;
import org.vigie.shared.Words;

class AvailabilityCountTest {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final int MONTH = 43_200;

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static Span span(int from, int to) {
        return new Span(minute(from), minute(to));
    }

    private static StateSpan state(CheckState state, int from, int to) {
        return new StateSpan(1, state, minute(from), minute(to), Words.of("test"));
    }

    private static Spans month() {
        return Spans.of(span(0, MONTH));
    }

    private static Availability terms(Method method, UnknownCountsAs unknown) {
        return new Availability(new BigDecimal("99.5"), method, unknown);
    }

    /** 240 minutes of agreed maintenance, down all the while, and 120 minutes more on another day. */
    private static AvailabilityCount theMonthOfTheBook() {
        return AvailabilityCount.of(
                month(),
                List.of(new Watched(
                        List.of(
                                state(CheckState.OK, 0, 1_000),
                                state(CheckState.CRITICAL, 1_000, 1_240),
                                state(CheckState.WARNING, 1_240, 9_000),
                                state(CheckState.CRITICAL, 9_000, 9_120),
                                state(CheckState.OK, 9_120, MONTH)),
                        Spans.of(span(1_000, 1_240)))));
    }

    @Test
    void countsTheMonthOfTheBookInThreeWays() {
        var count = theMonthOfTheBook();
        assertThat(count.gross().percent()).isEqualTo("99.167");
        assertThat(count.contractual(terms(Method.A, UnknownCountsAs.UNMEASURED))
                        .percent())
                .isEqualTo("99.722");
        assertThat(count.contractual(terms(Method.B, UnknownCountsAs.UNMEASURED))
                        .percent())
                .isEqualTo("99.721");
    }

    @ParameterizedTest
    @CsvSource({
        "A, UNMEASURED, 96.970", // (10000 - 100 - 300) / (10000 - 100)
        "A, UP, 97.000", // (10000 - 300) / 10000
        "A, DOWN, 96.000", // (10000 - 100 - 300) / 10000
        "B, UNMEASURED, 96.970",
        "B, UP, 97.000",
        "B, DOWN, 96.000"
    })
    void countsUnmeasuredTimeAsTheContractSays(Method method, UnknownCountsAs unknown, String percent) {
        var count = AvailabilityCount.of(
                Spans.of(span(0, 10_000)),
                List.of(new Watched(
                        List.of(
                                state(CheckState.PENDING, 0, 40),
                                state(CheckState.OK, 40, 5_000),
                                state(CheckState.UNKNOWN, 5_000, 5_060),
                                state(CheckState.CRITICAL, 5_060, 5_360),
                                state(CheckState.OK, 5_360, 10_000)),
                        Spans.NONE)));
        assertThat(count.unmeasured().length()).isEqualTo(Duration.ofMinutes(100));
        assertThat(count.contractual(terms(method, unknown)).percent()).isEqualTo(percent);
        assertThat(count.gross().percent()).isEqualTo("96.970");
    }

    @Test
    void countsOverlappingOutagesOnceAndOnlyInsideTheHours() {
        var count = AvailabilityCount.of(
                Spans.of(List.of(span(0, 100), span(200, 300))),
                List.of(
                        new Watched(
                                List.of(
                                        state(CheckState.OK, 0, 50),
                                        state(CheckState.CRITICAL, 50, 250),
                                        state(CheckState.OK, 250, 300)),
                                Spans.NONE),
                        new Watched(
                                List.of(
                                        state(CheckState.OK, 0, 40),
                                        state(CheckState.CRITICAL, 40, 60),
                                        state(CheckState.OK, 60, 300)),
                                Spans.NONE)));
        assertThat(count.down().list()).containsExactly(span(40, 100), span(200, 250));
    }

    @Test
    void saysNothingWhereNothingWasMeasured() {
        for (var watched : List.of(
                List.<Watched>of(), List.of(new Watched(List.of(state(CheckState.UNKNOWN, 0, MONTH)), Spans.NONE)))) {
            var count = AvailabilityCount.of(month(), watched);
            assertThat(count.unmeasured().length()).isEqualTo(Duration.ofMinutes(MONTH));
            assertThat(count.gross().percent()).isNull();
            for (var unknown : UnknownCountsAs.values()) {
                assertThat(count.contractual(terms(Method.A, unknown)).percent())
                        .isNull();
                assertThat(count.contractual(terms(Method.B, unknown)).percent())
                        .isNull();
            }
        }
    }

    @Test
    void takesTheTimeBeforeTheFirstCheckAsUnmeasured() {
        var count = AvailabilityCount.of(
                month(), List.of(new Watched(List.of(state(CheckState.OK, 30_000, MONTH)), Spans.NONE)));
        assertThat(count.unmeasured().list()).containsExactly(span(0, 30_000));
        assertThat(count.gross().percent()).isEqualTo("100.000");
    }

    @Test
    void doesNotExcuseWhatFailedOutsideTheWindow() {
        var inWindow = new Watched(
                List.of(
                        state(CheckState.OK, 0, 100),
                        state(CheckState.CRITICAL, 100, 200),
                        state(CheckState.OK, 200, 1_000)),
                Spans.of(span(100, 180)));
        var other = new Watched(
                List.of(
                        state(CheckState.OK, 0, 150),
                        state(CheckState.CRITICAL, 150, 160),
                        state(CheckState.OK, 160, 1_000)),
                Spans.NONE);
        var count = AvailabilityCount.of(Spans.of(span(0, 1_000)), List.of(inWindow, other));
        assertThat(count.downOutsideMaintenance().list()).containsExactly(span(150, 160), span(180, 200));
    }

    @Test
    void comparesTheExactTimeWithTheTarget() {
        var rate = new AvailabilityCount.Rate(Duration.ofSeconds(9_994_999), Duration.ofSeconds(10_000_000));
        assertThat(rate.percent()).isEqualTo("99.950");
        assertThat(rate.reaches(new BigDecimal("99.95"))).isFalse();
        assertThat(rate.reaches(new BigDecimal("99.94"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "994996, 99.5, 99.4996",
        "995000, 99.5, 99.500",
        "994990, 99.5, 99.499",
        "999996, 99.5, 99.9996", // less than whole is never printed as whole
        "1000000, 99.5, 100.000",
        "999950, 99.9949, 99.995",
        "999948, 99.9949, 99.9948", // 99.995 would look kept
        "999949, 99.9949, 99.995",
        "0, 99.5, 0.000"
    })
    void showsAsManyDecimalsAsItTakesToSeeTheVerdict(long good, BigDecimal target, String shown) {
        var rate = new AvailabilityCount.Rate(Duration.ofSeconds(good), Duration.ofSeconds(1_000_000));
        assertThat(rate.percent(target)).isEqualTo(shown);
        assertThat(rate.reaches(target)).isEqualTo(rate.percent(target).compareTo(target) >= 0);
    }

    @ParameterizedTest
    @CsvSource({"46, 47, 97.9", "47, 47, 100.0", "1999, 2000, 99.95", "99999, 100000, 99.999", "0, 20, 0.0"})
    void neverPrintsAMissedOneAway(long kept, long of, String shown) {
        assertThat(Figures.share(kept, of)).isEqualTo(shown);
    }

    /** Counts again by asking each minute what it was. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agreesWithAWalkThroughTheMinutes(long seed) {
        var random = new Random(seed);
        int length = 2_000;
        var hours = Spans.of(some(random, length, 6));
        var checks = new ArrayList<Watched>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            checks.add(new Watched(states(random, length), Spans.of(some(random, length, 2))));
        }
        var count = AvailabilityCount.of(hours, checks);
        var walk = Walk.through(length, hours, checks);
        assertThat(count.hours().length().toMinutes()).isEqualTo(walk.hours);
        assertThat(count.down().length().toMinutes()).isEqualTo(walk.down);
        assertThat(count.unmeasured().length().toMinutes()).isEqualTo(walk.unmeasured);
        assertThat(percent(count.gross().percent()))
                .isEqualTo(walk.percent(walk.hours - walk.unmeasured - walk.down, walk.hours - walk.unmeasured));
        for (var method : Method.values()) {
            for (var unknown : UnknownCountsAs.values()) {
                var rate = count.contractual(terms(method, unknown));
                assertThat(percent(rate.percent()))
                        .as("%s %s", method, unknown)
                        .isEqualTo(walk.contractual(method, unknown));
            }
        }
    }

    private static @Nullable Double percent(@Nullable BigDecimal percent) {
        return percent == null ? null : percent.doubleValue();
    }

    private static List<Span> some(Random random, int length, int atMost) {
        var spans = new ArrayList<Span>();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            int from = random.nextInt(length);
            spans.add(span(from, Math.min(length, from + 1 + random.nextInt(600))));
        }
        return spans;
    }

    private static List<StateSpan> states(Random random, int length) {
        var states = new ArrayList<StateSpan>();
        int at = random.nextInt(length / 2);
        while (at < length) {
            int to = Math.min(length, at + 1 + random.nextInt(500));
            states.add(state(CheckState.values()[random.nextInt(5)], at, to));
            at = to;
        }
        return states;
    }

    /** Knows nothing of spans: minutes in an array of yes and no. */
    private static final class Walk {
        long hours;
        long down;
        long unmeasured;
        long window;
        long downOutside;
        long unmeasuredOutside;

        static Walk through(int length, Spans hours, List<Watched> checks) {
            var walk = new Walk();
            for (int m = 0; m < length; m++) {
                var at = minute(m);
                if (hours.list().stream().noneMatch(span -> span.contains(at))) {
                    continue;
                }
                walk.hours++;
                boolean critical = false;
                boolean blind = true;
                boolean agreed = false;
                boolean unexcused = false;
                boolean anyBlind = false;
                for (var check : checks) {
                    boolean own = check.agreed().list().stream().anyMatch(span -> span.contains(at));
                    agreed |= own;
                    for (var state : check.states()) {
                        if (!at.isBefore(state.from()) && at.isBefore(state.to())) {
                            blind = false;
                            critical |= state.state() == CheckState.CRITICAL;
                            unexcused |= state.state() == CheckState.CRITICAL && !own;
                            anyBlind |= state.state() == CheckState.UNKNOWN || state.state() == CheckState.PENDING;
                        }
                    }
                }
                boolean excused = agreed && !unexcused;
                boolean dark = !critical && (blind || anyBlind);
                walk.down += critical ? 1 : 0;
                walk.downOutside += critical && !excused ? 1 : 0;
                walk.unmeasured += dark ? 1 : 0;
                walk.unmeasuredOutside += dark && !excused ? 1 : 0;
                walk.window += excused ? 1 : 0;
            }
            return walk;
        }

        @Nullable
        Double contractual(Method method, UnknownCountsAs unknown) {
            if (hours == unmeasured) {
                return null;
            }
            long t = method == Method.A ? hours : hours - window;
            return switch (unknown) {
                case UNMEASURED -> {
                    long measured = t - (method == Method.A ? unmeasured : unmeasuredOutside);
                    yield percent(measured - downOutside, measured);
                }
                case UP -> percent(t - downOutside, t);
                case DOWN -> percent(t - downOutside - unmeasuredOutside, t);
            };
        }

        @Nullable
        Double percent(long good, long counted) {
            return counted == 0 ? null : Math.round(good * 100_000.0 / counted) / 1_000.0;
        }
    }
}
