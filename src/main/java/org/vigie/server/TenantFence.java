package org.vigie.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.shared.Fence;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/**
 * Puts each transaction behind the fence of its scope: one statement sets the role and the tenant for the transaction
 * only, so that nothing leaks through the pool. Code outside a transaction runs as the login role, which sees nothing.
 */
@Component
class TenantFence implements TransactionExecutionListener, Fence {

    private static final String SET = "select set_config('role', ?, true), set_config('vigie.tenant', ?, true),"
            + " set_config('vigie.tenants', ?, true)";

    private final DataSource dataSource;

    TenantFence(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
        if (beginFailure != null || !transaction.isNewTransaction()) {
            return;
        }
        try {
            put(Scope.current());
        } catch (RuntimeException | Error failure) {
            abandon(failure);
            throw failure;
        }
    }

    /**
     * Spring has begun by now and does not end what a listener refuses: the thread would keep the connection, and
     * everything it does later would join a transaction that is dead.
     */
    private void abandon(Throwable failure) {
        var held = TransactionSynchronizationManager.unbindResourceIfPossible(dataSource);
        TransactionSynchronizationManager.clear();
        if (held instanceof ConnectionHolder holder) {
            try (Connection connection = holder.getConnection()) {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
        }
    }

    @Override
    public <T> T within(Scope scope, Supplier<T> work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("moving the fence needs a transaction: " + scope);
        }
        var before = Scope.current();
        put(scope);
        T result;
        try {
            // Bound directly: Scope.call rightly refuses another scope inside a transaction that kept its fence.
            result = ScopedValue.where(Scope.CURRENT, scope).call(work::get);
        } catch (RuntimeException | Error failure) {
            restore(before, failure);
            throw failure;
        }
        put(before);
        return result;
    }

    /** After an SQL error the connection takes no statement but the rollback, which resets the fence as well. */
    private void restore(Scope before, Throwable failure) {
        try {
            put(before);
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void put(Scope scope) {
        switch (scope) {
            case Scope.Nothing() -> set("vigie_none", "", "");
            case Scope.One(TenantId tenant) -> set("vigie_one", tenant.toString(), "");
            case Scope.Many(SortedSet<TenantId> tenants) -> set("vigie_many", "", arrayOf(tenants));
            case Scope.Across(String reason) -> set("vigie_across", "", "");
        }
    }

    private void set(String role, String tenant, String tenants) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(SET)) {
            statement.setString(1, role);
            statement.setString(2, tenant);
            statement.setString(3, tenants);
            statement.execute();
        } catch (SQLException e) {
            var translated = new SQLExceptionSubclassTranslator().translate("tenant fence", SET, e);
            throw translated != null ? translated : new CannotGetJdbcConnectionException("tenant fence", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static String arrayOf(SortedSet<TenantId> tenants) {
        return tenants.stream().map(TenantId::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
