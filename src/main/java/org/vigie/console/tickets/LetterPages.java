package org.vigie.console.tickets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.vigie.console.mail.MailSource;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.mail.Arrivals;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;

/** The mails of a ticket as they came: for staff, because a mail tells more than its text. */
@Controller
@Needs(Permission.WORK_ON_TICKETS)
class LetterPages {
    private final Tickets tickets;
    private final ReceivedLetters letters;
    private final Arrivals arrivals;
    private final ViewerScope look;

    LetterPages(Tickets tickets, ReceivedLetters letters, Arrivals arrivals, ViewerScope look) {
        this.tickets = tickets;
        this.letters = letters;
        this.arrivals = arrivals;
        this.look = look;
    }

    /** Cleaned, and in a sandbox besides: no program of it runs, nothing is fetched from elsewhere. */
    @GetMapping("/tickets/{number}/letters/{letter}/html")
    void html(Viewer viewer, HttpServletResponse response, @PathVariable long number, @PathVariable long letter) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        String html = Scope.of(ticket.tenant())
                .call(() -> letters.html(number, letter))
                .orElseThrow(() -> NotFound.of("letter", letter));
        response.setHeader(
                "Content-Security-Policy",
                "sandbox allow-popups; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentType("text/html;charset=UTF-8");
        byte[] page = ("<!doctype html><html><head><meta charset=\"utf-8\"><base target=\"_blank\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"></head><body>"
                        + html + "</body></html>")
                .getBytes(StandardCharsets.UTF_8);
        try {
            response.getOutputStream().write(page);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @GetMapping("/tickets/{number}/letters/{letter}/source")
    void source(Viewer viewer, HttpServletResponse response, @PathVariable long number, @PathVariable long letter) {
        ReceivedLetter found = letter(viewer, number, letter);
        MailSource.send(response, found.arrival(), arrivals.raw(found.arrival()));
    }

    private ReceivedLetter letter(Viewer viewer, long number, long arrival) {
        Ticket ticket = look.all(viewer, () -> tickets.get(number));
        return Scope.of(ticket.tenant()).call(() -> letters.of(number)).stream()
                .filter(one -> one.arrival() == arrival)
                .findFirst()
                .orElseThrow(() -> NotFound.of("letter", arrival));
    }
}
