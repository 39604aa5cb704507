package org.vigie.servicedesk.intake;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.mail.Arrival;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.message.MailReader;
import org.vigie.mail.message.ReadMail;
import org.vigie.servicedesk.satisfaction.OpinionLinks;
import org.vigie.shared.Actor;
import org.vigie.shared.DatabaseTrouble;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Takes in the mails that came, one after another, each in a transaction of its own: what breaks one holds up none of the
 * others. Taking one in twice is harmless.
 */
@Service
public class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int AT_ONCE = 50;

    private final Arrivals arrivals;
    private final Mailboxes mailboxes;
    private final Judging judging;
    private final Admitting admitting;
    private final Continuing continuing;
    private final Returning returning;
    private final TransactionTemplate transaction;

    Intake(
            Arrivals arrivals,
            Mailboxes mailboxes,
            Judging judging,
            Admitting admitting,
            Continuing continuing,
            Returning returning,
            PlatformTransactionManager transactions) {
        this.arrivals = arrivals;
        this.mailboxes = mailboxes;
        this.judging = judging;
        this.admitting = admitting;
        this.continuing = continuing;
        this.returning = returning;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Everything that waits; answers how many that were. */
    int look() {
        int all = 0;
        for (List<Arrival> some = arrivals.take(AT_ONCE); !some.isEmpty(); some = arrivals.take(AT_ONCE)) {
            some.forEach(this::take);
            all += some.size();
        }
        return all;
    }

    private void take(Arrival arrival) {
        try {
            judged(arrival);
        } catch (MailReader.NotAMail odd) {
            arrivals.held(arrival.id(), Words.of("mail.held.unparsed", String.valueOf(odd.getMessage())));
        } catch (Refused refused) {
            arrivals.held(arrival.id(), Words.of("mail.held.refused", String.valueOf(refused.getMessage())));
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.isPassing(failure)) {
                LOG.warn("Mail {} is taken in later: {}", arrival.id(), failure.toString());
                arrivals.postponed(arrival);
                return;
            }
            LOG.error("Mail {} could not be taken in", arrival.id(), failure);
            arrivals.failed(arrival, Words.of("mail.held.failed", String.valueOf(failure.getMessage())));
        }
    }

    private static ReadMail read(byte[] raw) throws MailReader.NotAMail {
        ReadMail mail = MailReader.read(raw);
        String html = mail.html();
        return mail.saying(OpinionLinks.veiled(mail.text()), html == null ? null : OpinionLinks.veiled(html));
    }

    private void judged(Arrival arrival) throws MailReader.NotAMail {
        ReadMail mail = read(arrivals.raw(arrival.id()));
        arrivals.says(arrival.id(), mail.from().folded(), mail.subject());
        Mailbox box = mailboxes.find(arrival.mailbox()).orElseThrow();
        switch (judging.judge(box, mail)) {
            case Verdict.Opens opens -> {
                long number = in(opens.client(), () -> admitting.admit(arrival, box, mail, opens.seemsTo()));
                arrivals.done(arrival.id(), opens.client(), number, null);
            }
            case Verdict.Continues to -> {
                run(to.client(), () -> continuing.add(arrival, mail, to));
                arrivals.done(arrival.id(), to.client(), to.number(), null);
            }
            case Verdict.Returned back -> {
                TenantId client = back.letter().tenant();
                run(client, () -> returning.show(back.letter(), back.number(), back.bounce()));
                arrivals.done(
                        arrival.id(),
                        client,
                        back.number(),
                        Words.of("mail.done.bounce", back.letter().letter().toAddress()));
            }
            case Verdict.Ignored ignored -> arrivals.ignored(arrival.id(), ignored.why());
            case Verdict.Held held -> arrivals.held(arrival.id(), held.why());
        }
    }

    /** A person says whose it is: a ticket of that client, whatever was wrong with it. Answers the number. */
    public long openAsTicket(long id, TenantId client, Actor by) {
        Arrival arrival = arrivals.claim(id, by);
        byte[] raw = arrivals.raw(id);
        Mailbox box = mailboxes.find(arrival.mailbox()).orElseThrow();
        long number = opened(arrival, box, raw, client);
        arrivals.opened(id, client, number, by);
        return number;
    }

    private long opened(Arrival arrival, Mailbox box, byte[] raw, TenantId client) {
        try {
            ReadMail mail = read(raw);
            return in(client, () -> admitting.admit(arrival, box, mail, null));
        } catch (MailReader.NotAMail | RuntimeException odd) {
            if (odd instanceof RuntimeException trouble && DatabaseTrouble.isPassing(trouble)) {
                throw trouble;
            }
            LOG.warn("Mail {} is opened as it is", arrival.id(), odd);
            return in(client, () -> admitting.admitAsItIs(arrival, raw));
        }
    }

    private <T> T in(TenantId client, Supplier<T> work) {
        return Scope.of(client).call(() -> Objects.requireNonNull(transaction.execute(tx -> work.get())));
    }

    private void run(TenantId client, Runnable work) {
        Scope.of(client).run(() -> transaction.executeWithoutResult(tx -> work.run()));
    }
}
