package org.vigie;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.MasterKey;
import org.vigie.shared.News;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * A few rooms on a real database, behind the real fence, without web, jobs and threads. News is collected after the
 * commit and delivered when the test says so, as often as it says so.
 */
public final class SmallHouse implements AutoCloseable {
    public final TestDatabase database = TestDatabase.fresh();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final ToldNews told = new ToldNews();

    /** @param furnish registers what the rooms need: a clock, and fakes of rooms that are not built here */
    public SmallHouse(Consumer<AnnotationConfigApplicationContext> furnish, String... rooms) {
        context.registerBean(DataSource.class, database::app);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(context.getBean(DataSource.class)));
        context.registerBean(TransactionExecutionListener.class, () -> tenantFence(context.getBean(DataSource.class)));
        context.registerBean(DataSourceTransactionManager.class, () -> {
            var manager = new DataSourceTransactionManager(context.getBean(DataSource.class));
            manager.setTransactionExecutionListeners(
                    List.of(context.getBean("transactionExecutionListener", TransactionExecutionListener.class)));
            return manager;
        });
        context.registerBean(ToldNews.class, () -> told);
        context.register(Transactions.class);
        furnish.accept(context);
        for (String room : rooms) {
            context.scan("org.vigie." + room);
        }
        if (List.of(rooms).contains("servicedesk")) {
            letters();
        }
        // What no test of the house asks for need not find all that it stands on.
        for (String name : context.getBeanDefinitionNames()) {
            context.getBeanDefinition(name).setLazyInit(true);
        }
        context.refresh();
    }

    /** What the desk needs to write to people. */
    private void letters() {
        context.scan("org.vigie.mail", "org.vigie.audit");
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
        context.registerBean(MasterKey.class, () -> MasterKey.parse("07".repeat(32)));
        if (context.containsBeanDefinition("messageSource")) {
            return;
        }
        context.registerBean("messageSource", MessageSource.class, () -> {
            var source = new ResourceBundleMessageSource();
            source.setBasenames("messages/servicedesk", "messages/mail");
            source.setDefaultEncoding("UTF-8");
            source.setFallbackToSystemLocale(false);
            source.setAlwaysUseMessageFormat(true);
            return source;
        });
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions {}

    private static TransactionExecutionListener tenantFence(DataSource dataSource) {
        try {
            var constructor = Class.forName("org.vigie.server.TenantFence").getDeclaredConstructor(DataSource.class);
            constructor.setAccessible(true);
            return (TransactionExecutionListener) constructor.newInstance(dataSource);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T in(TenantId tenant, Supplier<T> work) {
        return Scope.of(tenant).call(work);
    }

    public void run(TenantId tenant, Runnable work) {
        Scope.of(tenant).run(work);
    }

    /** All or nothing, in the scope of one client. */
    public void inTransaction(TenantId tenant, Runnable work) {
        var transaction = new TransactionTemplate(get(DataSourceTransactionManager.class));
        Scope.of(tenant).run(() -> transaction.executeWithoutResult(status -> work.run()));
    }

    /** One value, read as the owner of all rows would. */
    public <T> T ask(Class<T> type, String question, Object... params) {
        var transaction = new TransactionTemplate(get(DataSourceTransactionManager.class));
        return Scope.across("a question of a test")
                .call(() -> transaction.execute(status -> get(JdbcClient.class)
                        .sql(question)
                        .params(params)
                        .query(type)
                        .single()));
    }

    /** What was told since the last call. */
    public List<News> told() {
        var news = new ArrayList<News>();
        for (News one = told.waiting.poll(); one != null; one = told.waiting.poll()) {
            news.add(one);
        }
        return news;
    }

    /** Gives every news to the listener until none is left, also the news that the listener causes. */
    public void deliver(Consumer<News> listener) {
        Queue<News> queue = new ArrayDeque<>(told());
        for (News news = queue.poll(); news != null; news = queue.poll()) {
            listener.accept(news);
            queue.addAll(told());
        }
    }

    static final class ToldNews {
        final Queue<News> waiting = new ConcurrentLinkedQueue<>();

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
        void hear(News news) {
            waiting.add(news);
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
