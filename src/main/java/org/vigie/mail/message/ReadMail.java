package org.vigie.mail.message;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was understood. Nothing in it is trusted: every value is what a stranger wrote.
 *
 * @param messageId without angle brackets; null when the sender gave none
 * @param references those that it answers, the nearest last, In-Reply-To among them
 * @param from empty address when no header names anybody
 * @param text what was written, as plain text; made of the HTML where there is no other
 * @param html cleaned; null where the mail has none
 * @param why what tells its nature: the header that says so
 * @param headers by name in lower case
 */
public record ReadMail(
        @Nullable String messageId,
        List<String> references,
        @Nullable Instant date,
        Address from,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        String subject,
        String text,
        @Nullable String html,
        List<Part> parts,
        Nature nature,
        @Nullable String why,
        @Nullable Bounce bounce,
        Map<String, List<String>> headers) {
    public ReadMail {
        references = List.copyOf(references);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        parts = List.copyOf(parts);
        headers = Map.copyOf(headers);
    }

    /** The same with other words. */
    public ReadMail saying(String said, @Nullable String saidInHtml) {
        return new ReadMail(
                messageId,
                references,
                date,
                from,
                replyTo,
                to,
                cc,
                subject,
                said,
                saidInHtml,
                parts,
                nature,
                why,
                bounce,
                headers);
    }

    /** The first of that name. */
    public @Nullable String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? null : values.getFirst();
    }
}
