package org.vigie.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;
import org.vigie.identity.NotSignedIn;
import org.vigie.identity.PlainFrames;
import org.vigie.page.Pages;
import org.vigie.page.Texts;
import org.vigie.shared.FieldError;
import tools.jackson.databind.json.JsonMapper;

/** The one place where errors become answers: a document for programs, a page for people, and nothing of the inside. */
@ControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final JsonMapper json = JsonMapper.shared();

    private final PlainFrames frames;
    private final Pages pages;

    ProblemAdvice(PlainFrames frames, Pages pages) {
        this.frames = frames;
        this.pages = pages;
    }

    @ExceptionHandler
    void answer(Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (e instanceof AsyncRequestNotUsableException) {
            return;
        }
        if (response.isCommitted()) {
            // Half an answer must not end like a whole one: Tomcat breaks the connection on what it is left with.
            throw e;
        }
        if (e instanceof NotSignedIn && !isForPrograms(request)) {
            sendToSignIn(request, response);
            return;
        }
        if (e instanceof ErrorResponse answer) {
            // Which methods and media types would do.
            answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        write(logged(Diagnosis.of(e), e, request), request, response);
    }

    void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) {
            response.setHeader("Retry-After", "5");
        }
        if (isForPrograms(request)) {
            if (problem.status() == 401) {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"vigie\"");
            }
            send(response, "application/problem+json", json.writeValueAsString(document(problem, request)));
        } else {
            send(response, "text/html;charset=UTF-8", page(problem, request));
        }
    }

    private static Problem logged(Problem problem, Exception e, HttpServletRequest request) {
        if (problem.status() == 500) {
            String incident = UUID.randomUUID().toString();
            log.error("incident {}: {} {}", incident, request.getMethod(), loggable(request.getRequestURI()), e);
            return problem.under(incident);
        }
        if (problem.status() == 503) {
            log.warn("not answered for now ({}): {}", problem.type(), e.toString());
        }
        return problem;
    }

    private static String loggable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    static boolean isForPrograms(HttpServletRequest request) {
        String path = path(request);
        String accept = request.getHeader("Accept");
        return path.startsWith("/api/")
                || path.equals("/metrics")
                || request.getHeader("Authorization") != null
                || (accept != null && accept.contains("json") && !accept.contains("text/html"));
    }

    /** Where the error happened, not where the container sent it on to. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(WebUtils.ERROR_REQUEST_URI_ATTRIBUTE) instanceof String original
                ? original
                : request.getRequestURI();
    }

    private void sendToSignIn(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        if (request.getHeader("HX-Request") != null) {
            // htmx would put the sign-in page into a fragment of the old one.
            response.setStatus(200);
            response.setHeader("HX-Redirect", signIn(pathOf(request.getHeader("HX-Current-URL"))));
            return;
        }
        String query = request.getQueryString();
        boolean canReturn = request.getMethod().equals("GET");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                "Location",
                signIn(
                        canReturn
                                ? request.getRequestURI() + (query == null ? "" : "?" + query)
                                : pathOf(request.getHeader("Referer"))));
    }

    /** The page that the visitor was on is where they go on after signing in; what they had typed waits there. */
    private static String signIn(@Nullable String next) {
        return next == null || next.equals("/")
                ? "/sign-in"
                : "/sign-in?next=" + UriUtils.encode(next, StandardCharsets.UTF_8);
    }

    /** Path and query of one of our own addresses as the browser tells it; the sign-in page checks it once more. */
    private static @Nullable String pathOf(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            URI uri = new URI(address);
            String path = uri.getRawPath();
            return path == null || !path.startsWith("/") || path.startsWith("//")
                    ? null
                    : path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private Map<String, Object> document(Problem problem, HttpServletRequest request) {
        Texts texts = frames.texts(request);
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "urn:vigie:problem:" + problem.type());
        document.put("title", texts.say(problem.title()));
        document.put("status", problem.status());
        document.put("detail", texts.say(problem.detail()));
        if (problem.incident() != null) {
            document.put("incident", problem.incident());
        }
        if (!problem.errors().isEmpty()) {
            document.put("errors", errors(problem.errors(), texts));
        }
        return document;
    }

    private static List<Map<String, @Nullable Object>> errors(List<FieldError> errors, Texts texts) {
        return errors.stream()
                .map(error -> {
                    var one = new LinkedHashMap<String, @Nullable Object>();
                    one.put("field", error.field());
                    one.put("line", error.line());
                    one.put("code", error.rule().code());
                    one.put("message", texts.say(error.rule()));
                    return (Map<String, @Nullable Object>) one;
                })
                .toList();
    }

    /** In the plain frame, which asks the database nothing: it may be what is broken. */
    private String page(Problem problem, HttpServletRequest request) {
        var frame = frames.of(request);
        var params = new HashMap<String, Object>(Map.of(
                "frame", frame,
                "title", frame.texts().say(problem.title()),
                "detail", frame.texts().say(problem.detail())));
        params.put("incident", problem.incident());
        // From a form that was refused, the way back is the page that has it.
        params.put("back", request.getMethod().equals("POST") ? pathOf(request.getHeader("Referer")) : null);
        params.put("errors", problem.errors());
        return pages.text("problem/page", params);
    }

    private static void send(HttpServletResponse response, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
