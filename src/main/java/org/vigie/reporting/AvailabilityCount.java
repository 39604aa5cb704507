package org.vigie.reporting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.contracts.Contract.Availability;
import org.vigie.monitoring.StateSpan;
import org.vigie.shared.Span;

/**
 * The availability of one business service, counted from what was believed of the checks that count under it.
 *
 * <p>All of it inside the hours of the service level. T is those hours. I is the time in which any check was critical,
 * overlapping outages once. U is the rest of the time in which it cannot be said that the service worked: a check was
 * unknown or pending, or no check was there yet. W is agreed maintenance, but only as far as it explains what was down:
 * while a check outside the window is critical, the outage counts.
 *
 * <pre>
 * gross          (T − U − I) / (T − U)
 * contract, A    (T − U − I') / (T − U)              I' = I outside W
 * contract, B    (T − W − U' − I') / (T − W − U')    U' = U outside W
 * </pre>
 *
 * Where the contract counts unmeasured time as up, U and U' are nought in its figure; where as down, they also join I'.
 * Gross never knows the contract. A figure without a measured instant is not measurable.
 */
final class AvailabilityCount {

    /** A check: what was believed of it, and the agreed maintenance of what it watches. */
    record Watched(List<StateSpan> states, Spans agreed) {}

    private final Spans hours;
    private final Spans down;
    private final Spans unmeasured;
    private final Spans excused;
    private final Spans measured;

    private AvailabilityCount(Spans hours, Spans down, Spans unmeasured, Spans excused) {
        this.hours = hours;
        this.down = down;
        this.unmeasured = unmeasured;
        this.excused = excused;
        this.measured = hours.without(unmeasured);
    }

    static AvailabilityCount of(Spans hours, List<Watched> checks) {
        var critical = new ArrayList<Span>();
        var blind = new ArrayList<Span>();
        var watched = new ArrayList<Span>();
        var agreed = Spans.NONE;
        var unexcused = Spans.NONE;
        for (var check : checks) {
            var own = new ArrayList<Span>();
            for (var state : check.states()) {
                var span = new Span(state.from(), state.to());
                watched.add(span);
                switch (state.state()) {
                    case CRITICAL -> own.add(span);
                    case UNKNOWN, PENDING -> blind.add(span);
                    case OK, WARNING -> {}
                }
            }
            critical.addAll(own);
            agreed = agreed.or(check.agreed());
            unexcused = unexcused.or(Spans.of(own).without(check.agreed()));
        }
        var down = hours.and(Spans.of(critical));
        var nobody = hours.without(Spans.of(watched));
        var unmeasured = hours.and(Spans.of(blind)).or(nobody).without(down);
        return new AvailabilityCount(hours, down, unmeasured, hours.and(agreed).without(unexcused));
    }

    /** The same count over a part of the hours: the days of the contract. */
    AvailabilityCount within(Spans part) {
        return new AvailabilityCount(hours.and(part), down.and(part), unmeasured.and(part), excused.and(part));
    }

    /** What a rate is made of. */
    record Rate(Duration good, Duration counted) {

        static final int DECIMALS = 3;
        private static final int MOST_DECIMALS = 9;
        private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

        /** In per cent; null when nothing could be counted. 100 only when nothing was lost. */
        @Nullable
        BigDecimal percent() {
            return percent(WHOLE);
        }

        /**
         * With as many decimals as it takes to see on which side of the target it lies: 99.4996 of 99.5 is not 99.500.
         */
        @Nullable
        BigDecimal percent(BigDecimal target) {
            if (counted.isZero()) {
                return null;
            }
            for (int decimals = DECIMALS; decimals < MOST_DECIMALS; decimals++) {
                var rounded = divided(decimals, RoundingMode.HALF_UP);
                boolean sameSide = reaches(target) == (rounded.compareTo(target) >= 0);
                if (sameSide && (reaches(WHOLE) || rounded.compareTo(WHOLE) < 0)) {
                    return rounded;
                }
            }
            return divided(MOST_DECIMALS, RoundingMode.DOWN);
        }

        private BigDecimal divided(int decimals, RoundingMode rounding) {
            return new BigDecimal(nanos(good).multiply(BigInteger.valueOf(100)))
                    .divide(new BigDecimal(nanos(counted)), decimals, rounding);
        }

        /** Compares the exact time, never the rounded figure. */
        boolean reaches(BigDecimal target) {
            return new BigDecimal(nanos(good).multiply(BigInteger.valueOf(100)))
                            .compareTo(target.multiply(new BigDecimal(nanos(counted))))
                    >= 0;
        }

        boolean isMeasurable() {
            return !counted.isZero();
        }

        private static BigInteger nanos(Duration duration) {
            return BigInteger.valueOf(duration.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(duration.getNano()));
        }
    }

    Rate gross() {
        return rate(measured, down);
    }

    Rate contractual(Availability terms) {
        if (measured.isEmpty()) {
            return rate(Spans.NONE, Spans.NONE);
        }
        var counted = switch (terms.unknownCountsAs()) {
            case UNMEASURED -> measured;
            case UP, DOWN -> hours;
        };
        var lost = switch (terms.unknownCountsAs()) {
            case UNMEASURED, UP -> down;
            case DOWN -> down.or(unmeasured);
        };
        return switch (terms.method()) {
            case A -> rate(counted, lost.without(excused));
            case B -> rate(counted.without(excused), lost.without(excused));
        };
    }

    private static Rate rate(Spans counted, Spans lost) {
        return new Rate(counted.without(lost).length(), counted.length());
    }

    /** T. */
    Spans hours() {
        return hours;
    }

    /** I. */
    Spans down() {
        return down;
    }

    /** I'. */
    Spans downOutsideMaintenance() {
        return down.without(excused);
    }

    /** U. */
    Spans unmeasured() {
        return unmeasured;
    }

    /** W. */
    Spans excused() {
        return excused;
    }
}
