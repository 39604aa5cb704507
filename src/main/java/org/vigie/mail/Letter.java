package org.vigie.mail;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person.
 *
 * @param mailbox from which it goes; null: the client's own, or the house's
 * @param about what it tells of: "ticket 1001"
 * @param part which line of that
 * @param kind a plain word: "answer", "acknowledgement"
 * @param automatic written by nobody: no machine is to answer it (RFC 3834)
 * @param inReplyTo Message-ID of the mail that it answers, without angle brackets
 * @param references those before it, the nearest last
 * @param files of the client, which go with it
 */
public record Letter(
        @Nullable Long mailbox,
        String about,
        @Nullable Long part,
        String kind,
        boolean automatic,
        String toName,
        String toAddress,
        Locale language,
        String subject,
        String body,
        @Nullable String inReplyTo,
        List<String> references,
        List<UUID> files) {
    public Letter {
        references = List.copyOf(references);
        files = List.copyOf(files);
    }
}
