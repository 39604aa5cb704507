package org.vigie.server.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings that PostgreSQL is started with. On the command line and not in its file, so that a new Vigie brings new
 * settings to an old cluster.
 *
 * @param durable false only where the data is thrown away: a power cut would lose or break it
 */
public record PostgresTuning(boolean durable) {
    public static final PostgresTuning KEPT = new PostgresTuning(true);
    public static final PostgresTuning THROWN_AWAY = new PostgresTuning(false);

    List<String> options() {
        var options = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC",
                "max_connections=100",
                "shared_buffers=128MB",
                "max_wal_size=1GB",
                "checkpoint_timeout=15min",
                "random_page_cost=1.1",
                // Vigie's statements are short: compiling one costs more than running it.
                "jit=off",
                "log_min_messages=warning",
                "log_lock_waits=on",
                "logging_collector=on",
                "log_filename=postgresql-%a.log",
                "log_truncate_on_rotation=on",
                "log_rotation_age=1d",
                "log_rotation_size=0"));
        if (!durable) {
            options.addAll(List.of("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"));
        }
        return List.copyOf(options);
    }
}
