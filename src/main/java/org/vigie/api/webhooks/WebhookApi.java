package org.vigie.api.webhooks;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Keys;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.PlainFrames;
import org.vigie.identity.Viewer;
import org.vigie.page.Texts;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;
import org.vigie.webhook.Webhook;
import org.vigie.webhook.Webhooks;

/** Which other systems are told what happens, and whether it arrived. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Needs(Permission.ADMINISTER)
class WebhookApi {
    private final Webhooks webhooks;
    private final Keys keys;
    private final PlainFrames frames;

    WebhookApi(Webhooks webhooks, Keys keys, PlainFrames frames) {
        this.webhooks = webhooks;
        this.keys = keys;
        this.frames = frames;
    }

    /** @param trouble what is wrong; null when it works */
    record Trial(boolean works, @Nullable String trouble) {}

    /** @param planned how many are sent once more */
    record SentAgain(int planned) {}

    @GetMapping
    Page<ShownWebhook> list(
            Viewer viewer,
            HttpServletRequest request,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Map<TenantId, String> clients = keys.clients(viewer, List.of());
        Texts texts = frames.texts(request);
        return Slices.of(webhooks.all(), Webhook::key, cursor, Limits.checked(limit))
                .map(one -> ShownWebhook.of(one, null, clients, texts));
    }

    @GetMapping("/{key}")
    ResponseEntity<ShownWebhook> get(Viewer viewer, HttpServletRequest request, @PathVariable String key) {
        return tagged(viewer, request, new Webhooks.Kept(webhooks.get(key), null), HttpStatus.OK);
    }

    @PutMapping("/{key}")
    ResponseEntity<ShownWebhook> put(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestBody WebhookWanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Optional<Webhook> before =
                webhooks.all().stream().filter(one -> one.key().equals(key)).findFirst();
        Tags.match(ifMatch, before.map(one -> Tags.of(one.version())).orElse(null));
        Long version = ifMatch == null ? null : before.map(Webhook::version).orElse(null);
        Webhooks.Kept kept = webhooks.put(wanted.draft(key, keys.clients(viewer, List.of())), version, viewer.actor());
        return tagged(viewer, request, kept, before.isEmpty() ? HttpStatus.CREATED : HttpStatus.OK);
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Viewer viewer, @PathVariable String key) {
        webhooks.remove(key, viewer.actor());
    }

    /** Sends a message without meaning. It changes nothing here, so it needs no key to be repeated. */
    @PostMapping("/{key}/trial")
    Trial tried(HttpServletRequest request, @PathVariable String key) {
        Words trouble = webhooks.tried(key);
        return trouble == null
                ? new Trial(true, null)
                : new Trial(false, frames.texts(request).say(trouble));
    }

    /** Answers with the new secret; for a day the one before it signs as well. */
    @PostMapping("/{key}/secret")
    ResponseEntity<ShownWebhook> renew(Viewer viewer, HttpServletRequest request, @PathVariable String key) {
        return tagged(viewer, request, webhooks.renewSecret(key, viewer.actor()), HttpStatus.OK);
    }

    @GetMapping("/{key}/deliveries")
    Page<ShownDelivery> log(
            HttpServletRequest request,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String status,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Texts texts = frames.texts(request);
        return webhooks.log(key, status(status), cursor, Limits.checked(limit))
                .map(one -> ShownDelivery.of(one, texts));
    }

    private static @Nullable String status(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (!List.of("planned", "delivered", "failed").contains(given)) {
            throw Refused.field("status", "refusal.webhook.status", given);
        }
        return given;
    }

    @GetMapping("/{key}/deliveries/{delivery}")
    ShownDelivery delivery(HttpServletRequest request, @PathVariable String key, @PathVariable UUID delivery) {
        return ShownDelivery.of(webhooks.delivery(key, delivery), frames.texts(request));
    }

    @PostMapping("/{key}/deliveries/{delivery}/again")
    ShownDelivery again(
            Viewer viewer, HttpServletRequest request, @PathVariable String key, @PathVariable UUID delivery) {
        webhooks.again(key, delivery, viewer.actor());
        return ShownDelivery.of(webhooks.delivery(key, delivery), frames.texts(request));
    }

    /** All that has failed. */
    @PostMapping("/{key}/deliveries/again")
    SentAgain againAll(Viewer viewer, @PathVariable String key) {
        return new SentAgain(webhooks.againAllThatFailed(key, viewer.actor()));
    }

    private ResponseEntity<ShownWebhook> tagged(
            Viewer viewer, HttpServletRequest request, Webhooks.Kept kept, HttpStatus status) {
        return ResponseEntity.status(status)
                .eTag(Tags.of(kept.webhook().version()))
                .body(ShownWebhook.of(
                        kept.webhook(), kept.secret(), keys.clients(viewer, List.of()), frames.texts(request)));
    }
}
