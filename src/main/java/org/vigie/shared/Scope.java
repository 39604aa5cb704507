package org.vigie.shared;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whose rows the running code may see. PostgreSQL enforces it: each transaction takes the role and the tenant of the
 * scope in which it begins, and without a scope it sees nothing.
 *
 * <p>A scope is not inherited by executors: background work binds it again from the news or the job.
 */
public sealed interface Scope {

    ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    /** Nothing is visible. */
    record Nothing() implements Scope {}

    /** One client: its people, its news, its jobs. */
    record One(TenantId tenant) implements Scope {}

    /** Several clients: a member of the provider's staff looking over those given to them. */
    record Many(SortedSet<TenantId> tenants) implements Scope {
        public Many {
            tenants = new TreeSet<>(tenants);
        }
    }

    /** Every client, and the tables that belong to none. The reason ends in the audit trail. */
    record Across(String reason) implements Scope {
        public Across {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("crossing tenants needs a reason");
            }
        }
    }

    static Scope current() {
        return CURRENT.orElse(new Nothing());
    }

    static Scope of(TenantId tenant) {
        return new One(tenant);
    }

    static Scope many(Collection<TenantId> tenants) {
        return new Many(new TreeSet<>(tenants));
    }

    static Scope across(String reason) {
        return new Across(reason);
    }

    /** The tenant of the current scope; refuses when the scope is not exactly one. */
    static TenantId tenant() {
        if (current() instanceof One(TenantId tenant)) {
            return tenant;
        }
        throw new IllegalStateException("this needs the scope of one client, not " + current());
    }

    default <T> T call(Supplier<T> work) {
        refuseInsideForeignTransaction();
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    default void run(Runnable work) {
        refuseInsideForeignTransaction();
        ScopedValue.where(CURRENT, this).run(work);
    }

    default boolean sees(TenantId tenant) {
        return switch (this) {
            case Nothing() -> false;
            case One(TenantId one) -> one.equals(tenant);
            case Many(SortedSet<TenantId> many) -> many.contains(tenant);
            case Across(String reason) -> true;
        };
    }

    /** A transaction keeps the fence it began with, so another scope inside it would be a lie. */
    private void refuseInsideForeignTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !current().equals(this)) {
            throw new IllegalStateException("scope " + this + " inside a transaction of scope " + current());
        }
    }
}
