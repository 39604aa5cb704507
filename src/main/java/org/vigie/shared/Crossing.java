package org.vigie.shared;

import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** For rows that belong to no client, or not yet: each deed on them is one transaction that says why it crosses. */
public final class Crossing {
    private final String room;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    /** @param room for the reasons: "identity" */
    public Crossing(String room, PlatformTransactionManager transactions) {
        this.room = room;
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    public <T> T read(String reason, Supplier<T> work) {
        return across(reason).call(() -> reading.execute(status -> work.get()));
    }

    public <T> T write(String reason, Supplier<T> work) {
        return across(reason).call(() -> writing.execute(status -> work.get()));
    }

    public void run(String reason, Runnable work) {
        across(reason).run(() -> writing.executeWithoutResult(status -> work.run()));
    }

    private Scope across(String reason) {
        return Scope.across(room + ": " + reason);
    }
}
