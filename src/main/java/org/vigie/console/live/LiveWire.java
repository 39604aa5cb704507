package org.vigie.console.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.vigie.shared.TenantId;

/** Listens on PostgreSQL's wire and hands what it hears to the open pages, gathered for a moment. */
@Component
class LiveWire implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWire.class);

    private final DataSource dataSource;
    private final LiveSettings settings;
    private final CopyOnWriteArrayList<LivePage> pages = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread listener;

    LiveWire(DataSource dataSource, LiveSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    void add(LivePage page) {
        pages.add(page);
    }

    void remove(LivePage page) {
        pages.remove(page);
    }

    @Override
    public void start() {
        // The field first: the thread ends itself when it finds it empty.
        Thread begun = Thread.ofVirtual().name("live-wire").unstarted(this::listenUntilStopped);
        listener = begun;
        begun.start();
    }

    @Override
    public void stop() {
        Thread running = listener;
        listener = null;
        if (running != null) {
            running.interrupt();
        }
        pages.forEach(LivePage::close);
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    private void listenUntilStopped() {
        while (listener != null) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                if (listener != null) {
                    LOG.warn("Live pages wait for the database: {}", e.getMessage());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (listener != null && !pause(1000)) {
                return;
            }
        }
    }

    private void listen(Connection connection) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + LiveNews.CHANNEL);
        }
        PGConnection wire = connection.unwrap(PGConnection.class);
        // What was told while nobody listened is unknown, so every page asks again.
        pages.forEach(LivePage::everything);
        long lastBeat = System.nanoTime();
        while (listener != null) {
            PGNotification[] heard = wire.getNotifications(500);
            if (heard != null && heard.length > 0) {
                Thread.sleep(settings.gather());
                tell(heard);
                PGNotification[] more = wire.getNotifications();
                if (more != null) {
                    tell(more);
                }
            }
            if (System.nanoTime() - lastBeat > settings.beat().toNanos()) {
                lastBeat = System.nanoTime();
                pages.forEach(LivePage::beat);
                // Beside the wire: this asks the database, and news must not wait for it.
                Thread.ofVirtual().name("live-visitors").start(() -> pages.forEach(LivePage::leaveWithTheVisitor));
            }
        }
    }

    private void tell(PGNotification[] heard) {
        Map<String, Set<TenantId>> topics = new ConcurrentHashMap<>();
        for (PGNotification one : heard) {
            String[] parts = one.getParameter().split(" ", 2);
            topics.computeIfAbsent(parts[1], t -> ConcurrentHashMap.newKeySet())
                    .add(new TenantId(Integer.parseInt(parts[0])));
        }
        topics.forEach((topic, tenants) -> pages.forEach(page -> page.changed(topic, tenants)));
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
