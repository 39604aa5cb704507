package org.vigie.servicedesk.intake;

import org.jspecify.annotations.Nullable;
import org.vigie.mail.Outgoing;
import org.vigie.mail.message.Bounce;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What becomes of a mail, and why. */
sealed interface Verdict {

    /** @param seemsTo the ticket that it may belong to, though its sender does not take part in that */
    record Opens(TenantId client, @Nullable Long seemsTo) implements Verdict {}

    /** @param colleague its sender belongs to the client and did not take part yet */
    record Continues(TenantId client, long number, boolean colleague) implements Verdict {}

    /** A mail server says that a letter of this ticket did not arrive. */
    record Returned(Outgoing letter, long number, Bounce bounce) implements Verdict {}

    record Ignored(Words why) implements Verdict {}

    record Held(Words why) implements Verdict {}
}
