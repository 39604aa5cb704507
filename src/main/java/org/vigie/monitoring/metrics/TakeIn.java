package org.vigie.monitoring.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.monitoring.AppendReceipt;
import org.vigie.monitoring.MetricStoreUnavailable;

/**
 * Takes samples in: collects what arrives within a flush interval, commits it as one write-ahead row a window, then
 * shows it to readers and answers the senders. One thread writes; senders only ever wait for a short lock.
 */
final class TakeIn {
    private static final Logger log = LoggerFactory.getLogger(TakeIn.class);

    private final WriteAhead writeAhead;
    private final InstantSource clock;
    private final MetricSettings settings;
    private final LongAdder dropped = new LongAdder();
    private final NavigableSet<Long> openWindows = new ConcurrentSkipListSet<>();

    private final ReentrantLock arriving = new ReentrantLock();
    private final Condition arrived = arriving.newCondition();
    private Group pending = new Group();
    private long pendingSince;
    private int held;
    private boolean stopping;
    private @Nullable MetricStoreUnavailable refusal;

    // Held while classifying, committing and sealing, so that no sample slips into a window being closed.
    private final ReentrantLock writing = new ReentrantLock();
    private final ArrayDeque<Group> waiting = new ArrayDeque<>();
    private final Packing packing = new Packing();
    private @Nullable Commit unfinished;
    private long sealedThrough;
    private boolean failing;

    private final Thread writer =
            Thread.ofPlatform().name("metric-take-in").daemon().unstarted(this::write);

    private static final class Group {
        final SampleBatch samples = new SampleBatch(1024);
        final CompletableFuture<Void> done = new CompletableFuture<>();
    }

    TakeIn(WriteAhead writeAhead, InstantSource clock, MetricSettings settings) {
        this.writeAhead = writeAhead;
        this.clock = clock;
        this.settings = settings;
    }

    /** Replays the open windows and begins to take in. */
    void start(SeriesRegistry registry) {
        // A new store keeps the window before the current one open for samples on their way.
        sealedThrough = writeAhead.takeOver(Window.of(clock.millis()) - 2);
        for (var row : writeAhead.rows()) {
            show(row.window(), row.decode(registry, packing));
        }
        for (var head : registry.all()) {
            var newest = head.newest();
            if (newest != null) {
                head.raiseFloor(newest.at(), newest.bits());
            }
        }
        writeAhead.raiseFloors(registry, (sealedThrough + 1) * Window.MILLIS);
        writer.start();
    }

    CompletableFuture<AppendReceipt> append(SampleBatch samples, AppendReceipt receipt) {
        arriving.lock();
        try {
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            if (held + samples.size() > settings.bufferSamples()) {
                dropped.add(samples.size());
                return CompletableFuture.failedFuture(new MetricStoreUnavailable(
                        "the buffer of " + settings.bufferSamples() + " samples is full, " + held
                                + " wait for the database",
                        null));
            }
            if (pending.samples.isEmpty()) {
                pendingSince = System.nanoTime();
                arrived.signal();
            }
            held += samples.size();
            pending.samples.addAll(samples);
            if (pending.samples.size() >= settings.flushSamples()) {
                arrived.signal();
            }
            return pending.done.thenApply(nothing -> receipt);
        } finally {
            arriving.unlock();
        }
    }

    private void write() {
        try {
            boolean last = false;
            while (!last) {
                last = awaitWork();
                flush();
            }
        } catch (RuntimeException | Error e) {
            var broken = new MetricStoreUnavailable("the take-in of the metric store broke", e);
            refuseFromNowOn(broken);
            answer(List.of(takePending()), broken);
            throw e;
        }
    }

    /** Waits until a flush is due; true when it is the last one. */
    private boolean awaitWork() {
        arriving.lock();
        try {
            // While the database does not answer, a full batch is no reason to hammer it.
            long interval = settings.flushInterval().toNanos();
            long since = System.nanoTime();
            while (!stopping) {
                boolean any = !pending.samples.isEmpty();
                long from = failing || !any ? since : pendingSince;
                long left = from + interval - System.nanoTime();
                if (any && !failing && pending.samples.size() >= settings.flushSamples()) {
                    return false;
                }
                if (left <= 0 && (any || failing)) {
                    return false;
                }
                if (any || failing) {
                    arrived.awaitNanos(left);
                } else {
                    arrived.await();
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            arriving.unlock();
        }
    }

    private void flush() {
        writing.lock();
        try {
            var commit = unfinished;
            waiting.add(takePending());
            if (commit != null) {
                if (!finish(commit)) {
                    return;
                }
            }
            seal();
            commit = encode();
            if (commit != null) {
                finish(commit);
            }
        } finally {
            writing.unlock();
        }
    }

    private Group takePending() {
        arriving.lock();
        try {
            var taken = pending;
            pending = new Group();
            return taken;
        } finally {
            arriving.unlock();
        }
    }

    /** What one transaction writes. It is encoded once: a retry writes the same rows under the same numbers. */
    record Commit(List<WalRow> rows, TreeMap<Long, SampleBatch> byWindow, SampleBatch late, List<Group> groups) {}

    private @Nullable Commit encode() {
        var byWindow = new TreeMap<Long, SampleBatch>();
        var late = new SampleBatch(16);
        var groups = List.copyOf(waiting);
        waiting.clear();
        for (var group : groups) {
            sort(group.samples, byWindow, late);
        }
        if (groups.stream().allMatch(group -> group.samples.isEmpty())) {
            return null;
        }
        var rows = new ArrayList<WalRow>(2);
        byWindow.forEach((window, batch) -> rows.add(WalRow.encode(writeAhead.nextSeq(), window, batch, packing)));
        return new Commit(rows, byWindow, late, groups);
    }

    private void sort(SampleBatch samples, TreeMap<Long, SampleBatch> byWindow, SampleBatch late) {
        long tooFar = Window.of(clock.millis() + settings.ahead().toMillis());
        long lastWindow = Long.MIN_VALUE;
        SampleBatch inWindow = null;
        for (int i = 0; i < samples.size(); i++) {
            var head = samples.head(i);
            long at = samples.at(i);
            long bits = samples.bits(i);
            long window = Window.of(at);
            if (head.isAhead(at) && window > sealedThrough && window <= tooFar) {
                if (inWindow == null || window != lastWindow) {
                    inWindow = byWindow.computeIfAbsent(window, fresh -> new SampleBatch(samples.size()));
                    lastWindow = window;
                }
                inWindow.add(head, at, bits);
            } else if (!head.isRepetition(at, bits)) {
                late.add(head, at, bits);
            }
            head.raiseFloor(at, bits);
        }
    }

    /** Commits, shows and answers; false when the database did not take it. */
    private boolean finish(Commit commit) {
        try {
            writeAhead.commit(commit.rows(), commit.late());
        } catch (MetricStoreUnavailable superseded) {
            refuseFromNowOn(superseded);
            answer(commit.groups(), superseded);
            answer(List.copyOf(waiting), superseded);
            unfinished = commit;
            return false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("The metric store cannot write, samples wait in memory: {}", e.toString());
            }
            failing = true;
            unfinished = commit;
            var unavailable = new MetricStoreUnavailable("the database did not take the samples", e);
            answer(commit.groups(), unavailable);
            answer(List.copyOf(waiting), unavailable);
            return false;
        }
        if (failing) {
            log.info("The metric store writes again");
        }
        failing = false;
        unfinished = null;
        commit.byWindow().forEach(this::show);
        for (int i = 0; i < commit.late().size(); i++) {
            commit.late().head(i).sidestep(commit.late().at(i), commit.late().bits(i));
        }
        release(commit.groups());
        answer(commit.groups(), null);
        return true;
    }

    private void show(long window, SampleBatch batch) {
        openWindows.add(window);
        for (int i = 0; i < batch.size(); i++) {
            batch.head(i).append(window, batch.at(i), batch.bits(i));
        }
    }

    private void release(List<Group> groups) {
        arriving.lock();
        try {
            groups.forEach(group -> held -= group.samples.size());
        } finally {
            arriving.unlock();
        }
    }

    /** On another thread: what a sender chained to its future must not hold up the next commit. */
    private void answer(List<Group> groups, @Nullable MetricStoreUnavailable problem) {
        Thread.startVirtualThread(() -> groups.forEach(group -> {
            if (problem == null) {
                group.done.complete(null);
            } else {
                group.done.completeExceptionally(problem);
            }
        }));
    }

    private void refuseFromNowOn(MetricStoreUnavailable why) {
        arriving.lock();
        try {
            refusal = why;
            stopping = true;
            arrived.signal();
        } finally {
            arriving.unlock();
        }
    }

    /** Ends the windows whose time and grace are over; true sealing waits for a commit of unknown outcome. */
    long seal() {
        writing.lock();
        try {
            if (unfinished == null) {
                long over = Window.of(clock.millis() - settings.closeGrace().toMillis()) - 1;
                sealedThrough = Math.max(sealedThrough, over);
            }
            return sealedThrough;
        } finally {
            writing.unlock();
        }
    }

    NavigableSet<Long> openWindows() {
        return openWindows;
    }

    long dropped() {
        return dropped.sum();
    }

    int held() {
        arriving.lock();
        try {
            return held;
        } finally {
            arriving.unlock();
        }
    }

    /** Writes what has arrived, then takes in no more. */
    void stop() {
        refuseFromNowOn(new MetricStoreUnavailable("the metric store is closed", null));
        try {
            if (!writer.join(Duration.ofSeconds(30))) {
                log.warn("The metric store did not end its last write in 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
