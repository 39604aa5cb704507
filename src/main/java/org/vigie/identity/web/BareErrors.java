package org.vigie.identity.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * What the container answers to a request that it refuses before any filter of ours runs (an encoded slash, a bad
 * escape). Its own page would come without our headers and with a style sheet inside; this one is the status and no more.
 */
public final class BareErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        WebSecurity.HEADERS.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        try {
            response.getReporter().write(response.getStatus() + "\n");
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // Who asked has left, or the answer has begun: there is nobody to tell.
            return;
        }
    }
}
