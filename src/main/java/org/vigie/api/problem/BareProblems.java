package org.vigie.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Problem documents for requests that are so wrong that they reach no application: an address with a NUL, say. */
public final class BareProblems extends ErrorReportValve {

    @Configuration(proxyBeanMethods = false)
    static class Placed {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> bareProblems() {
            return factory -> factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(BareProblems.class.getName());
                }
            });
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] body = ("{\"type\":\"urn:vigie:problem:request\",\"title\":\"Bad request\",\"status\":"
                        + response.getStatus() + ",\"detail\":\"The request cannot be read.\"}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            response.setContentType("application/problem+json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            // Whoever asked no longer listens.
            container.getLogger().debug("an answer was not read", gone);
        }
    }
}
