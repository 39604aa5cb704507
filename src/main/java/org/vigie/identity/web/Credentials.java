package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request shows to be let in. A token comes first: who sends one means it. */
sealed interface Credentials {
    record Token(String secret) implements Credentials {}

    record SessionCookie(String secret) implements Credentials {}

    record None() implements Credentials {}

    static Credentials of(HttpServletRequest request) {
        String token = token(request);
        if (token != null) {
            return new Token(token);
        }
        return Cookies.read(request, Cookies.SESSION)
                .<Credentials>map(SessionCookie::new)
                .orElseGet(None::new);
    }

    /** The browser adds no such header by itself, so a request that has one needs no form token. */
    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bearer ")) {
            return header.substring("bearer ".length()).strip();
        }
        if (lower.startsWith("basic ") && !comesFromBrowser(request)) {
            return passwordIn(header.substring("basic ".length()).strip());
        }
        return null;
    }

    /** Inventory agents and senders of metrics know only Basic. A browser repeats Basic on its own, so there it is void. */
    private static boolean comesFromBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
    }

    private static String passwordIn(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
