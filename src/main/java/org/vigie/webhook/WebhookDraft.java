package org.vigie.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.TenantId;

/** A webhook as somebody wants it; what is wrong with it is asked of {@link #errors}. */
public record WebhookDraft(
        String key,
        String name,
        String url,
        @Nullable TenantId client,
        List<String> events,
        boolean internal,
        boolean active) {
    private static final int LONGEST_URL = 2000;

    public WebhookDraft {
        events = events.stream().map(String::strip).distinct().sorted().toList();
    }

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if (!Key.isValid(key)) {
            errors.add(FieldError.of("key", "refusal.key", key));
        }
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(c -> c < ' ')) {
            errors.add(FieldError.of("name", "refusal.webhook.name"));
        }
        if (!isAddress()) {
            errors.add(FieldError.of("url", "refusal.webhook.url", url));
        }
        if (events.isEmpty()) {
            errors.add(FieldError.of("events", "refusal.webhook.no-event"));
        }
        for (String event : events) {
            if (!WebhookEvent.isKnown(event)) {
                errors.add(FieldError.of(
                        "events",
                        "refusal.webhook.event",
                        event,
                        WebhookEvent.NAMES.stream().collect(Collectors.joining(", "))));
            }
        }
        return errors;
    }

    /** Secrets are not in it: a user or a password in the address would be shown to whoever reads the list. */
    private boolean isAddress() {
        try {
            var uri = new URI(url);
            return url.length() <= LONGEST_URL
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
