package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Download;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/** Files of a ticket for a browser. */
@Controller
class AttachmentPage {
    private final Tickets tickets;
    private final Files files;
    private final ViewerScope look;

    AttachmentPage(Tickets tickets, Files files, ViewerScope look) {
        this.tickets = tickets;
        this.files = files;
        this.look = look;
    }

    @GetMapping("/tickets/{number}/attachments/{file}")
    @Needs(Permission.WORK_ON_TICKETS)
    void read(Viewer viewer, HttpServletResponse response, @PathVariable long number, @PathVariable UUID file) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        Scope.of(ticket.tenant()).run(() -> {
            StoredFile stored = tickets.attachment(number, file, true).file();
            Download.begin(response, stored.name(), stored.isShownInline() ? stored.type() : null, stored.size());
            try {
                files.copy(stored.id(), response.getOutputStream());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }
}
