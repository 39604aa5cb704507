package org.vigie.notification;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.vigie.organization.Person;
import org.vigie.shared.Json;

/** As JSON to one address, signed. */
@Component
class WebhookChannel implements Channel {
    private final NotificationSettings.Webhook webhook;

    WebhookChannel(NotificationSettings settings) {
        this.webhook = settings.webhook();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean reaches(Person person) {
        return webhook.url() != null;
    }

    @Override
    public void send(Message message) throws IOException {
        String body = Json.of(Map.of(
                "id", message.id(),
                "person", message.person(),
                "severity", message.severity(),
                "subject", message.subject(),
                "text", message.body(),
                "link", message.link(),
                "at", message.at().toString()));
        var request = HttpRequest.newBuilder(java.util.Objects.requireNonNull(webhook.url()))
                .timeout(webhook.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.id())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (webhook.secret() != null) {
            request.header("X-Vigie-Signature", "sha256=" + signature(webhook.secret(), body));
        }
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(webhook.timeout()).build()) {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IOException("HTTP " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
