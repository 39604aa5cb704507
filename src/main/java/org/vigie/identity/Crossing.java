package org.vigie.identity;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Scope;

/** Accounts belong to no client: each deed on them is one transaction that says why it crosses. */
@Component
class Crossing {
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    Crossing(PlatformTransactionManager transactions) {
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    <T> T read(String reason, Supplier<T> work) {
        return Scope.across("identity: " + reason).call(() -> reading.execute(status -> work.get()));
    }

    <T> T write(String reason, Supplier<T> work) {
        return Scope.across("identity: " + reason).call(() -> writing.execute(status -> work.get()));
    }

    void run(String reason, Runnable work) {
        Scope.across("identity: " + reason).run(() -> writing.executeWithoutResult(status -> work.run()));
    }
}
