package org.vigie.api.supervision;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Choice;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.Metrics;
import org.vigie.monitoring.Points;
import org.vigie.monitoring.Series;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/** What was measured: which series there are, and their values over a time. */
@RestController
@RequestMapping("/api/v1/metrics")
@Needs(Permission.SEE_SUPERVISION)
class MeasureApi {
    /** As Prometheus: enough for any screen. */
    private static final int MOST_STEPS = 11_000;

    private static final int MOST_SAMPLES = 100_000;
    private static final Duration LONGEST_RAW = Duration.ofDays(31);

    private final Metrics metrics;
    private final ViewerScope scopes;
    private final Keys keys;

    MeasureApi(Metrics metrics, ViewerScope scopes, Keys keys) {
        this.metrics = metrics;
        this.scopes = scopes;
        this.keys = keys;
    }

    record Shown(int id, String client, String name, Map<String, String> labels) {}

    /** @param value null where nothing was measured */
    record Point(Instant at, @Nullable Double value) {}

    record Range(int series, List<Point> points) {}

    @GetMapping("/series")
    Page<Shown> series(
            Viewer viewer,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String asset,
            @RequestParam(required = false) @Nullable String name,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var labels = new HashMap<String, String>();
        if (asset != null && !asset.isBlank()) {
            labels.put("asset", asset);
        }
        var selector = new SeriesSelector(null, name == null || name.isBlank() ? null : name, labels);
        List<Series> all = scopes.maybeOf(viewer, client, () -> metrics.series(selector));
        Page<Series> some = Slices.of(all, one -> Integer.toString(one.id()), cursor, Limits.checked(limit));
        var clients = keys.clients(
                viewer, some.items().stream().map(one -> one.key().tenant()).toList());
        return some.map(one -> new Shown(
                one.id(),
                Objects.requireNonNull(clients.get(one.key().tenant())),
                one.key().name(),
                one.key().labels()));
    }

    /** @param step an ISO duration; without it the samples themselves */
    @GetMapping("/range")
    Range range(
            Viewer viewer,
            @RequestParam int series,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(defaultValue = "average") String aggregate) {
        if (to.isBefore(from)) {
            throw Refused.field("to", "refusal.order");
        }
        Aggregate how = Choice.read("aggregate", aggregate, Aggregate.class);
        Duration width = step == null || step.isBlank() ? null : width(step);
        Duration whole = Duration.between(from, to);
        if (width == null && whole.compareTo(LONGEST_RAW) > 0) {
            throw Refused.field("to", "refusal.range", whole, Duration.ZERO, LONGEST_RAW);
        }
        if (width != null && whole.dividedBy(width) > MOST_STEPS) {
            throw Refused.field("step", "refusal.points", whole.dividedBy(width), MOST_STEPS);
        }
        Points points = scopes.all(
                viewer,
                () -> width == null ? metrics.range(series, from, to) : metrics.range(series, from, to, width, how));
        if (points.size() > MOST_SAMPLES) {
            throw Refused.field("to", "refusal.points", points.size(), MOST_SAMPLES);
        }
        return new Range(series, points(points));
    }

    private static List<Point> points(Points points) {
        var all = new ArrayList<Point>(points.size());
        for (int i = 0; i < points.size(); i++) {
            // JSON knows no infinity; to a reader it is as little a number as a gap.
            double value = points.value(i);
            all.add(new Point(points.at(i), Double.isFinite(value) ? Double.valueOf(value) : null));
        }
        return all;
    }

    private static Duration width(String step) {
        try {
            Duration width = Duration.parse(step);
            if (width.compareTo(Duration.ofSeconds(1)) >= 0) {
                return width;
            }
        } catch (DateTimeParseException e) {
            throw Refused.field("step", "refusal.duration", step);
        }
        throw Refused.field("step", "refusal.duration", step);
    }
}
