package org.vigie.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.security.web.csrf.CsrfToken;

/** What a request says about who sends it. */
public final class Visits {
    private static final String VISITOR = Visits.class.getName() + ".visitor";
    private static final String STILL_HERE = Visits.class.getName() + ".stillHere";

    private Visits() {}

    /** Who was let in, by a session or a token. */
    public static Optional<Visitor> visitor(HttpServletRequest request) {
        return Optional.ofNullable((Visitor) request.getAttribute(VISITOR));
    }

    public static Optional<Viewer> viewer(HttpServletRequest request) {
        return visitor(request).map(Visitor::viewer);
    }

    /** For the filter that lets in, and for tests of pages. */
    public static void admit(HttpServletRequest request, Visitor visitor) {
        request.setAttribute(VISITOR, visitor);
        request.setAttribute("vigie.theme", visitor.theme().word());
    }

    /** For answers that last: whether who was let in would be let in again. Asking is no sign of life of a session. */
    public static BooleanSupplier stillHere(HttpServletRequest request) {
        return request.getAttribute(STILL_HERE) instanceof BooleanSupplier asked ? asked : () -> false;
    }

    /** For the filter that lets in. */
    public static void askAgainWith(HttpServletRequest request, BooleanSupplier question) {
        request.setAttribute(STILL_HERE, question);
    }

    /** The viewer's choice; before sign-in what the browser asks for. */
    public static Locale locale(HttpServletRequest request) {
        return viewer(request)
                .map(Viewer::locale)
                .orElseGet(() -> Languages.accepted(request.getHeader("Accept-Language")));
    }

    public static String theme(HttpServletRequest request) {
        return visitor(request).map(Visitor::theme).orElse(Theme.AUTO).word();
    }

    /** What a form sends back as {@code _csrf} and htmx as the header {@code X-CSRF-TOKEN}; masked anew for each page. */
    public static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }
}
