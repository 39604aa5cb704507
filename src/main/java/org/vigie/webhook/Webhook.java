package org.vigie.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * An address that is told what happens. Its secret is in none of this.
 *
 * @param client the only one it hears of; null: every client
 * @param events as {@link WebhookEvent} names them, "ticket.*" for a family, "*" for all
 * @param internal whether it hears what only the desk may know
 * @param earlierUntil until when the secret before the present one signs as well
 * @param failingSince nothing has arrived since; null when the last message arrived or none was sent
 * @param switchedOff why Vigie itself stopped sending there; null when it did not
 */
public record Webhook(
        long id,
        String key,
        String name,
        URI url,
        @Nullable TenantId client,
        List<String> events,
        boolean internal,
        boolean active,
        @Nullable Instant earlierUntil,
        @Nullable Instant failingSince,
        @Nullable Words switchedOff,
        long version) {
    public Webhook {
        events = List.copyOf(events);
    }

    /** Whether the secret before the present one signs as well. */
    public boolean signsTwice(Instant now) {
        return earlierUntil != null && now.isBefore(earlierUntil);
    }
}
