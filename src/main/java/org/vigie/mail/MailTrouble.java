package org.vigie.mail;

import org.vigie.shared.Words;

/** A mailbox's server, or the authority that signs Vigie in there, cannot be used now. */
final class MailTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Words why;

    MailTrouble(Words why, Throwable cause) {
        super(why.toString(), cause);
        this.why = why;
    }

    MailTrouble(Words why) {
        super(why.toString());
        this.why = why;
    }

    Words why() {
        return why;
    }
}
