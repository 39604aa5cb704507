package org.vigie.identity.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What the container answers to a request that it refuses before any filter of ours runs (an encoded slash, a bad
 * escape, a NUL). Its own page would come without our headers and with a style sheet inside; this is a problem document,
 * whose address is often not even known.
 */
public final class BareErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        WebSecurity.HEADERS.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        try {
            response.getReporter()
                    .write("{\"type\":\"urn:vigie:problem:request\",\"title\":\"Bad request\",\"status\":"
                            + response.getStatus() + ",\"detail\":\"The request cannot be read.\"}");
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // Who asked has left, or the answer has begun: there is nobody to tell.
            return;
        }
    }
}
