package org.vigie.console.webhooks;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.webhook.Webhook;
import org.vigie.webhook.WebhookDraft;

/** What was typed into the form of a webhook, kept as it was until all of it is right. */
public record WebhookForm(
        String name,
        String url,
        String client,
        List<String> events,
        boolean internal,
        boolean active,
        @Nullable Long version) {
    public WebhookForm {
        events = List.copyOf(events);
    }

    static WebhookForm fresh() {
        return new WebhookForm("", "", "", List.of(), false, true, 0L);
    }

    static WebhookForm of(Webhook webhook, Map<TenantId, String> clients) {
        return new WebhookForm(
                webhook.name(),
                webhook.url().toString(),
                webhook.client() == null ? "" : clients.getOrDefault(webhook.client(), ""),
                webhook.events(),
                webhook.internal(),
                webhook.active(),
                webhook.version());
    }

    /** Whether this event is chosen, by itself or with its family. */
    public boolean hears(String event) {
        String family = event.substring(0, event.indexOf('.')) + ".*";
        return events.contains(event) || events.contains(family) || events.contains("*");
    }

    WebhookDraft draft(String key, Map<TenantId, String> clients) {
        TenantId whose = null;
        if (!client.isBlank()) {
            whose = clients.entrySet().stream()
                    .filter(one -> one.getValue().equals(client))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(
                            () -> Refused.fields(List.of(FieldError.of("client", "refusal.webhook.client", client))));
        }
        return new WebhookDraft(key, name.strip(), url.strip(), whose, new ArrayList<>(events), internal, active);
    }

    /** What the name says, so that nobody has to think of a key. */
    String key() {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String key =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return key.length() > 60 ? key.substring(0, 60).replaceAll("-+$", "") : key;
    }
}
