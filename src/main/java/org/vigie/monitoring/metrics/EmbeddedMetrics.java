package org.vigie.monitoring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.monitoring.Aggregate;
import org.vigie.monitoring.AppendReceipt;
import org.vigie.monitoring.Latest;
import org.vigie.monitoring.Metrics;
import org.vigie.monitoring.Points;
import org.vigie.monitoring.RollUpStep;
import org.vigie.monitoring.RollUps;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.Series;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.shared.Scope;

/**
 * The metric store in the one PostgreSQL, for one node: open windows live in this process. A second process that
 * opens it takes over, and this one refuses from then on.
 */
public final class EmbeddedMetrics implements Metrics, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedMetrics.class);
    private static final int MOST_POINTS = 200_000;
    private static final Duration UPKEEP_EVERY = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final MetricSettings settings;
    private final MetricDatabase database;
    private final SeriesRegistry registry;
    private final SampleStore store;
    private final TakeIn takeIn;
    private final Holdings holdings = new Holdings();
    private final SampleReader reader;
    private final LatestLookup latestLookup;
    private final WindowClosing closing;
    private final DayCompaction compaction;
    private final Retention retention;
    private final Thread keeper;
    private volatile boolean closed;
    private Instant mergedAt = Instant.MIN;

    private EmbeddedMetrics(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            InstantSource clock,
            MetricSettings settings) {
        this.clock = clock;
        this.settings = settings;
        database = new MetricDatabase(dataSource, transactions);
        registry = new SeriesRegistry(database);
        store = new SampleStore(database);
        var writeAhead = new WriteAhead(database);
        takeIn = new TakeIn(writeAhead, clock, settings);
        reader = new SampleReader(store, takeIn, holdings);
        latestLookup = new LatestLookup(store);
        closing = new WindowClosing(database, store, writeAhead, registry, takeIn, holdings);
        compaction = new DayCompaction(database, store, writeAhead, registry, holdings);
        retention = new Retention(database, store, registry, holdings, clock, settings);
        keeper = Thread.ofPlatform().name("metric-upkeep").daemon().unstarted(this::keepUp);
    }

    /** Opens the store: takes over from a process that ended, replays the open windows, starts to write. */
    public static EmbeddedMetrics open(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            InstantSource clock,
            MetricSettings settings) {
        var metrics = new EmbeddedMetrics(dataSource, transactions, clock, settings);
        metrics.registry.load();
        metrics.takeIn.start(metrics.registry);
        metrics.holdings.load(metrics.store);
        return metrics;
    }

    /** Closes windows, compacts days and lets old samples go by itself; without it {@link #upkeep} does when called. */
    public EmbeddedMetrics keepingUp() {
        keeper.start();
        return this;
    }

    @Override
    public int series(SeriesKey key) {
        var id = series(List.of(key)).get(key);
        if (id == null) {
            throw new IllegalStateException("the series " + key + " was not made known");
        }
        return id;
    }

    @Override
    public Map<SeriesKey, Integer> series(Collection<SeriesKey> keys) {
        return registry.intern(keys);
    }

    @Override
    public List<Series> series(SeriesSelector selector) {
        return database.asCaller(sql -> registry.select(sql, selector));
    }

    @Override
    public CompletableFuture<AppendReceipt> append(List<Sample> samples) {
        var scope = Scope.current();
        long oldest = clock.millis() - settings.rawKept().toMillis();
        long newest = clock.millis() + settings.ahead().toMillis();
        var batch = new SampleBatch(samples.size());
        int tooOld = 0;
        int tooNew = 0;
        for (var sample : samples) {
            var head = registry.visible(sample.series(), scope);
            long at = millis(sample.at());
            if (at < oldest) {
                tooOld++;
            } else if (at > newest) {
                tooNew++;
            } else {
                batch.add(head, at, Double.doubleToRawLongBits(sample.value()));
            }
        }
        var receipt = new AppendReceipt(batch.size(), tooOld, tooNew);
        return batch.isEmpty() ? CompletableFuture.completedFuture(receipt) : takeIn.append(batch, receipt);
    }

    @Override
    public List<Latest> latest(Collection<Integer> series) {
        var scope = Scope.current();
        var heads = new ArrayList<SeriesHead>(series.size());
        var unknown = new ArrayList<SeriesHead>();
        for (int id : series) {
            var head = registry.head(id);
            if (head != null && scope.sees(head.tenant)) {
                heads.add(head);
                if (!head.isLatestKnown()) {
                    unknown.add(head);
                }
            }
        }
        if (!unknown.isEmpty()) {
            database.asCaller(sql -> Packing.using(packing -> {
                latestLookup.remember(sql, unknown, packing);
                return true;
            }));
        }
        var found = new ArrayList<Latest>(heads.size());
        for (var head : heads) {
            var newest = head.newest();
            if (newest != null) {
                found.add(
                        new Latest(head.id, Instant.ofEpochMilli(newest.at()), Double.longBitsToDouble(newest.bits())));
            }
        }
        return found;
    }

    @Override
    public Points range(int series, Instant from, Instant to) {
        var run = samples(series, millis(from), millis(to));
        if (run.count > MOST_POINTS) {
            throw new IllegalArgumentException(run.count + " samples at once; ask for a step, or for less time");
        }
        var values = new double[run.count];
        for (int i = 0; i < run.count; i++) {
            values[i] = Double.longBitsToDouble(run.bits[i]);
        }
        return new Points(Arrays.copyOf(run.at, run.count), values);
    }

    @Override
    public Points range(int series, Instant from, Instant to, Duration step, Aggregate aggregate) {
        long start = millis(from);
        long end = millis(to);
        var steps = new Steps(start, end, step.toMillis(), MOST_POINTS);
        boolean wholeHours = step.toMillis() % RollUpBlock.HOUR == 0 && Math.floorMod(start, RollUpBlock.HOUR) == 0;
        if (wholeHours && aggregate != Aggregate.LAST) {
            addRollUps(steps, series, start, end);
        } else {
            steps.add(samples(series, start, end));
        }
        return steps.points(aggregate);
    }

    private SampleRun samples(int series, long from, long to) {
        var head = registry.visible(series, Scope.current());
        if (to <= from) {
            return new SampleRun(0);
        }
        return database.asCaller(sql -> Packing.using(packing ->
                reader.samples(sql, List.of(head), from, to, packing).getOrDefault(series, new SampleRun(0))));
    }

    private void addRollUps(Steps steps, int series, long from, long to) {
        var head = registry.visible(series, Scope.current());
        if (to <= from) {
            return;
        }
        long lastHour = Math.floorDiv(to, RollUpBlock.HOUR) * RollUpBlock.HOUR;
        long border = Math.clamp(holdings.hourlySince(), from, Math.max(from, lastHour));
        database.asCaller(sql -> Packing.using(packing -> {
            if (from < border && steps.areWholeDays()) {
                reader.days(sql, List.of(head), from, border, packing)
                        .getOrDefault(series, new TreeMap<>())
                        .forEach((day, entry) -> steps.add(day * RollUpBlock.DAY, entry));
            }
            if (border < lastHour) {
                reader.hours(sql, List.of(head), border, lastHour, packing)
                        .getOrDefault(series, new TreeMap<>())
                        .forEach((hour, entry) -> steps.add(hour * RollUpBlock.HOUR, entry));
            }
            if (lastHour < to) {
                steps.add(reader.samples(sql, List.of(head), Math.max(from, lastHour), to, packing)
                        .getOrDefault(series, new SampleRun(0)));
            }
            return true;
        }));
    }

    @Override
    public List<RollUps> rollup(SeriesSelector selector, Instant from, Instant to, RollUpStep step) {
        long slot = switch (step) {
            case HOUR -> RollUpBlock.HOUR;
            case DAY -> RollUpBlock.DAY;
        };
        long start = Math.floorDiv(millis(from), slot) * slot;
        long end = -Math.floorDiv(-millis(to), slot) * slot;
        if (end <= start) {
            return List.of();
        }
        return database.asCaller(sql -> Packing.using(packing -> {
            var selected = registry.select(sql, selector);
            var heads = new ArrayList<SeriesHead>(selected.size());
            for (var series : selected) {
                heads.add(registry.known(series.id(), series.key().tenant()));
            }
            var entries = switch (step) {
                case HOUR -> reader.hours(sql, heads, start, end, packing);
                case DAY -> reader.days(sql, heads, start, end, packing);
            };
            return selected.stream()
                    .map(series -> rollUps(series, entries.getOrDefault(series.id(), new TreeMap<>()), slot))
                    .toList();
        }));
    }

    private static RollUps rollUps(Series series, SortedMap<Long, RollUpBlock.Entry> entries, long slot) {
        int count = entries.size();
        var millis = new long[count];
        var counts = new long[count];
        var minima = new double[count];
        var maxima = new double[count];
        var sums = new double[count];
        int i = 0;
        for (var entry : entries.entrySet()) {
            millis[i] = entry.getKey() * slot;
            counts[i] = entry.getValue().count();
            minima[i] = entry.getValue().minimum();
            maxima[i] = entry.getValue().maximum();
            sums[i] = entry.getValue().sum();
            i++;
        }
        return new RollUps(series, millis, counts, minima, maxima, sums);
    }

    /** Samples refused because the buffer was full, since the start. */
    public long dropped() {
        return takeIn.dropped();
    }

    /** Samples in memory that wait for their commit. */
    public int waiting() {
        return takeIn.held();
    }

    /** Closes what is over, compacts finished days, merges late samples, lets go of what is too old. */
    public synchronized void upkeep() {
        long closedThrough = closing.closeAllOver();
        for (var day : List.copyOf(holdings.chunkDays)) {
            if (Window.lastOf(day) <= closedThrough) {
                compaction.compact(day);
            }
        }
        var now = clock.instant();
        if (mergedAt.equals(Instant.MIN) || !now.isBefore(mergedAt.plus(settings.mergeInterval()))) {
            mergeLate(closedThrough);
            retention.apply();
            mergedAt = now;
        }
    }

    private void mergeLate(long closedThrough) {
        LocalDate oldest =
                Window.dayOfMillis(clock.millis() - settings.rawKept().toMillis());
        for (var day : store.daysWithLate()) {
            if (Window.lastOf(day) <= closedThrough && !day.isBefore(oldest)) {
                compaction.compact(day);
            }
        }
    }

    private void keepUp() {
        while (!closed) {
            try {
                upkeep();
            } catch (RuntimeException e) {
                // The next round tries again; nothing was lost, memory and disk only grow meanwhile.
                log.warn("Upkeep of the metric store failed: {}", e.toString());
            }
            LockSupport.parkNanos(UPKEEP_EVERY.toNanos());
        }
    }

    /** Commits what has arrived and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(keeper);
        takeIn.stop();
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }
}
