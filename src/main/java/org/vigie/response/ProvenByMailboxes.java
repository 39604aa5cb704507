package org.vigie.response;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.alerting.RecoveryProof;
import org.vigie.mail.MailboxHealth;
import org.vigie.mail.Mailboxes;

/** A mailbox looks well when its server answered and nothing is wrong with it since. */
@Component
class ProvenByMailboxes implements RecoveryProof {
    private final Mailboxes mailboxes;
    private final InstantSource clock;
    private final TransactionTemplate apart;

    ProvenByMailboxes(Mailboxes mailboxes, InstantSource clock, PlatformTransactionManager transactions) {
        this.mailboxes = mailboxes;
        this.clock = clock;
        // Asked in a client's transaction, which sees no mailbox.
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    @Override
    public Optional<Instant> lastGoodResult(long assetId, String symptom, String source, long sourceId) {
        if (!symptom.equals(MailboxWatch.SYMPTOM) || sourceId >= 0) {
            return Optional.empty();
        }
        return Objects.requireNonNull(apart.execute(suspended -> lastGood(-sourceId)));
    }

    private Optional<Instant> lastGood(long mailbox) {
        MailboxHealth health = mailboxes.health().get(mailbox);
        return mailboxes
                .find(mailbox)
                .filter(box ->
                        health != null && health.failingSince() == null && health.trouble(box, clock.instant()) == null)
                .map(box -> Objects.requireNonNull(health).lookedAt());
    }
}
