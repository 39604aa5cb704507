package org.vigie.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.vigie.probe.Measure;
import org.vigie.shared.Scope;

/**
 * Carries what probes measured to the metric store, off the probes' own thread. Stamped with the planned time: jitter
 * would only cost room.
 */
@Component
class MetricFeed {
    private static final Logger LOG = LoggerFactory.getLogger(MetricFeed.class);
    private static final int MOST_WAITING = 500_000;

    private record Arrival(Watched watched, Instant at, List<Measure> measures) {}

    private final Metrics metrics;
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Thread thread;

    MetricFeed(Metrics metrics) {
        this.metrics = metrics;
    }

    void take(Watched watched, Instant planned, List<Measure> measures) {
        if (measures.isEmpty()) {
            return;
        }
        if (waiting.get() >= MOST_WAITING) {
            dropped.addAndGet(measures.size());
            return;
        }
        waiting.incrementAndGet();
        arrivals.add(new Arrival(watched, planned, measures));
    }

    long dropped() {
        return dropped.get();
    }

    void start() {
        // The field first: the thread ends itself when it finds it empty.
        Thread begun = Thread.ofPlatform().daemon().name("metric-feed").unstarted(this::feedUntilStopped);
        thread = begun;
        begun.start();
    }

    void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(2000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void feedUntilStopped() {
        while (thread != null) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                break;
            }
            feed();
        }
        feed();
    }

    /** Hands over all that waits; what the store cannot take now it keeps or counts itself. */
    private void feed() {
        var batch = new ArrayList<Arrival>();
        for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        waiting.addAndGet(-batch.size());
        try {
            Scope.across("metrics: what checks measured").run(() -> append(batch));
        } catch (RuntimeException unavailable) {
            dropped.addAndGet(batch.size());
            LOG.warn("{} results were not measured: {}", batch.size(), unavailable.getMessage());
        }
    }

    private void append(List<Arrival> batch) {
        var unknown = new TreeMap<String, SeriesKey>();
        for (Arrival arrival : batch) {
            for (Measure measure : arrival.measures) {
                if (!arrival.watched.series.containsKey(name(measure))) {
                    SeriesKey key = key(arrival.watched, measure);
                    unknown.put(key.tenant() + key.canonical(), key);
                }
            }
        }
        Map<SeriesKey, Integer> found = unknown.isEmpty() ? Map.of() : metrics.series(unknown.values());
        var samples = new ArrayList<Sample>();
        for (Arrival arrival : batch) {
            for (Measure measure : arrival.measures) {
                Integer series = arrival.watched.series.computeIfAbsent(
                        name(measure), name -> found.get(key(arrival.watched, measure)));
                samples.add(new Sample(series, arrival.at, measure.value()));
            }
        }
        metrics.append(samples).exceptionally(lost -> {
            LOG.warn("{} samples wait for the database: {}", samples.size(), lost.getMessage());
            return null;
        });
    }

    private static String name(Measure measure) {
        return measure.labels().isEmpty() ? measure.name() : measure.name() + measure.labels();
    }

    private static SeriesKey key(Watched watched, Measure measure) {
        var labels = new TreeMap<>(measure.labels());
        labels.put("check", watched.check.key());
        labels.put("asset", watched.assetKey);
        return new SeriesKey(watched.check.tenant(), measure.name(), labels);
    }
}
