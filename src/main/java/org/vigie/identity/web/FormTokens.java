package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Form tokens bound to the session: the token is an HMAC under the session's own secret, so nothing is stored, and a
 * page of one session is worth nothing in another. Before sign-in a cookie of the form takes the place of the session.
 */
final class FormTokens implements CsrfTokenRepository {
    static final String HEADER = "X-CSRF-TOKEN";
    static final String PARAMETER = "_csrf";
    private static final String FRESH = FormTokens.class.getName() + ".fresh";
    private static final SecureRandom random = new SecureRandom();

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return seed(request).map(FormTokens::tokenOf).orElse(null);
    }

    private static Optional<String> seed(HttpServletRequest request) {
        return Cookies.read(request, Cookies.SESSION).or(() -> Cookies.read(request, Cookies.FORM));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String seed = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        request.setAttribute(FRESH, seed);
        return tokenOf(seed);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(FRESH) instanceof String seed) {
            Cookies.write(request, response, Cookies.FORM, seed);
        }
    }

    private static CsrfToken tokenOf(String seed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] token = mac.doFinal("vigie form".getBytes(StandardCharsets.UTF_8));
            return new DefaultCsrfToken(
                    HEADER, PARAMETER, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
