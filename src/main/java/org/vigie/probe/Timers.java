package org.vigie.probe;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a loop has to do later; used by one thread only. */
final class Timers {
    /** One thing to do later; cancelling drops what it holds at once. */
    static final class Timer {
        private final long due;
        private @Nullable Runnable action;

        private Timer(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }
    }

    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong((Timer timer) -> timer.due - ORIGIN));

    /** nanoTime may be anywhere in a long, so order by distance from the start. */
    private static final long ORIGIN = System.nanoTime();

    private int pending;

    Timer at(long dueNanos, Runnable action) {
        var timer = new Timer(dueNanos, action);
        queue.add(timer);
        pending++;
        return timer;
    }

    void cancel(Timer timer) {
        if (timer.action != null) {
            timer.action = null;
            pending--;
            if (queue.size() > 1024 && queue.size() > 4 * pending) {
                queue.removeIf(old -> old.action == null);
            }
        }
    }

    int pending() {
        return pending;
    }

    /** How long a loop may sleep: one tick at most while anything is pending; 0 means for ever. */
    long millisToNext(long now) {
        Timer next = queue.peek();
        if (pending == 0 || next == null) {
            return 0;
        }
        long left = Math.clamp(next.due - now, 0, StallWatch.TICK_NANOS);
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left + 999_999));
    }

    void fire(long now, Consumer<Runnable> runner) {
        for (Timer next = queue.peek(); next != null && next.due - now <= 0; next = queue.peek()) {
            queue.poll();
            Runnable action = next.action;
            if (action != null) {
                next.action = null;
                pending--;
                runner.accept(action);
            }
        }
    }
}
