package org.vigie.page;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A file that a stranger may have sent, for a browser. Only what is known to be a picture is shown; whatever else it is, it
 * is saved under its name, as bytes, in a sandbox: nothing of it runs where people are signed in.
 */
public final class Download {
    private Download() {}

    /** The head of the answer; the bytes follow. @param picture its type, null for everything else */
    public static void begin(HttpServletResponse response, String name, @Nullable String picture, long size) {
        var disposition = picture != null ? ContentDisposition.inline() : ContentDisposition.attachment();
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                disposition.filename(name, StandardCharsets.UTF_8).build().toString());
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentType(picture != null ? picture : MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(size);
    }
}
