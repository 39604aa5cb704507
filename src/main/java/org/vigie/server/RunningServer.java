package org.vigie.server;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a server has to give back when it stops, and the order: first the web and everything else that Spring holds,
 * then PostgreSQL, last the folder.
 */
final class RunningServer {
    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
    /** Together with PostgreSQL's own patience within the ten seconds after which service managers kill. */
    private static final Duration SPRING_PATIENCE = Duration.ofSeconds(6);

    private final DataFolder folder;
    private final FileLock lock;
    private volatile @Nullable OwnDatabase database;
    private volatile @Nullable ConfigurableApplicationContext context;
    private volatile boolean stopping;

    RunningServer(DataFolder folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    DataFolder folder() {
        return folder;
    }

    void owns(OwnDatabase started) {
        database = started;
    }

    void runs(ConfigurableApplicationContext started) {
        context = started;
    }

    ConfigurableApplicationContext context() {
        return Objects.requireNonNull(context, "the server has not started");
    }

    boolean isStopping() {
        return stopping;
    }

    /** Writes where the server answers; returns the address. */
    String announce() throws IOException {
        String url = "http://127.0.0.1:" + context().getEnvironment().getRequiredProperty("local.server.port");
        folder.announce(new DataFolder.Server(url, ProcessHandle.current().pid()));
        return url;
    }

    /** SIGTERM and Ctrl-C. Ends with status 0, where Java would say 143 or 130 about a stop that was asked for. */
    void stopOnSignal() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!stopping) {
                                stop();
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "stop"));
    }

    void stop() {
        stopping = true;
        try {
            folder.withdraw();
            closeSpring();
            OwnDatabase owned = database;
            if (owned != null) {
                owned.close();
            }
            lock.release();
            log.info("stopped");
        } catch (IOException e) {
            log.error("the data folder could not be left tidy", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In a thread of its own: a room that does not let go must not keep PostgreSQL from stopping cleanly. */
    private void closeSpring() throws InterruptedException {
        ConfigurableApplicationContext running = context;
        if (running == null) {
            return;
        }
        Thread closing = Thread.ofPlatform().daemon().name("stop-spring").start(running::close);
        if (!closing.join(SPRING_PATIENCE)) {
            log.warn(
                    "not everything let go within {} s; stopping PostgreSQL all the same", SPRING_PATIENCE.toSeconds());
        }
    }
}
