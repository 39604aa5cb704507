package org.vigie.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.probe.ProbeResult;
import org.vigie.probe.ProbeSpec;

/**
 * Asks every check at its own place in time, in memory.
 *
 * <p>Places are fixed: a check has the same offset in its interval after every restart, slots do not drift, a slot
 * that passed while the check was still being asked or while this process slept is counted and not made up for.
 * Above the ceiling of probes in flight checks wait their turn; those that wait too long are answered "overloaded".
 */
final class ProbeWheel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeWheel.class);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long LONGEST_NAP = Duration.ofMillis(200).toNanos();

    /** A probe that is this much over its timeout will not be answered any more. */
    private static final long LOST_AFTER = Duration.ofSeconds(30).toNanos();

    /** Asks without blocking; {@link org.vigie.probe.Probes#ask} is one. */
    interface Asker {
        void ask(ProbeSpec spec, Duration timeout, Consumer<ProbeResult> answer);
    }

    /** Hears every result, with the time for which it was planned; on any thread, one at a time per check. */
    interface Listener {
        void heard(UUID check, Instant planned, ProbeResult result);
    }

    /** What the wheel has done so far. */
    record Figures(
            int checks,
            int inFlight,
            int waiting,
            long asked,
            long missedSlots,
            long overloaded,
            long lost,
            Duration lateP50,
            Duration lateP99) {}

    private static final class Entry {
        CheckPlan plan;
        long slot;
        long extra = NEVER;
        int version;
        boolean waiting;
        int asking;
        boolean inFlight;
        long askedAt;

        Entry(CheckPlan plan) {
            this.plan = plan;
        }

        long due() {
            return Math.min(slot, extra);
        }
    }

    private record Due(long at, Entry entry, int version) {}

    private record Waiting(Entry entry, long due) {}

    private record Launch(Entry entry, CheckPlan plan, Instant planned, int asking, boolean overloaded) {}

    private final Asker asker;
    private final Listener listener;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final int ceiling;
    private final long origin;
    private final long originSinceEpoch;

    private final Map<UUID, Entry> entries = new HashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Lateness lateness = new Lateness();
    private int inFlight;
    private boolean paused;
    private long asked;
    private long missed;
    private long overloaded;
    private long lost;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * @param nanos a clock that never jumps; {@code System::nanoTime} but in tests
     * @param ceiling most probes in flight at once, 1 to 100 000
     */
    ProbeWheel(Asker asker, Listener listener, InstantSource clock, LongSupplier nanos, int ceiling) {
        if (ceiling < 1 || ceiling > 100_000) {
            throw new IllegalArgumentException("ceiling must be from 1 to 100 000");
        }
        this.asker = asker;
        this.listener = listener;
        this.clock = clock;
        this.nanos = nanos;
        this.ceiling = ceiling;
        this.origin = nanos.getAsLong();
        Instant now = clock.instant();
        this.originSinceEpoch = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Turns by itself from now on; tests turn it by hand. */
    synchronized void start() {
        if (thread == null && !closed) {
            Thread turning = Thread.ofPlatform().daemon().name("vigie-wheel").unstarted(this::turnUntilClosed);
            thread = turning;
            turning.start();
        }
    }

    synchronized void add(CheckPlan plan) {
        if (entries.containsKey(plan.id())) {
            update(plan);
            return;
        }
        var entry = new Entry(plan);
        entry.slot = slotAfter(plan, now());
        entries.put(plan.id(), entry);
        enqueue(entry);
    }

    /** Takes the new plan for the next slot; a probe in flight ends as it began. */
    synchronized void update(CheckPlan plan) {
        Entry entry = entries.get(plan.id());
        if (entry == null) {
            add(plan);
            return;
        }
        entry.plan = plan;
        entry.slot = slotAfter(plan, now());
        enqueue(entry);
    }

    /** Its probe in flight, if any, is not heard any more. */
    synchronized void remove(UUID check) {
        Entry entry = entries.remove(check);
        if (entry != null) {
            entry.version++;
            waiting.removeIf(each -> each.entry == entry);
            if (entry.inFlight) {
                entry.inFlight = false;
                entry.asking++;
                inFlight--;
            }
        }
    }

    /** Out of turn, without moving its slots; nothing happens while it is being asked already. */
    synchronized void askNow(UUID check) {
        Entry entry = entries.get(check);
        if (entry != null && !entry.inFlight && !entry.waiting) {
            entry.extra = now();
            enqueue(entry);
        }
    }

    /** In doubt: once more after the retry interval, unless the next slot comes about as soon. */
    synchronized void askSoon(UUID check) {
        Entry entry = entries.get(check);
        if (entry != null) {
            long retry = entry.plan.retryInterval().toNanos();
            long at = now() + retry;
            if (at < entry.slot - retry / 2 && at < entry.extra) {
                entry.extra = at;
                enqueue(entry);
            }
        }
    }

    synchronized void pause() {
        paused = true;
    }

    /** Goes on with the next slot of each check; what was due meanwhile is neither asked nor counted as missed. */
    synchronized void resume() {
        paused = false;
    }

    synchronized Figures figures() {
        return new Figures(
                entries.size(),
                inFlight,
                waiting.size(),
                asked,
                missed,
                overloaded,
                lost,
                lateness.percentile(0.5),
                lateness.percentile(0.99));
    }

    /** Asks all that is due; returns how many nanoseconds until something may be. */
    long turn() {
        var launches = new ArrayList<Launch>();
        long nap;
        synchronized (this) {
            long now = now();
            takeDue(now, launches);
            serveWaiting(now, launches);
            Due next = queue.peek();
            nap = next == null ? LONGEST_NAP : Math.clamp(next.at - now(), 0, LONGEST_NAP);
        }
        for (Launch launch : launches) {
            launch(launch);
        }
        return nap;
    }

    private void takeDue(long now, List<Launch> launches) {
        for (Due next = queue.peek(); next != null && next.at <= now; next = queue.peek()) {
            queue.poll();
            Entry entry = next.entry;
            if (next.version != entry.version) {
                continue;
            }
            boolean isSlot = entry.slot <= now;
            long due = isSlot ? entry.slot : entry.extra;
            entry.extra = NEVER;
            if (isSlot) {
                long passed = (now - entry.slot) / entry.plan.interval().toNanos();
                due += passed * entry.plan.interval().toNanos();
                entry.slot = due + entry.plan.interval().toNanos();
                missed += paused ? 0 : passed;
            }
            enqueue(entry);
            giveUpIfLost(entry, now);
            if (paused) {
                continue;
            }
            if (entry.inFlight || entry.waiting) {
                missed += isSlot ? 1 : 0;
            } else if (inFlight < ceiling && waiting.isEmpty()) {
                launches.add(launched(entry, due, now));
            } else {
                entry.waiting = true;
                waiting.add(new Waiting(entry, due));
            }
        }
    }

    private void serveWaiting(long now, List<Launch> launches) {
        while (!waiting.isEmpty()) {
            Waiting first = waiting.getFirst();
            boolean tooLate = now - first.due > first.entry.plan.patienceNanos();
            if (!tooLate && inFlight >= ceiling) {
                return;
            }
            waiting.removeFirst();
            first.entry.waiting = false;
            if (tooLate) {
                overloaded++;
                launches.add(new Launch(first.entry, first.entry.plan, planned(first.due, now), 0, true));
            } else {
                launches.add(launched(first.entry, first.due, now));
            }
        }
    }

    private Launch launched(Entry entry, long due, long now) {
        lateness.record(now - due);
        entry.inFlight = true;
        entry.askedAt = now;
        inFlight++;
        asked++;
        return new Launch(entry, entry.plan, planned(due, now), ++entry.asking, false);
    }

    private void giveUpIfLost(Entry entry, long now) {
        if (entry.inFlight && now - entry.askedAt > entry.plan.timeout().toNanos() + LOST_AFTER) {
            entry.inFlight = false;
            entry.asking++;
            inFlight--;
            lost++;
        }
    }

    private void launch(Launch launch) {
        if (launch.overloaded) {
            tell(launch, ProbeResult.overloaded(clock.instant()));
            return;
        }
        try {
            asker.ask(launch.plan.spec(), launch.plan.timeout(), result -> answered(launch, result));
        } catch (RuntimeException refused) {
            LOG.warn("Check {} cannot be asked", launch.plan.id(), refused);
            answered(launch, ProbeResult.broken(refused, clock.instant()));
        }
    }

    private void answered(Launch launch, ProbeResult result) {
        boolean somebodyWaits;
        synchronized (this) {
            if (launch.entry.asking != launch.asking || !launch.entry.inFlight) {
                return;
            }
            launch.entry.inFlight = false;
            inFlight--;
            somebodyWaits = !waiting.isEmpty();
        }
        tell(launch, result);
        Thread turning = thread;
        if (somebodyWaits && turning != null) {
            LockSupport.unpark(turning);
        }
    }

    private void tell(Launch launch, ProbeResult result) {
        try {
            listener.heard(launch.plan.id(), launch.planned, result);
        } catch (RuntimeException deaf) {
            LOG.error("A result of check {} was not heard", launch.plan.id(), deaf);
        }
    }

    private void enqueue(Entry entry) {
        queue.add(new Due(entry.due(), entry, ++entry.version));
        if (queue.size() > 1024 && queue.size() > 4 * entries.size()) {
            queue.removeIf(old -> old.version != old.entry.version);
        }
    }

    /** The first slot of this plan that is not before {@code from}. */
    private long slotAfter(CheckPlan plan, long from) {
        long interval = plan.interval().toNanos();
        long sinceEpoch = originSinceEpoch + from;
        return from + Math.floorMod(plan.phaseNanos() - sinceEpoch, interval);
    }

    private Instant planned(long due, long now) {
        return clock.instant().minusNanos(now - due);
    }

    private long now() {
        return nanos.getAsLong() - origin;
    }

    private void turnUntilClosed() {
        while (!closed) {
            try {
                LockSupport.parkNanos(this, Math.max(100_000, turn()));
            } catch (RuntimeException bug) {
                LOG.error("The wheel missed a turn", bug);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread turning = thread;
        if (turning != null) {
            LockSupport.unpark(turning);
        }
    }
}
