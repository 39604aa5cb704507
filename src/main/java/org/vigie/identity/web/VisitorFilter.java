package org.vigie.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NotSignedIn;
import org.vigie.identity.SignIns;
import org.vigie.identity.Visitor;
import org.vigie.identity.Visits;

/** Lets in by session or token. A bad token is refused at once; without any, the way leads to what is open. */
final class VisitorFilter extends OncePerRequestFilter {
    private final SignIns signIns;
    private final ApiTokens tokens;
    private final Failures failures;

    VisitorFilter(SignIns signIns, ApiTokens tokens, Failures failures) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.failures = failures;
    }

    /** Health and files are answered without a look into the database, which may be what is down. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/health/") || path.startsWith("/static/") || path.startsWith("/vendor/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Credentials shown = Credentials.of(request);
        try {
            Optional<Visitor> visitor = switch (shown) {
                case Credentials.Token(String secret) -> tokens.resume(secret);
                case Credentials.SessionCookie(String secret) -> signIns.resume(secret);
                case Credentials.None() -> Optional.empty();
            };
            if (visitor.isEmpty() && shown instanceof Credentials.Token) {
                throw new NotSignedIn();
            }
            visitor.ifPresent(known -> {
                admit(request, known);
                Visits.askAgainWith(request, () -> isStillGood(shown, known));
            });
        } catch (RuntimeException e) {
            failures.answer(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    /** With the same sight: who sees other clients than before has to come again. */
    private boolean isStillGood(Credentials shown, Visitor before) {
        return switch (shown) {
            case Credentials.Token(String secret) ->
                tokens.resume(secret).map(Visitor::viewer).equals(Optional.of(before.viewer()));
            case Credentials.SessionCookie(String secret) -> signIns.isGood(secret, before.viewer());
            case Credentials.None() -> false;
        };
    }

    private static void admit(HttpServletRequest request, Visitor visitor) {
        Visits.admit(request, visitor);
        var role = new SimpleGrantedAuthority("ROLE_" + visitor.viewer().role().name());
        SecurityContextHolder.setContext(new SecurityContextImpl(
                new PreAuthenticatedAuthenticationToken(visitor.viewer(), null, List.of(role))));
    }
}
