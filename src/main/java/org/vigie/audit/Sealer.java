package org.vigie.audit;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** Seals what was written, once a second, on one node at a time. */
@Component
class Sealer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sealer.class);
    private static final int BATCH = 1000;
    private static final Scope SCOPE = Scope.across("audit: seal the trail");

    private final SealStore seals;
    private final EntryStore entries;
    private final AcrossReasons reasons;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private volatile @Nullable CountDownLatch stopped;

    @Autowired
    Sealer(
            SealStore seals,
            EntryStore entries,
            AcrossReasons reasons,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.seals = seals;
        this.entries = entries;
        this.reasons = reasons;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Seals all that waits; gives up its turn when another node has it. */
    void seal() {
        writeNewReasons();
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(SCOPE.call(() -> transaction.execute(status -> sealOnce())));
        }
    }

    private boolean sealOnce() {
        if (!seals.takeTurn()) {
            return false;
        }
        var batch = seals.unsealed(BATCH);
        if (batch.isEmpty()) {
            return false;
        }
        var last = seals.last();
        seals.add(Seal.over(
                last.map(Seal::number).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                last.map(Seal::digest).orElse(Seal.BEGINNING),
                batch));
        return batch.size() == BATCH;
    }

    private void writeNewReasons() {
        var fresh = reasons.takeNew();
        if (fresh.isEmpty()) {
            return;
        }
        try {
            SCOPE.run(() -> transaction.executeWithoutResult(status -> fresh.forEach(reason -> entries.add(
                    clock.instant(), Scope.current(), Actor.automatic("vigie"), "scope.across", reason, Map.of()))));
        } catch (RuntimeException e) {
            reasons.giveBack(fresh);
            throw e;
        }
    }

    @Override
    public void start() {
        var ended = new CountDownLatch(1);
        stopped = ended;
        Thread.ofVirtual().name("audit-sealer").start(() -> run(ended));
    }

    private void run(CountDownLatch ended) {
        boolean failing = false;
        while (true) {
            try {
                if (ended.await(1, TimeUnit.SECONDS)) {
                    return;
                }
                seal();
                failing = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The entries stay queued; the next second tries again, and says so once.
                if (!failing) {
                    log.warn("the audit trail could not be sealed, trying again each second", e);
                }
                failing = true;
            }
        }
    }

    @Override
    public void stop() {
        var ended = stopped;
        if (ended != null) {
            ended.countDown();
        }
        stopped = null;
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }
}
