package org.vigie.server.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: started as a child process on a loopback port, started again on the same port when it dies,
 * stopped with us.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration OLD_ONE_MAY_STOP_FOR = Duration.ofSeconds(15);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(7);

    private final PostgresCluster cluster;
    private final PostgresTuning tuning;
    private final CompletableFuture<Integer> firstReady = new CompletableFuture<>();
    private final Thread supervisor;
    private volatile int port;
    private volatile @Nullable Process process;
    private volatile boolean stopping;

    /** Starts PostgreSQL on the files in {@code folder}, which is made when it is missing, and waits until it answers. */
    public static EmbeddedPostgres start(Path folder, PostgresTuning tuning) {
        return start(folder, folder, tuning);
    }

    /** The same with the unpacked programs in a folder of their own, so that several clusters can share them. */
    public static EmbeddedPostgres start(Path folder, Path binaries, PostgresTuning tuning) {
        var postgres = new EmbeddedPostgres(PostgresCluster.open(folder, binaries, tuning.durable()), tuning);
        postgres.supervisor.start();
        try {
            postgres.firstReady.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PostgresProblem problem) {
                throw problem;
            }
            throw e;
        }
        return postgres;
    }

    private EmbeddedPostgres(PostgresCluster cluster, PostgresTuning tuning) {
        this.cluster = cluster;
        this.tuning = tuning;
        // A platform thread that lives as long as the child: Linux sends the parent's death signal when the *thread*
        // that spawned the child ends.
        this.supervisor =
                Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(this::supervise);
    }

    public int port() {
        return port;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String superuser() {
        return "postgres";
    }

    public String superuserPassword() {
        return cluster.password();
    }

    /** The postmaster's process id, empty between its death and its next start. */
    public Optional<Long> pid() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::pid);
    }

    private void supervise() {
        try {
            start();
            firstReady.complete(port);
        } catch (PostgresProblem e) {
            firstReady.completeExceptionally(e);
            return;
        } catch (IOException e) {
            firstReady.completeExceptionally(PostgresBinaries.problem(cluster.folder(), e));
            return;
        } catch (InterruptedException e) {
            firstReady.completeExceptionally(PostgresProblem.interrupted());
            return;
        }
        try {
            while (true) {
                int exit = running().waitFor();
                if (stopping) {
                    return;
                }
                log.warn("PostgreSQL ended unexpectedly (exit {}); starting it again", exit);
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        long pause = 500;
        while (!stopping) {
            try {
                start();
                log.info("PostgreSQL answers again on port {}", port);
                return;
            } catch (PostgresProblem | IOException e) {
                log.error("PostgreSQL could not be started again: {}", e.getMessage());
                Thread.sleep(pause);
                pause = Math.min(pause * 2, 10_000);
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + OLD_ONE_MAY_STOP_FOR.toNanos();
        while (true) {
            if (port == 0) {
                port = freePort();
            }
            Process child = spawn();
            process = child;
            if (becomesReady(child)) {
                return;
            }
            if (stopping) {
                throw PostgresProblem.interrupted();
            }
            String said = Files.readString(startLog());
            boolean over = System.nanoTime() > deadline;
            // After a kill -9 the dead one's traces stay for a moment; they go by themselves and are never deleted.
            if (said.contains("postmaster.pid\" already exists") || said.contains("pre-existing shared memory block")) {
                if (over) {
                    throw whoHoldsTheLock(said);
                }
            } else if (said.contains("Address already in use") && !firstReady.isDone() && !over) {
                port = 0;
            } else {
                throw PostgresProblem.failed("PostgreSQL", cluster.folder(), said);
            }
            Thread.sleep(200);
        }
    }

    private Process spawn() throws IOException {
        var program = new ArrayList<String>();
        program.addAll(List.of(
                cluster.binaries().postgres().toString(), "-D", cluster.files().toString()));
        program.addAll(List.of("-p", Integer.toString(port)));
        program.addAll(List.of("-c", "log_directory=" + cluster.logFolder()));
        for (String option : tuning.options()) {
            program.addAll(List.of("-c", option));
        }
        return ChildUser.builder(cluster.user().command(program))
                .redirectErrorStream(true)
                .redirectOutput(startLog().toFile())
                .start();
    }

    private Path startLog() {
        return cluster.folder().resolve("log/postgres-start.log");
    }

    /** PostgreSQL writes its state into its lock file; recovery after a crash may take minutes, so only death ends it. */
    private boolean becomesReady(Process child) throws InterruptedException {
        while (true) {
            if (lockFile()
                    .filter(lock -> lock.pid() == child.pid() && lock.ready())
                    .isPresent()) {
                return true;
            }
            if (child.waitFor(20, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    private PostgresProblem whoHoldsTheLock(String said) {
        Optional<LockFile> lock = lockFile();
        if (lock.isEmpty()) {
            return PostgresProblem.failed("PostgreSQL", cluster.folder(), said);
        }
        long pid = lock.get().pid();
        String program = ProcessHandle.of(pid).flatMap(p -> p.info().command()).orElse("another program");
        return program.endsWith("/postgres") || program.equals("another program")
                ? PostgresProblem.alreadyRunning(cluster.folder(), pid)
                : PostgresProblem.foreignPid(cluster.lockFile(), pid, program);
    }

    private record LockFile(long pid, boolean ready) {}

    private Optional<LockFile> lockFile() {
        try {
            List<String> lines = Files.readAllLines(cluster.lockFile());
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return Optional.of(new LockFile(Long.parseLong(lines.getFirst().strip()), ready));
        } catch (IOException | NumberFormatException e) {
            // Not there yet, or being written at this moment: the next look will tell.
            return Optional.empty();
        }
    }

    /** Stops PostgreSQL: open transactions are rolled back, the files are left as after a clean shutdown. */
    @Override
    public void close() {
        stopping = true;
        try {
            stop();
            supervisor.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            running().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws InterruptedException {
        Process child = running();
        // Process.destroy() sends SIGTERM, on which PostgreSQL waits for every client to leave.
        signal(child, "INT");
        if (child.waitFor(STOP_PATIENCE)) {
            return;
        }
        log.warn(
                "PostgreSQL takes longer than {} s to stop; it will recover at the next start",
                STOP_PATIENCE.toSeconds());
        signal(child, "QUIT");
        if (!child.waitFor(Duration.ofSeconds(2))) {
            child.destroyForcibly();
        }
    }

    private static void signal(Process child, String signal) throws InterruptedException {
        try {
            ChildUser.builder(List.of("sh", "-c", "kill -" + signal + " " + child.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            child.destroyForcibly();
        }
    }

    private Process running() {
        Process child = process;
        if (child == null) {
            throw new IllegalStateException("PostgreSQL was never started");
        }
        return child;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
