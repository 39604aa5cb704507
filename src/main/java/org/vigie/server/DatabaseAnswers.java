package org.vigie.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.SelfCheck;
import org.vigie.shared.Words;

/** Whether the database answers soon. */
@Component
class DatabaseAnswers implements SelfCheck {
    private static final int SECONDS = 2;

    private final DataSource database;

    /** One question at a time: while the database hangs, those who ask must not pile up threads and connections. */
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asking = new AtomicReference<>();

    DatabaseAnswers(DataSource database) {
        this.database = database;
    }

    @Override
    public String part() {
        return "database";
    }

    @Override
    public Finding look() {
        return answers() ? Finding.UP : new Finding(State.DOWN, Words.of("health.database"));
    }

    private boolean answers() {
        try {
            return question().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private CompletableFuture<Boolean> question() {
        CompletableFuture<Boolean> running = asking.get();
        if (running != null && !running.isDone()) {
            return running;
        }
        var mine = new CompletableFuture<Boolean>();
        if (!asking.compareAndSet(running, mine)) {
            return question();
        }
        Thread.ofVirtual().name("health").start(() -> mine.complete(ask()));
        return mine;
    }

    private boolean ask() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }
}
