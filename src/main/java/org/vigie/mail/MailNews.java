package org.vigie.mail;

import java.time.Instant;
import org.vigie.shared.News;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What this room tells. */
public sealed interface MailNews extends News {

    /** @param about what the letter told of: "ticket 1001" */
    record LetterSent(TenantId tenant, Instant at, long letter, String about) implements MailNews {}

    /** It is not tried again. */
    record LetterFailed(TenantId tenant, Instant at, long letter, String about, String address, Words why)
            implements MailNews {}
}
