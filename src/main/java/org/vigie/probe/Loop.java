package org.vigie.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread, one selector: everything that waits for the network waits here, and nothing here may block. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** Called on the loop when its channel can connect, read or write. */
    interface Ready {
        void ready(SelectionKey key);
    }

    final StallWatch stalls = new StallWatch();
    final Timers timers = new Timers();

    /** Shared by all that read on this loop: only valid until the end of the call that filled it. */
    final ByteBuffer scratch = ByteBuffer.allocateDirect(32 * 1024);

    private final Selector selector;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Thread thread;

    /** For CPU-bound steps (handshakes, certificate paths, regular expressions). */
    private final ThreadPoolExecutor workers;

    private volatile boolean closed;

    Loop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException noSelector) {
            throw new UncheckedIOException(noSelector);
        }
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        workers = new ThreadPoolExecutor(
                cores,
                cores,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-worker-", 0).factory());
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::turnUntilClosed);
        thread.start();
    }

    /** Runs on the loop soon; from any thread. Returns false when the loop is closed and nothing will run. */
    boolean post(Runnable task) {
        if (closed) {
            return false;
        }
        posted.add(task);
        if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
        return true;
    }

    SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
        return channel.register(selector, operations, ready);
    }

    /** Runs {@code work} elsewhere and hands what it gives back to the loop; time spent queueing counts as our stall. */
    <T> void offload(Supplier<T> work, Consumer<T> back, Consumer<RuntimeException> broken) {
        workers.execute(new Work(System.nanoTime(), () -> {
            try {
                T done = work.get();
                post(() -> back.accept(done));
            } catch (RuntimeException failed) {
                post(() -> broken.accept(failed));
            }
        }));
    }

    private final class Work implements Runnable {
        private final long queuedAt;
        private final Runnable step;

        Work(long queuedAt, Runnable step) {
            this.queuedAt = queuedAt;
            this.step = step;
        }

        @Override
        public void run() {
            stalls.add(System.nanoTime() - queuedAt);
            step.run();
        }
    }

    /** All that we have lost so far, with the wait of the work that nobody has begun yet. */
    long stalledNanos() {
        long queueing = workers.getQueue().peek() instanceof Work next ? System.nanoTime() - next.queuedAt : 0;
        return stalls.total() + queueing;
    }

    private void turnUntilClosed() {
        while (!closed) {
            try {
                turn();
            } catch (IOException | ClosedSelectorException broken) {
                if (!closed) {
                    LOG.error("The probe loop cannot select", broken);
                }
            } catch (RuntimeException bug) {
                LOG.error("A probe broke its loop's turn", bug);
            }
        }
    }

    private void turn() throws IOException {
        boolean waiting = timers.pending() > 0;
        selector.select(posted.isEmpty() ? timers.millisToNext(System.nanoTime()) : 1);
        long looked = System.nanoTime();
        stalls.tick(looked, waiting);
        woken.set(false);
        // Answers before timeouts: what the kernel or a worker already holds after a pause of ours still counts.
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                guarded(() -> ((Ready) key.attachment()).ready(key));
            }
        }
        selector.selectedKeys().clear();
        // A question that begins now must not be charged with what went before it.
        stalls.tick(System.nanoTime(), waiting);
        // Only as many as were there: tasks that post tasks must not starve the selector.
        for (int left = posted.size(); left > 0; left--) {
            Runnable task = posted.poll();
            if (task == null) {
                break;
            }
            guarded(task);
        }
        // Only what was due when we looked: what fell due during this turn waits until we have looked again.
        timers.fire(looked, Loop::guarded);
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            LOG.error("A probe step failed", bug);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        workers.shutdownNow();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyGone) {
            LOG.debug("Closing the probe loop", alreadyGone);
        }
    }
}
