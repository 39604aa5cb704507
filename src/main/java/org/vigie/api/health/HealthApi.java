package org.vigie.api.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.identity.Open;

/** Whether this process lives, and whether it can serve: its database answers soon. */
@RestController
@RequestMapping("/health")
@Open
class HealthApi {
    private static final int SECONDS = 2;

    private final DataSource database;

    /** One question at a time: while the database hangs, those who ask must not pile up threads and connections. */
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asking = new AtomicReference<>();

    HealthApi(DataSource database) {
        this.database = database;
    }

    record Health(String status, Map<String, String> parts) {}

    @GetMapping("/live")
    Health live() {
        return new Health("up", Map.of());
    }

    @GetMapping("/ready")
    ResponseEntity<Health> ready() {
        String word = answers() ? "up" : "down";
        return ResponseEntity.status(word.equals("up") ? 200 : 503)
                .header("Cache-Control", "no-store")
                .body(new Health(word, Map.of("database", word)));
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
