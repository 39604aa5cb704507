package org.vigie.notification;

import java.time.Instant;
import org.vigie.shared.News;
import org.vigie.shared.TenantId;

/** What this room tells. */
public sealed interface NotificationNews extends News {
    /** Somebody is to be told, was told, or could not be told. */
    record DeliveryChanged(TenantId tenant, Instant at, long id, String status) implements NotificationNews {}
}
