package org.vigie.console.webhooks;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;
import org.vigie.webhook.Delivery;
import org.vigie.webhook.Webhook;
import org.vigie.webhook.Webhooks;

/** {@code /webhooks}: which other systems are told what happens, and whether it arrived. */
@Controller
@Needs(Permission.ADMINISTER)
class WebhookPages {
    private static final int SHOWN = 50;
    private static final Set<String> STATUSES = Set.of("planned", "delivered", "failed");

    private final Webhooks webhooks;
    private final Clients clients;
    private final ViewerScope look;
    private final Pages pages;
    private final InstantSource clock;

    WebhookPages(Webhooks webhooks, Clients clients, ViewerScope look, Pages pages, InstantSource clock) {
        this.webhooks = webhooks;
        this.clients = clients;
        this.look = look;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/webhooks")
    View list(Viewer viewer, HttpServletRequest request) {
        Map<TenantId, String> names = new HashMap<>();
        look.all(viewer, clients::visible).forEach(client -> names.put(client.id(), client.name()));
        return pages.show(request, 200, "webhooks/list", Map.of("rows", webhooks.all(), "names", names));
    }

    @GetMapping("/webhooks/new")
    View fresh(Viewer viewer, HttpServletRequest request) {
        return new Shown(viewer, request).form(200, null, WebhookForm.fresh(), List.of());
    }

    @PostMapping("/webhooks/new")
    View create(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam String name,
            @RequestParam String url,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(name = "event", defaultValue = "") List<String> events,
            @RequestParam(defaultValue = "false") boolean internal,
            @RequestParam(defaultValue = "false") boolean active) {
        var form = new WebhookForm(name, url, client, events, internal, active, 0L);
        var shown = new Shown(viewer, request);
        try {
            Webhooks.Kept kept = webhooks.put(form.draft(form.key(), shown.keys()), 0L, viewer.actor());
            // The secret is shown on the answer itself: an address with it would stay in the browser's history.
            return shown.one(kept.webhook(), kept.secret(), null);
        } catch (Refused refused) {
            return shown.form(422, null, form, refused.inForm());
        }
    }

    @GetMapping("/webhooks/{webhook}")
    View show(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String webhook,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String cursor) {
        if (!status.isEmpty() && !STATUSES.contains(status)) {
            throw Refused.field("status", "refusal.webhook.status", status);
        }
        return new Shown(viewer, request).one(webhooks.get(webhook), null, null, status, cursor);
    }

    @GetMapping("/webhooks/{webhook}/change")
    View form(Viewer viewer, HttpServletRequest request, @PathVariable String webhook) {
        Webhook there = webhooks.get(webhook);
        var shown = new Shown(viewer, request);
        return shown.form(200, there, WebhookForm.of(there, shown.keys()), List.of());
    }

    @PostMapping("/webhooks/{webhook}/change")
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String webhook,
            @RequestParam String name,
            @RequestParam String url,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(name = "event", defaultValue = "") List<String> events,
            @RequestParam(defaultValue = "false") boolean internal,
            @RequestParam(defaultValue = "false") boolean active,
            @RequestParam(required = false) @Nullable Long version) {
        Webhook there = webhooks.get(webhook);
        var form = new WebhookForm(name, url, client, events, internal, active, version);
        var shown = new Shown(viewer, request);
        try {
            webhooks.put(form.draft(there.key(), shown.keys()), version, viewer.actor());
            return new RedirectView("/webhooks/" + webhook);
        } catch (Refused refused) {
            return shown.form(422, there, form, refused.inForm());
        }
    }

    @PostMapping("/webhooks/{webhook}/trial")
    View tried(Viewer viewer, HttpServletRequest request, @PathVariable String webhook) {
        Words trouble = webhooks.tried(webhook);
        return new Shown(viewer, request)
                .one(webhooks.get(webhook), null, trouble == null ? Words.of("webhook.tried") : trouble);
    }

    @PostMapping("/webhooks/{webhook}/secret")
    View renew(Viewer viewer, HttpServletRequest request, @PathVariable String webhook) {
        Webhooks.Kept kept = webhooks.renewSecret(webhook, viewer.actor());
        return new Shown(viewer, request).one(kept.webhook(), kept.secret(), null);
    }

    @PostMapping("/webhooks/{webhook}/removal")
    View remove(Viewer viewer, @PathVariable String webhook) {
        webhooks.remove(webhook, viewer.actor());
        return new RedirectView("/webhooks");
    }

    @GetMapping("/webhooks/{webhook}/deliveries/{delivery}")
    View delivery(HttpServletRequest request, @PathVariable String webhook, @PathVariable UUID delivery) {
        return pages.show(
                request,
                200,
                "webhooks/delivery",
                Map.of("webhook", webhooks.get(webhook), "delivery", webhooks.delivery(webhook, delivery)));
    }

    @PostMapping("/webhooks/{webhook}/deliveries/{delivery}/again")
    View again(Viewer viewer, @PathVariable String webhook, @PathVariable UUID delivery) {
        webhooks.again(webhook, delivery, viewer.actor());
        return new RedirectView("/webhooks/" + webhook + "/deliveries/" + delivery);
    }

    @PostMapping("/webhooks/{webhook}/deliveries/again")
    View againAll(Viewer viewer, @PathVariable String webhook) {
        webhooks.againAllThatFailed(webhook, viewer.actor());
        return new RedirectView("/webhooks/" + webhook);
    }

    /** The pages of one webhook as one viewer sees them. */
    private final class Shown {
        private final HttpServletRequest request;
        private final List<Client> all;

        Shown(Viewer viewer, HttpServletRequest request) {
            this.request = request;
            this.all = look.all(viewer, clients::visible);
        }

        Map<TenantId, String> keys() {
            Map<TenantId, String> keys = new HashMap<>();
            all.forEach(client -> keys.put(client.id(), client.key()));
            return keys;
        }

        View form(int status, @Nullable Webhook webhook, WebhookForm form, List<FieldError> errors) {
            Map<String, Object> params = new HashMap<>();
            params.put("webhook", webhook);
            params.put("form", form);
            params.put("errors", errors);
            params.put("clients", all);
            params.put("events", Webhooks.events());
            return pages.show(request, status, "webhooks/form", params);
        }

        View one(Webhook webhook, @Nullable String secret, @Nullable Words tried) {
            return one(webhook, secret, tried, "", null);
        }

        View one(
                Webhook webhook,
                @Nullable String secret,
                @Nullable Words tried,
                String status,
                @Nullable String cursor) {
            Page<Delivery> log = webhooks.log(webhook.key(), status.isEmpty() ? null : status, cursor, SHOWN);
            Map<String, Object> params = new HashMap<>();
            params.put("webhook", webhook);
            params.put(
                    "client",
                    all.stream()
                            .filter(client -> client.id().equals(webhook.client()))
                            .map(Client::name)
                            .findFirst()
                            .orElse(""));
            params.put("earlier", webhook.signsTwice(clock.instant()));
            params.put("secret", secret);
            params.put("tried", tried);
            params.put("well", tried != null && tried.code().equals("webhook.tried"));
            params.put("log", log.items());
            params.put("next", log.next() == null ? "" : log.next());
            params.put("status", status);
            return pages.show(request, 200, "webhooks/webhook", params);
        }
    }
}
