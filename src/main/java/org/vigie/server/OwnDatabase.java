package org.vigie.server;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.vigie.server.postgres.DatabaseRoles;
import org.vigie.server.postgres.EmbeddedPostgres;
import org.vigie.server.postgres.PostgresTuning;

/** Vigie's own PostgreSQL, started beside the rest of the process instead of before it. */
final class OwnDatabase implements AutoCloseable {
    private static final String NAME = "vigie";

    private final CompletableFuture<EmbeddedPostgres> postgres = new CompletableFuture<>();
    private final CompletableFuture<Map<String, Object>> settings = new CompletableFuture<>();

    static OwnDatabase starting(Path folder) {
        var database = new OwnDatabase();
        Thread.ofPlatform().name("postgres-start").daemon().start(() -> database.start(folder));
        return database;
    }

    private void start(Path folder) {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.start(folder, PostgresTuning.KEPT);
            postgres.complete(started);
            DatabaseRoles roles = DatabaseRoles.prepare(started);
            DatabaseRoles.createDatabase(started, NAME);
            settings.complete(Map.of(
                    "spring.datasource.url", started.url(NAME),
                    "spring.datasource.username", DatabaseRoles.APP,
                    "spring.datasource.password", roles.appPassword(),
                    "spring.flyway.url", started.url(NAME),
                    "spring.flyway.user", DatabaseRoles.OWNER,
                    "spring.flyway.password", roles.ownerPassword()));
        } catch (RuntimeException e) {
            postgres.completeExceptionally(e);
            settings.completeExceptionally(e);
        }
    }

    /** The other settings and those of the database, which wait for it when they are read and not before. */
    Map<String, Object> settings(Map<String, Object> others) {
        var all = new HashMap<>(others);
        for (String name : new String[] {
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.flyway.url",
            "spring.flyway.user",
            "spring.flyway.password"
        }) {
            all.put(name, "");
        }
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                return all.entrySet();
            }

            @Override
            public boolean containsKey(Object name) {
                return all.containsKey(name);
            }

            @Override
            public @Nullable Object get(Object name) {
                Object value = all.get(name);
                return "".equals(value) ? await().getOrDefault(String.valueOf(name), "") : value;
            }
        };
    }

    /** Waits until PostgreSQL answers; throws what kept it from starting. */
    Map<String, Object> await() {
        try {
            return settings.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Also while it is still starting, so that no child is left behind by an early Ctrl-C. */
    @Override
    public void close() {
        try {
            postgres.join().close();
        } catch (CompletionException e) {
            // It never ran, and whoever awaited it was told why.
            return;
        }
    }
}
