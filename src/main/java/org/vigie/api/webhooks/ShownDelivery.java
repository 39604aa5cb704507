package org.vigie.api.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.page.Texts;
import org.vigie.webhook.Delivery;

/**
 * One message to one webhook and what became of it.
 *
 * @param id its {@code webhook-id}
 * @param body as it was or will be sent
 * @param answered the HTTP status of the try that arrived
 */
record ShownDelivery(
        UUID id,
        String event,
        String path,
        String status,
        int attempts,
        Instant plannedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant triedAt,
        @Nullable Integer tookMs,
        @Nullable Integer answered,
        @Nullable String failure,
        String body) {

    static ShownDelivery of(Delivery one, Texts texts) {
        return new ShownDelivery(
                one.uid(),
                one.event(),
                one.about(),
                one.status(),
                one.attempts(),
                one.plannedAt(),
                one.nextAttemptAt(),
                one.triedAt(),
                one.tookMs(),
                one.answered(),
                one.failure() == null ? null : texts.say(one.failure()),
                one.body());
    }
}
