package org.vigie.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Words;

/**
 * One message to one webhook.
 *
 * @param uid its {@code webhook-id}, the same on every try
 * @param status "planned", "delivered" or "failed"
 * @param about path of the page that it is about
 * @param attempts tries so far
 * @param answered the HTTP status of the last try that succeeded
 * @param tookMs how long the last try lasted
 * @param failure why the last try failed
 */
public record Delivery(
        long id,
        UUID uid,
        String event,
        String about,
        String body,
        String status,
        int attempts,
        Instant plannedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant triedAt,
        @Nullable Integer tookMs,
        @Nullable Integer answered,
        @Nullable Words failure) {}
