package org.vigie.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vigie.calendar.ClockTarget;

/**
 * At which point of a clock whom to tell, in the words of the declarations: "80 % tell team", "30m before due tell
 * assignee, team", "due tell team", "1h after due tell delivery-manager". Amounts are open time of the calendar.
 */
public record EscalationStep(Point point, SortedSet<Audience> tell) {

    public EscalationStep {
        if (tell.isEmpty()) {
            throw new IllegalArgumentException("a step tells somebody");
        }
        tell = Collections.unmodifiableSortedSet(new TreeSet<>(tell));
    }

    public enum Audience {
        ASSIGNEE,
        TEAM,
        DELIVERY_MANAGER;

        /** As the declarations write it. */
        public String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Audience> of(String written) {
            return Arrays.stream(values())
                    .filter(one -> one.written().equals(written))
                    .findFirst();
        }
    }

    /** A point on the way of a clock, known by how much open time has then passed. */
    public sealed interface Point {
        /** Nothing or less where the target is too short to have this point. */
        Duration openTime(Duration target);

        String written();

        static Point parse(String written) {
            return pointOf(written.strip())
                    .orElseThrow(() -> new IllegalArgumentException("not a point of a clock: " + written));
        }
    }

    /** @param percent of the target, from 1 to 99 */
    public record Share(int percent) implements Point {
        @Override
        public Duration openTime(Duration target) {
            return target.multipliedBy(percent).dividedBy(100);
        }

        @Override
        public String written() {
            return percent + " %";
        }
    }

    public record BeforeDue(Duration by) implements Point {
        @Override
        public Duration openTime(Duration target) {
            return target.minus(by);
        }

        @Override
        public String written() {
            return new ClockTarget.OpenTime(by).written() + " before due";
        }
    }

    public record AtDue() implements Point {
        @Override
        public Duration openTime(Duration target) {
            return target;
        }

        @Override
        public String written() {
            return "due";
        }
    }

    public record AfterDue(Duration by) implements Point {
        @Override
        public Duration openTime(Duration target) {
            return target.plus(by);
        }

        @Override
        public String written() {
            return new ClockTarget.OpenTime(by).written() + " after due";
        }
    }

    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final Pattern STEP = Pattern.compile("(?:at )?(.+?) tell (.+)");
    private static final Pattern SHARE = Pattern.compile("([1-9]\\d?)[ \\u00a0]?%");
    private static final Pattern AMOUNT = Pattern.compile("(\\S{2,20}) (before|after) due");

    /** Nothing when it is none. */
    public static Optional<EscalationStep> parse(String text) {
        Matcher step = STEP.matcher(text.strip());
        if (!step.matches()) {
            return Optional.empty();
        }
        var tell = new TreeSet<Audience>();
        for (String name : step.group(2).split(",", -1)) {
            Optional<Audience> audience = Audience.of(name.strip());
            if (audience.isEmpty()) {
                return Optional.empty();
            }
            tell.add(audience.get());
        }
        return pointOf(step.group(1)).map(point -> new EscalationStep(point, tell));
    }

    private static Optional<Point> pointOf(String text) {
        if (text.equals("due")) {
            return Optional.of(new AtDue());
        }
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            return Optional.of(new Share(Integer.parseInt(share.group(1))));
        }
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        return openTime(amount.group(1))
                .map(by -> amount.group(2).equals("before") ? new BeforeDue(by) : new AfterDue(by));
    }

    private static Optional<Duration> openTime(String text) {
        try {
            return ClockTarget.parse(text) instanceof ClockTarget.OpenTime(Duration duration)
                            && duration.compareTo(FARTHEST) <= 0
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The one way to write it; {@link #parse} reads it back. */
    public String written() {
        return point.written() + " tell " + tell.stream().map(Audience::written).collect(Collectors.joining(", "));
    }
}
