package org.vigie.monitoring.metrics;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Scope;

/**
 * Transactions of the store, each behind the fence. The store's own work crosses tenants and says so; a reader keeps
 * the scope of its caller.
 */
final class MetricDatabase {
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate joined;
    private final TransactionTemplate own;

    MetricDatabase(DataSource dataSource, PlatformTransactionManager transactions) {
        template = new JdbcTemplate(dataSource);
        template.setFetchSize(0);
        client = JdbcClient.create(template);
        joined = new TransactionTemplate(transactions);
        own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    <T> T asStore(String doing, Function<JdbcClient, T> work) {
        return Scope.across("metric store: " + doing).call(() -> own.execute(status -> work.apply(client)));
    }

    <T> T asCaller(Function<JdbcClient, T> work) {
        return joined.execute(status -> work.apply(client));
    }

    /** In a transaction of its own: what it writes stays when the caller's is rolled back. */
    <T> T asCallerApart(Function<JdbcClient, T> work) {
        return own.execute(status -> work.apply(client));
    }

    /** A JDBC array; it lives as long as the transaction. */
    Object array(String type, Object[] elements) {
        ConnectionCallback<Object> create = connection -> connection.createArrayOf(type, elements);
        var array = template.execute(create);
        if (array == null) {
            throw new IllegalStateException("no array of " + type);
        }
        return array;
    }
}
