package org.vigie.monitoring.metrics;

/**
 * Count, minimum, maximum, sum and last of values; NaN never takes part. The sum is compensated (Neumaier, "Rounding
 * error analysis of some methods for summing finite sums", ZAMM 1974), so that its order does not matter to the eye.
 */
final class Tally {
    long count;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double last = Double.NaN;
    private double sum;
    private double lost;

    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        add(1, value, value, value);
        last = value;
    }

    void add(long more, double least, double most, double total) {
        count += more;
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
        double next = sum + total;
        lost += Math.abs(sum) >= Math.abs(total) ? (sum - next) + total : (total - next) + sum;
        sum = next;
    }

    double sum() {
        // Past infinity the compensation is NaN and the plain sum right.
        return Double.isNaN(lost) || Double.isInfinite(sum) ? sum : sum + lost;
    }
}
