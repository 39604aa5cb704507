package org.vigie.api.tickets;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.api.Once;
import org.vigie.api.Tags;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** What every verb does at its ends: the ticket is looked up through the viewer, the deed is done inside its client. */
@Component
class Verb {
    private final Tickets tickets;
    private final TicketViews views;
    private final ViewerScope scopes;
    private final Once once;
    private final TransactionTemplate transaction;

    Verb(Tickets tickets, TicketViews views, ViewerScope scopes, Once once, PlatformTransactionManager transactions) {
        this.tickets = tickets;
        this.views = views;
        this.scopes = scopes;
        this.once = once;
        this.transaction = new TransactionTemplate(transactions);
    }

    Ticket find(Viewer viewer, long number) {
        return scopes.all(viewer, () -> tickets.get(number));
    }

    /** A PUT or DELETE, with the tag of the version that the caller saw. */
    ResponseEntity<ShownTicket> put(Viewer viewer, long number, @Nullable String ifMatch, Consumer<Ticket> deed) {
        Ticket found = find(viewer, number);
        Scope.of(found.tenant())
                .run(() -> transaction.executeWithoutResult(status -> {
                    if (ifMatch != null) {
                        // An empty edit takes the lock, so that the version stands until the deed is done.
                        tickets.edit(number, null, null, null, null, null, viewer.actor());
                        Tags.match(ifMatch, Tags.of(tickets.get(number).version()));
                    }
                    deed.accept(found);
                }));
        return now(viewer, number);
    }

    ResponseEntity<ShownTicket> post(
            Viewer viewer, long number, @Nullable String key, String request, Consumer<Ticket> deed) {
        return make(
                viewer,
                number,
                key,
                request,
                ShownTicket.class,
                ticket -> {
                    deed.accept(ticket);
                    return number;
                },
                made -> now(viewer, made));
    }

    /** Makes something on a ticket; the deed answers its id, in the scope of the ticket's client. */
    <T> ResponseEntity<T> make(
            Viewer viewer,
            long number,
            @Nullable String key,
            String request,
            Class<T> type,
            ToLongFunction<Ticket> deed,
            LongFunction<ResponseEntity<T>> shown) {
        Ticket found = find(viewer, number);
        return once.answer(
                viewer, found.tenant(), key, number + " " + request, type, () -> deed.applyAsLong(found), shown);
    }

    private ResponseEntity<ShownTicket> now(Viewer viewer, long number) {
        Ticket ticket = find(viewer, number);
        return ResponseEntity.ok().eTag(Tags.of(ticket.version())).body(views.of(viewer, ticket));
    }
}
