package org.vigie.mail;

import org.springframework.stereotype.Component;

/**
 * Whether this house can send mail at all. Asked in transactions of clients, which see no mailbox; so it is known from when
 * the mailboxes were last looked at, a few seconds ago at most.
 */
@Component
class WaysOut {
    private final boolean house;
    private volatile boolean mailbox;

    WaysOut(MailSettings settings) {
        house = settings.smtp().host() != null;
    }

    void known(Iterable<Mailbox> boxes) {
        boolean any = false;
        for (Mailbox box : boxes) {
            any |= box.active() && box.smtp() != null;
        }
        mailbox = any;
    }

    boolean any() {
        return house || mailbox;
    }
}
