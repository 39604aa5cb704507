package org.vigie.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.vigie.shared.Scope;

/** The graphs of checks. */
@Service
public class Graphs {
    private static final int POINTS = 300;
    private static final Set<String> MAIN = Set.of(
            "host_cpu_usage_ratio",
            "host_memory_used_ratio",
            "host_disk_used_ratio",
            "host_network_receive_bytes_per_second",
            "probe_tls_days_left");

    private final Checks checks;
    private final Metrics metrics;

    Graphs(Checks checks, Metrics metrics) {
        this.checks = checks;
        this.metrics = metrics;
    }

    /** The graphs of a check in scope over [from, to), each of some 300 points at most, gaps kept; the main one first. */
    public List<Graph> of(long checkId, Instant from, Instant to) {
        Check check = checks.get(checkId);
        Duration step = step(check.interval(), from, to);
        Instant start =
                Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), step.toSeconds()) * step.toSeconds());
        Map<String, List<Series>> byName = new LinkedHashMap<>();
        Scope.of(check.tenant())
                .call(() -> metrics.series(new SeriesSelector(check.tenant(), null, Map.of("check", check.key()))))
                .stream()
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .forEach(series -> byName.computeIfAbsent(series.key().name(), name -> new ArrayList<>())
                        .add(series));
        var graphs = new ArrayList<Graph>();
        byName.forEach((name, all) -> graphs.add(graph(check, name, all, start, to, step)));
        graphs.removeIf(graph -> graph.curves().stream()
                .allMatch(curve -> curve.values().stream().allMatch(value -> value == null)));
        return graphs;
    }

    private Graph graph(Check check, String name, List<Series> all, Instant from, Instant to, Duration step) {
        var times = new ArrayList<Instant>();
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            times.add(at);
        }
        var curves = new ArrayList<Graph.Curve>();
        for (Series series : all) {
            Points points =
                    Scope.of(check.tenant()).call(() -> metrics.range(series.id(), from, to, step, Aggregate.AVERAGE));
            curves.add(new Graph.Curve(label(series), values(points, times)));
        }
        return new Graph(name, unit(name), times, curves);
    }

    /** One value for each time; a time that the store does not know stays a gap. */
    private static List<@Nullable Double> values(Points points, List<Instant> times) {
        var known = new TreeMap<Long, Double>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.isGap(i)) {
                known.put(points.millis(i), points.value(i));
            }
        }
        var values = new ArrayList<@Nullable Double>();
        times.forEach(time -> values.add(known.get(time.toEpochMilli())));
        return values;
    }

    /** At least one planned result falls into each step, so that an empty step is a gap indeed. */
    static Duration step(Duration interval, Instant from, Instant to) {
        long wanted = Math.ceilDiv(Duration.between(from, to).toSeconds(), POINTS);
        long slot = Math.max(1, interval.toSeconds());
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(wanted, slot)) * slot);
    }

    private static String label(Series series) {
        return series.key().labels().entrySet().stream()
                .filter(label ->
                        !label.getKey().equals("check") && !label.getKey().equals("asset"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" "));
    }

    /** What the check is about comes first; the time that a look at this machine takes says nothing about it. */
    private static int rank(Series series) {
        String name = series.key().name();
        if (name.equals("probe_duration_seconds")) {
            return 2;
        }
        return MAIN.contains(name) ? 1 : 3;
    }

    private static String unit(String name) {
        if (name.endsWith("_bytes_per_second")) {
            return "bytes_per_second";
        }
        for (String unit : List.of("seconds", "ratio", "bytes", "days")) {
            if (name.endsWith("_" + unit) || name.endsWith("_" + unit + "_left") || name.endsWith(unit + "_left")) {
                return unit;
            }
        }
        return "count";
    }
}
