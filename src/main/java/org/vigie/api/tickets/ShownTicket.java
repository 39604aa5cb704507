package org.vigie.api.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticket as the contract writes it; client, site, service, asset, category and team are keys, alerts are ids. */
record ShownTicket(
        long number,
        String kind,
        String state,
        String priority,
        String impact,
        String urgency,
        String client,
        @Nullable String site,
        @Nullable String service,
        @Nullable String asset,
        @Nullable String category,
        String title,
        String description,
        @Nullable String requester,
        @Nullable String requesterKey,
        @Nullable String team,
        int level,
        @Nullable Integer bounces,
        @Nullable String assignee,
        Instant openedAt,
        @Nullable Instant restoredAt,
        @Nullable Instant resolvedAt,
        @Nullable String waitingReason,
        @Nullable Long mergedInto,
        long version,
        List<Long> alerts,
        List<ShownClock> clocks) {}
