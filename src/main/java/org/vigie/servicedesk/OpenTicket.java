package org.vigie.servicedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Actor;

/**
 * What opens a ticket.
 *
 * @param origin unique when given: opening again with the same origin answers the same ticket ("alert 12")
 * @param openedAt from when the clocks count: for a ticket opened by monitoring, when the trouble was first seen
 * @param service id of a business service
 * @param asset id of an asset
 * @param requester the name of who asks; left out, it is that of the person
 * @param requesterPerson who asks, among the people of the client
 * @param team key of the team that gets it; null for the desk's first level
 */
public record OpenTicket(
        TicketKind kind,
        @Nullable String origin,
        String title,
        String description,
        Grade impact,
        Grade urgency,
        @Nullable String site,
        @Nullable Long service,
        @Nullable Long asset,
        @Nullable String requester,
        @Nullable Long requesterPerson,
        @Nullable String team,
        Instant openedAt,
        Actor by) {}
