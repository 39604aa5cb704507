package org.vigie.console.mail;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.vigie.servicedesk.satisfaction.OpinionLinks;

/** A mail as it came, for a mail program: a browser saves it and never opens it. */
public final class MailSource {
    private MailSource() {}

    public static void send(HttpServletResponse response, long mail, byte[] source) {
        byte[] raw = OpinionLinks.veiled(source);
        response.setHeader("Content-Disposition", "attachment; filename=\"mail-" + mail + ".eml\"");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentType("application/octet-stream");
        response.setContentLength(raw.length);
        try {
            response.getOutputStream().write(raw);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
