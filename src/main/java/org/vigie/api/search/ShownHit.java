package org.vigie.api.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.api.Choice;
import org.vigie.inventory.Asset;
import org.vigie.inventory.BusinessService;
import org.vigie.knowledge.ArticleRow;
import org.vigie.organization.Client;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.search.Place;
import org.vigie.servicedesk.search.TicketHit;

/**
 * One thing that was found.
 *
 * @param id a ticket's number, a client's key, the id of anything else
 * @param nearly has words that are nearly spelt as those that were typed
 * @param where in a ticket the words stand
 */
record ShownHit(
        String type,
        String id,
        @Nullable String client,
        String title,
        @Nullable String state,
        String excerpt,
        boolean nearly,
        @Nullable Where where) {

    /** @param internal said among colleagues */
    record Where(
            String in,
            @Nullable Long entry,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String file,
            boolean internal) {
        static Where of(Place place) {
            return switch (place) {
                case Place.Number() -> new Where("number", null, null, null, null, false);
                case Place.Title() -> new Where("title", null, null, null, null, false);
                case Place.Description() -> new Where("description", null, null, null, null, false);
                case Place.Message(long entry, String by, Instant at, boolean internal) ->
                    new Where("message", entry, by, at, null, internal);
                case Place.File(long entry, String name, boolean internal) ->
                    new Where("file", entry, null, null, name, internal);
            };
        }
    }

    static ShownHit of(TicketHit hit, Ticket ticket, String client, boolean nearly) {
        return new ShownHit(
                "ticket",
                Long.toString(hit.number()),
                client,
                ticket.title(),
                Choice.word(ticket.state()),
                hit.plainExcerpt(),
                nearly,
                Where.of(hit.place()));
    }

    static ShownHit of(ArticleRow article, @Nullable String client) {
        return new ShownHit(
                "article",
                Long.toString(article.id()),
                client,
                article.title(),
                Choice.word(article.state()),
                article.plainExcerpt(),
                false,
                null);
    }

    static ShownHit of(Client client) {
        return new ShownHit("client", client.key(), client.key(), client.name(), null, "", false, null);
    }

    static ShownHit of(BusinessService service, @Nullable String client) {
        return new ShownHit("service", Long.toString(service.id()), client, service.name(), null, "", false, null);
    }

    static ShownHit of(Asset asset, @Nullable String client) {
        return new ShownHit(
                "asset",
                Long.toString(asset.id()),
                client,
                asset.name(),
                Choice.word(asset.status()),
                asset.address() == null ? "" : asset.address(),
                false,
                null);
    }
}
