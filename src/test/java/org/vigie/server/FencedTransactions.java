package org.vigie.server;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Transactions behind the tenant fence, as the application has them, for tests without the application. */
public final class FencedTransactions {
    private FencedTransactions() {}

    public static PlatformTransactionManager on(DataSource dataSource) {
        var transactions = new JdbcTransactionManager(dataSource);
        transactions.setTransactionExecutionListeners(List.of(new TenantFence(dataSource)));
        return transactions;
    }
}
