package org.vigie.notification;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.organization.Person;
import org.vigie.shared.Json;
import org.vigie.shared.Words;

/** As JSON to one address, which who starts Vigie chose. */
@Component
class WebhookChannel implements Channel {
    static final String NAME = "webhook";

    private final NotificationSettings.Webhook webhook;
    private final SignedPost post;

    WebhookChannel(NotificationSettings settings, InstantSource clock) {
        this.webhook = settings.webhook();
        this.post = new SignedPost(webhook.timeout(), webhook.trust(), clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isSet() {
        return webhook.url() != null;
    }

    @Override
    public Optional<Words> obstacle(Person person) {
        return Optional.empty();
    }

    @Override
    public void send(Message message) throws NotDelivered {
        URI url = webhook.url();
        if (url == null) {
            throw NotDelivered.forGood(Words.of("notification.failure.not-set"));
        }
        post.send(url, message.id(), body(message), webhook.secret() == null ? List.of() : List.of(webhook.secret()));
    }

    private static String body(Message message) {
        return Json.of(Map.of(
                "id", message.id(),
                "person", message.person(),
                "severity", message.severity(),
                "subject", message.subject(),
                "text", message.body(),
                "why", message.why(),
                "link", message.link(),
                "at", message.at().toString()));
    }
}
