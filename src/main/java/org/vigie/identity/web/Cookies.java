package org.vigie.identity.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The three cookies that Vigie sets; no script can read any. */
final class Cookies {
    static final String SESSION = "vigie_session";
    /** Ties a form to the browser that got it, before there is a session. */
    static final String FORM = "vigie_form";

    /** Tells a browser in which somebody signed in before from a stranger; sent to the sign-in page only. */
    static final String BROWSER = "vigie_browser";

    private static final Duration YEAR = Duration.ofDays(365);

    private Cookies() {}

    static Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** For as long as the browser runs; how long a session lives is the server's to say. */
    static void write(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        add(request, response, ResponseCookie.from(name, value));
    }

    static void mark(HttpServletRequest request, HttpServletResponse response, String mark) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(BROWSER, mark)
                        .path("/sign-in")
                        .maxAge(YEAR)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .secure(request.isSecure())
                        .build()
                        .toString());
    }

    static void remove(HttpServletRequest request, HttpServletResponse response, String name) {
        add(request, response, ResponseCookie.from(name, "").maxAge(0));
    }

    private static void add(
            HttpServletRequest request, HttpServletResponse response, ResponseCookie.ResponseCookieBuilder cookie) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookie.path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .build()
                        .toString());
    }
}
