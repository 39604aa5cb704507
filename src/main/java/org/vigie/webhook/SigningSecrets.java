package org.vigie.webhook;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.shared.MasterKey;

/** Makes, seals and opens what messages are signed with: 32 random bytes, written as Standard Webhooks writes them. */
@Component
class SigningSecrets {
    private static final String CONTEXT = "webhook.secret";
    private static final int BYTES = 32;

    private final MasterKey key;
    private final SecureRandom random = new SecureRandom();

    SigningSecrets(MasterKey key) {
        this.key = key;
    }

    String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    String sealed(String secret) {
        return key.seal(secret, CONTEXT);
    }

    /** The present one first; the one before it as long as receivers may still know only that. */
    List<String> opened(WebhookStore.Secrets kept, Instant now) {
        var secrets = new ArrayList<String>();
        secrets.add(key.open(kept.present(), CONTEXT));
        if (kept.earlier() != null && kept.earlierUntil() != null && now.isBefore(kept.earlierUntil())) {
            secrets.add(key.open(kept.earlier(), CONTEXT));
        }
        return secrets;
    }
}
