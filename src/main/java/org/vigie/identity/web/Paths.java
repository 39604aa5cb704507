package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What the address of a request tells. */
final class Paths {
    private Paths() {}

    static boolean isForPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.equals("/metrics");
    }

    /**
     * A path of ours to go on to, or the first page: no other host, no scheme, nothing that a browser reads as one
     * ("//host", "/\host", a tab or line break inside).
     */
    static String local(@Nullable String next) {
        if (next == null || !next.startsWith("/") || next.length() > 2000) {
            return "/";
        }
        if (next.startsWith("//") || next.startsWith("/sign-in") || next.indexOf('\\') >= 0) {
            return "/";
        }
        return next.chars().anyMatch(c -> c < 0x20 || c == 0x7f) ? "/" : next;
    }
}
