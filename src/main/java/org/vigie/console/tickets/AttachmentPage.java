package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Scope;

/**
 * Files of a ticket for a browser. Only pictures are shown; whatever else it is, it is saved under its name, as bytes, in a sandbox: nothing that a
 * stranger sent runs where people are signed in.
 */
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
    @Needs(Permission.SEE_TICKETS)
    void read(Viewer viewer, HttpServletResponse response, @PathVariable long number, @PathVariable UUID file) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        Scope.of(ticket.tenant()).run(() -> {
            StoredFile stored =
                    tickets.attachment(number, file, viewer.role().isStaff()).file();
            var disposition = stored.isShownInline() ? ContentDisposition.inline() : ContentDisposition.attachment();
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    disposition
                            .filename(stored.name(), StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "private, no-store");
            response.setContentType(stored.isShownInline() ? stored.type() : MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(stored.size());
            try {
                files.copy(stored.id(), response.getOutputStream());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }
}
