package org.vigie.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.notification.NotDelivered;
import org.vigie.notification.SignedPost;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * Which other systems are told what happens, and whether it arrived. Webhooks span clients: each verb is a transaction of its
 * own, in any scope.
 */
@Service
public class Webhooks {
    /** How long the secret before a new one signs as well, so that a receiver can change over without losing a message. */
    static final Duration CHANGE_OVER = Duration.ofHours(24);

    private static final String REASON = "webhooks";
    private static final int MOST = 200;

    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final SigningSecrets secrets;
    private final AuditTrail trail;
    private final SignedPost post;
    private final InstantSource clock;
    private final Crossing crossing;

    Webhooks(
            WebhookStore store,
            DeliveryStore deliveries,
            SigningSecrets secrets,
            AuditTrail trail,
            WebhookSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.trail = trail;
        this.post = new SignedPost(settings.timeout(), settings.trust(), clock);
        this.clock = clock;
        this.crossing = new Crossing("webhook", transactions);
    }

    /** @param secret shown this once; null when it stayed as it was */
    public record Kept(Webhook webhook, @Nullable String secret) {
        @Override
        public String toString() {
            return "Kept[" + webhook.key() + "]";
        }
    }

    /** The names of all events, in order. */
    public static List<String> events() {
        return WebhookEvent.NAMES;
    }

    /** By name. */
    public List<Webhook> all() {
        return crossing.read(REASON, store::all);
    }

    public Webhook get(String key) {
        return crossing.read(REASON, () -> store.find(key)).orElseThrow(() -> NotFound.of("webhook", key));
    }

    /** Creates or changes the one with this key. A new one has a new secret. */
    public Kept put(WebhookDraft draft, @Nullable Long expectedVersion, Actor by) {
        List<FieldError> errors = draft.errors();
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
        return crossing.write(REASON, () -> {
            Optional<Webhook> before = store.hold(draft.key());
            long there = before.map(Webhook::version).orElse(0L);
            if (expectedVersion != null && expectedVersion != there) {
                throw Refused.stale();
            }
            String secret = null;
            if (before.isPresent()) {
                store.change(before.get().id(), draft, clock.instant());
            } else {
                if (store.all().size() >= MOST) {
                    throw Refused.because("refusal.webhook.most", MOST);
                }
                secret = secrets.fresh();
                store.create(draft, secrets.sealed(secret), clock.instant());
            }
            trail.record(
                    by,
                    before.isEmpty() ? "webhook.created" : "webhook.changed",
                    subject(draft.key()),
                    Map.of("url", draft.url()));
            return new Kept(store.find(draft.key()).orElseThrow(), secret);
        });
    }

    /** Answers the new secret, once; for a day the one before it signs as well. */
    public Kept renewSecret(String key, Actor by) {
        return crossing.write(REASON, () -> {
            Webhook webhook = held(key);
            String secret = secrets.fresh();
            Instant now = clock.instant();
            store.renew(webhook.id(), secrets.sealed(secret), now.plus(CHANGE_OVER), now);
            trail.record(
                    by,
                    "webhook.secret-renewed",
                    subject(key),
                    Map.of("url", webhook.url().toString()));
            return new Kept(store.find(key).orElseThrow(), secret);
        });
    }

    /** With its log; what waited to be sent is not sent. */
    public void remove(String key, Actor by) {
        crossing.run(REASON, () -> {
            Webhook webhook = held(key);
            store.remove(webhook.id());
            trail.record(
                    by,
                    "webhook.removed",
                    subject(key),
                    Map.of("url", webhook.url().toString()));
        });
    }

    /** Sends a message without meaning, now; what went wrong, or null. It is not in the log. */
    public @Nullable Words tried(String key) {
        Webhook webhook = get(key);
        Instant now = clock.instant();
        List<String> signing = secrets.opened(crossing.read(REASON, () -> store.secrets(webhook.id())), now);
        try {
            post.send(webhook.url(), UUID.randomUUID().toString(), WebhookEvent.trial(now), signing);
            return null;
        } catch (NotDelivered failure) {
            return failure.why();
        }
    }

    /**
     * What it was told, the newest first.
     *
     * @param status null: all
     */
    public Page<Delivery> log(String key, @Nullable String status, @Nullable String cursor, int limit) {
        Webhook webhook = get(key);
        long before = cursor == null ? Long.MAX_VALUE : number(cursor);
        List<Delivery> found = crossing.read(REASON, () -> deliveries.log(webhook.id(), status, before, limit + 1));
        return Page.cut(found, limit, last -> Long.toString(last.id()));
    }

    public Delivery delivery(String key, UUID uid) {
        Webhook webhook = get(key);
        return crossing.read(REASON, () -> deliveries.find(webhook.id(), uid))
                .orElseThrow(() -> NotFound.of("delivery", uid));
    }

    /** Once more, with the same name, whatever became of it. Refused while it is under way by itself. */
    public void again(String key, UUID uid, Actor by) {
        Webhook webhook = get(key);
        crossing.run(REASON, () -> {
            Delivery one = deliveries.find(webhook.id(), uid).orElseThrow(() -> NotFound.of("delivery", uid));
            if (!webhook.active()) {
                throw Refused.conflict("refusal.webhook.off", webhook.name());
            }
            if (one.status().equals("planned")) {
                throw Refused.conflict("refusal.webhook.planned");
            }
            deliveries.again(one.id(), clock.instant());
            trail.record(by, "webhook.sent-again", subject(key), Map.of("message", uid.toString()));
        });
    }

    /** All that has failed; answers how many. */
    public int againAllThatFailed(String key, Actor by) {
        Webhook webhook = get(key);
        if (!webhook.active()) {
            throw Refused.conflict("refusal.webhook.off", webhook.name());
        }
        return crossing.write(REASON, () -> {
            int many = deliveries.againAllThatFailed(webhook.id(), clock.instant());
            if (many > 0) {
                trail.record(by, "webhook.sent-again", subject(key), Map.of("messages", Integer.toString(many)));
            }
            return many;
        });
    }

    private Webhook held(String key) {
        return store.hold(key).orElseThrow(() -> NotFound.of("webhook", key));
    }

    private static String subject(String key) {
        return "webhook " + key;
    }

    private static long number(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw Refused.field("cursor", "refusal.cursor");
        }
        return Long.parseLong(cursor);
    }
}
