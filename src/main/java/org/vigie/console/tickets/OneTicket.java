package org.vigie.console.tickets;

import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** The ticket of an address: looked up through the viewer; what is done then happens inside its own client. */
@Component
class OneTicket {
    private final Tickets tickets;
    private final ViewerScope look;

    OneTicket(Tickets tickets, ViewerScope look) {
        this.tickets = tickets;
        this.look = look;
    }

    Ticket find(Viewer viewer, long number) {
        return look.all(viewer, () -> tickets.get(number));
    }

    <T> T in(Viewer viewer, long number, Function<Ticket, T> work) {
        Ticket ticket = find(viewer, number);
        return Scope.of(ticket.tenant()).call(() -> work.apply(ticket));
    }

    /** Back to its page when the deed is done. */
    View change(Viewer viewer, long number, Consumer<Ticket> deed) {
        return in(viewer, number, ticket -> {
            deed.accept(ticket);
            return new RedirectView("/tickets/" + number);
        });
    }
}
