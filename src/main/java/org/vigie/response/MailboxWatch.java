package org.vigie.response;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Recovery;
import org.vigie.alerting.Signal;
import org.vigie.inventory.Assets;
import org.vigie.mail.Mailbox;
import org.vigie.mail.MailboxHealth;
import org.vigie.mail.Mailboxes;
import org.vigie.shared.OneByOne;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/**
 * A mailbox that is not read any more, that fell silent or whose access is about to end is an alert like any other, on the
 * asset that was chosen for it: users must not be the ones who find out.
 */
@Component
class MailboxWatch {
    static final String SYMPTOM = "mailbox";

    private final Mailboxes mailboxes;
    private final Alerts alerts;
    private final Assets assets;
    private final InstantSource clock;

    MailboxWatch(Mailboxes mailboxes, Alerts alerts, Assets assets, InstantSource clock) {
        this.mailboxes = mailboxes;
        this.alerts = alerts;
        this.assets = assets;
        this.clock = clock;
    }

    void look() {
        List<Mailbox> watched = mailboxes.all().stream()
                .filter(box -> box.active() && box.watched() != null)
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        Map<Long, MailboxHealth> health = mailboxes.health();
        OneByOne.each(watched, box -> {
            MailboxHealth now = health.get(box.id());
            Mailbox.Watched where = box.watched();
            if (now != null && where != null) {
                Scope.of(where.client())
                        .run(() -> assets.find(where.asset()).ifPresent(asset -> tell(box, now, asset.id())));
            }
        });
    }

    private void tell(Mailbox box, MailboxHealth health, long asset) {
        Instant now = clock.instant();
        Words trouble = health.trouble(box, now);
        if (trouble != null) {
            boolean soon = trouble.code().equals("mail.trouble.secret");
            alerts.raise(new Signal(
                    asset,
                    SYMPTOM,
                    source(box.key()),
                    number(box.id()),
                    soon ? Severity.WARNING : Severity.CRITICAL,
                    trouble,
                    now));
        } else if (health.lookedAt() != null && health.failingSince() == null) {
            alerts.clear(new Recovery(
                    asset,
                    SYMPTOM,
                    source(box.key()),
                    number(box.id()),
                    Words.of("mail.well", box.address(), health.lookedAt()),
                    health.lookedAt()));
        }
    }

    static String source(String key) {
        return "mailbox " + key;
    }

    /** Sources are numbered by whoever watches; checks have the numbers above zero. */
    static long number(long mailbox) {
        return -mailbox;
    }
}
