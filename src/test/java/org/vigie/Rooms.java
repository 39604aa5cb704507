package org.vigie;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** A few rooms on a real database behind the real fence, without the rest of the house. */
public final class Rooms implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final SetClock clock = new SetClock();

    private Rooms(String[] packages, Class<?>[] beans) {
        context.registerBean(DataSource.class, database::app);
        context.registerBean(InstantSource.class, () -> clock);
        context.register(Ground.class);
        try {
            context.register(Class.forName("org.vigie.server.TenantFence"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        if (beans.length > 0) {
            context.register(beans);
        }
        if (packages.length > 0) {
            context.scan(packages);
        }
        context.refresh();
    }

    /** The beans of whole rooms, by the names of their packages under org.vigie, and single classes beside them. */
    public static Rooms of(String[] rooms, Class<?>... beans) {
        var packages = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            packages[i] = "org.vigie." + rooms[i];
        }
        return new Rooms(packages, beans);
    }

    public <T> T get(Class<T> door) {
        return context.getBean(door);
    }

    public static <T> T in(int tenant, Supplier<T> work) {
        return Scope.of(new TenantId(tenant)).call(work);
    }

    public static void run(int tenant, Runnable work) {
        Scope.of(new TenantId(tenant)).run(work);
    }

    /** One transaction around several calls. */
    public void transaction(Runnable work) {
        get(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    public JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    public TestDatabase database() {
        return database;
    }

    public void setTime(Instant now) {
        clock.now.set(now);
    }

    public void advance(Duration by) {
        clock.now.updateAndGet(now -> now.plus(by));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    private static final class SetClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    static class Ground {
        @Bean
        JdbcTransactionManager transactions(DataSource data, ObjectProvider<TransactionExecutionListener> listeners) {
            var manager = new JdbcTransactionManager(data);
            // The room of the audit trail listens as well, and asks the database itself.
            manager.setTransactionExecutionListeners(listeners.orderedStream().toList());
            return manager;
        }

        @Bean
        TransactionTemplate template(JdbcTransactionManager manager) {
            return new TransactionTemplate(manager);
        }

        @Bean
        JdbcClient jdbc(DataSource data) {
            return JdbcClient.create(data);
        }
    }
}
