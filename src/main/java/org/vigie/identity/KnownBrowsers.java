package org.vigie.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.MasterKey;

/**
 * Recognises a browser in which this login signed in before, by a mark that only Vigie can make (the "device cookie" of
 * OWASP). Guessing from elsewhere slows down strangers and never that browser: nobody is locked out by somebody else's
 * failures. The mark lets nobody in, so nothing is kept of it.
 */
@Component
class KnownBrowsers {
    private final SecretKeySpec key;

    KnownBrowsers(MasterKey master) {
        this.key = new SecretKeySpec(master.derive("known browser"), "HmacSHA256");
    }

    /** A mark for the browser in which this login has just signed in. */
    String markFor(String login) {
        String number = Secret.fresh();
        return number + "." + signature(number, login);
    }

    /** The number of the browser, if its mark is ours and of this login. */
    Optional<String> recognise(@Nullable String mark, String login) {
        int dot = mark == null ? -1 : mark.indexOf('.');
        if (mark == null || dot < 0) {
            return Optional.empty();
        }
        String number = mark.substring(0, dot);
        byte[] given = mark.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        byte[] right = signature(number, login).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, right) ? Optional.of(number) : Optional.empty();
    }

    private String signature(String number, String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal((number + "\n" + login).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }
}
