package org.vigie.servicedesk.correspondence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * A mail that is on a ticket.
 *
 * @param arrival under which its source is kept
 * @param entry the line of the timeline that says what it says
 * @param messageId null when its sender gave none
 * @param fromAddress in lower case
 * @param hasHtml whether it can be seen as it was sent
 * @param quoted what it repeats of earlier ones
 * @param internal the client does not read it
 */
public record ReceivedLetter(
        TenantId tenant,
        long arrival,
        long mailbox,
        long number,
        long entry,
        @Nullable String messageId,
        String fromName,
        String fromAddress,
        List<String> toAddresses,
        String nature,
        boolean hasHtml,
        String quoted,
        Instant at,
        boolean internal) {
    public ReceivedLetter {
        toAddresses = List.copyOf(toAddresses);
    }
}
