package org.vigie.api.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.page.Texts;
import org.vigie.shared.TenantId;
import org.vigie.webhook.Webhook;

/**
 * A webhook and how it is.
 *
 * @param secret shown once, in the answer to its making; null in every other
 * @param earlierSecretUntil until when the secret before the present one signs as well
 * @param switchedOff why Vigie itself stopped sending there
 */
record ShownWebhook(
        String key,
        String name,
        String url,
        @Nullable String client,
        List<String> events,
        boolean internal,
        boolean active,
        @Nullable String secret,
        @Nullable Instant earlierSecretUntil,
        @Nullable Instant failingSince,
        @Nullable String switchedOff,
        long version) {

    static ShownWebhook of(Webhook one, @Nullable String secret, Map<TenantId, String> clients, Texts texts) {
        return new ShownWebhook(
                one.key(),
                one.name(),
                one.url().toString(),
                one.client() == null ? null : clients.get(one.client()),
                one.events(),
                one.internal(),
                one.active(),
                secret,
                one.earlierUntil(),
                one.failingSince(),
                one.switchedOff() == null ? null : texts.say(one.switchedOff()),
                one.version());
    }

    @Override
    public String toString() {
        return "ShownWebhook[" + key + "]";
    }
}
