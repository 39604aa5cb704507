package org.vigie.api.webhooks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.webhook.WebhookDraft;

/** A webhook as the body of a PUT wants it. Active unless it says no; told internal things only if it says yes. */
record WebhookWanted(
        @Nullable String name,
        @Nullable String url,
        @Nullable String client,
        @Nullable List<String> events,
        @Nullable Boolean internal,
        @Nullable Boolean active) {

    WebhookDraft draft(String key, Map<TenantId, String> clients) {
        return new WebhookDraft(
                key,
                Objects.requireNonNullElse(name, "").strip(),
                Objects.requireNonNullElse(url, "").strip(),
                whose(clients),
                Objects.requireNonNullElse(events, List.of()),
                Boolean.TRUE.equals(internal),
                !Boolean.FALSE.equals(active));
    }

    private @Nullable TenantId whose(Map<TenantId, String> clients) {
        if (client == null) {
            return null;
        }
        return clients.entrySet().stream()
                .filter(one -> one.getValue().equals(client))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Refused.field("client", "refusal.webhook.client", client));
    }
}
