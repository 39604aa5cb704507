package org.vigie.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.News;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What this room tells. */
public sealed interface NotificationNews extends News {
    /** Somebody is to be told, was told, or could not be told. */
    record DeliveryChanged(TenantId tenant, Instant at, long id, String status) implements NotificationNews {}

    /** A message left for a person and the other side took it. */
    record PersonReached(TenantId tenant, Instant at, long id, String link, String person, String channel)
            implements NotificationNews {}

    /**
     * A way to a person does not work: for now, or for good.
     *
     * @param next the way that is taken instead, null when there is none
     * @param called who is called instead when there is no other way to this person, null when nobody is
     * @param again whether this way is tried again
     */
    record WayFailed(
            TenantId tenant,
            Instant at,
            long id,
            String link,
            String person,
            String channel,
            Words why,
            boolean again,
            @Nullable String next,
            @Nullable String called)
            implements NotificationNews {}
}
