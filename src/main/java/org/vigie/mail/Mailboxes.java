package org.vigie.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.FieldError;
import org.vigie.shared.Key;
import org.vigie.shared.MasterKey;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Trust;
import org.vigie.shared.Words;

/** Where mail comes from and goes out. Mailboxes span clients: each verb is a transaction of its own, in any scope. */
@Service
public class Mailboxes {
    private static final String REASON = "mailboxes";

    private final MailboxStore store;
    private final AccessTokens tokens;
    private final WaysOut ways;
    private final MasterKey key;
    private final AuditTrail trail;
    private final MailSettings settings;
    private final InstantSource clock;
    private final Crossing crossing;

    Mailboxes(
            MailboxStore store,
            AccessTokens tokens,
            WaysOut ways,
            MasterKey key,
            AuditTrail trail,
            MailSettings settings,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.tokens = tokens;
        this.ways = ways;
        this.key = key;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
        this.crossing = new Crossing("mail", transactions);
    }

    /** By name. */
    public List<Mailbox> all() {
        return crossing.read(REASON, store::all);
    }

    public Mailbox get(String key) {
        return crossing.read(REASON, () -> store.find(key)).orElseThrow(() -> NotFound.of("mailbox", key));
    }

    public Optional<Mailbox> find(long id) {
        return crossing.read(REASON, () -> store.find(id));
    }

    /** Whether a mailbox of the house has this address. */
    public boolean has(String address) {
        return crossing.read(REASON, () -> store.isAddressOfOne(address));
    }

    /** By mailbox. */
    public Map<Long, MailboxHealth> health() {
        var health = new HashMap<Long, MailboxHealth>();
        crossing.read(REASON, store::health).forEach(one -> health.put(one.mailbox(), one));
        return health;
    }

    /** Creates or changes the one with this key. */
    public Mailbox put(MailboxDraft draft, @Nullable Long expectedVersion, Actor by) {
        var errors = errors(draft);
        Mailbox kept = crossing.write(REASON, () -> {
            Optional<Mailbox> before = store.find(draft.key());
            long there = before.map(Mailbox::version).orElse(0L);
            if (expectedVersion != null && expectedVersion != there) {
                throw Refused.stale();
            }
            boolean elsewhere = before.isPresent() && draft.goesElsewhereThan(before.get());
            errors.addAll(secretErrors(draft, before.orElse(null), elsewhere));
            if (store.isAddressTaken(draft.address(), draft.key())) {
                errors.add(FieldError.of("address", "refusal.mailbox.address.taken", draft.address()));
            }
            if (!errors.isEmpty()) {
                throw Refused.fields(errors);
            }
            long id = store.write(
                    draft,
                    new MailboxStore.Secrets(
                            sealed(draft.password()), sealed(draft.oauthSecret()), sealed(draft.refreshToken())),
                    elsewhere,
                    clock.instant());
            trail.record(
                    by,
                    before.isEmpty() ? "mailbox.created" : "mailbox.changed",
                    "mailbox " + draft.key(),
                    Map.of("address", draft.address()));
            return store.find(id).orElseThrow();
        });
        ways.known(all());
        return kept;
    }

    /** Only one that never had mail: what came belongs to it. */
    public void remove(String key, Actor by) {
        crossing.run(REASON, () -> {
            Mailbox box = store.find(key).orElseThrow(() -> NotFound.of("mailbox", key));
            if (store.hasMail(box.id())) {
                throw Refused.conflict("refusal.mailbox.used", box.address());
            }
            store.remove(box.id());
            trail.record(by, "mailbox.removed", "mailbox " + key, Map.of("address", box.address()));
        });
    }

    /** Signs in and opens the folder, as reading it will; what is wrong, or null. */
    public @Nullable Words tried(String key) {
        Mailbox box = get(key);
        try (var connection = ImapConnection.open(box, tokens.signIn(box), settings)) {
            connection.validity();
            return null;
        } catch (MailTrouble trouble) {
            return trouble.why();
        }
    }

    /** The way out of a mailbox; null when neither it nor the house has one. */
    @Nullable
    Relay relay(@Nullable Mailbox box) throws MailTrouble {
        if (box == null || box.smtp() == null) {
            return Relay.of(settings.smtp());
        }
        return new Relay(
                box.smtp().host(),
                box.smtp().port(),
                box.smtp().tls(),
                tokens.signIn(box),
                box.domain(),
                Trust.with(settings.trust()),
                settings.timeout());
    }

    private @Nullable String sealed(@Nullable String secret) {
        return secret == null || secret.isEmpty() ? null : key.seal(secret, AccessTokens.CONTEXT);
    }

    private List<FieldError> errors(MailboxDraft draft) {
        var errors = new ArrayList<FieldError>();
        if (!Key.isValid(draft.key())) {
            errors.add(FieldError.of("key", "refusal.key", draft.key()));
        }
        filled("name", draft.name(), 100, errors);
        if (!draft.address().matches("[^@\\s<>]+@[^@\\s<>]+") || draft.address().length() > 254) {
            errors.add(FieldError.of("address", "refusal.mailbox.address", draft.address()));
        }
        server("imap", draft.imapHost(), draft.imapPort(), draft.imapTls(), errors);
        filled("folder", draft.folder(), 200, errors);
        if (draft.smtpHost() != null) {
            server("smtp", draft.smtpHost(), draft.smtpPort(), draft.smtpTls(), errors);
        }
        filled("login", draft.login(), 254, errors);
        if (draft.oauth2()) {
            if (draft.oauthClient() == null || draft.oauthClient().isBlank()) {
                errors.add(FieldError.of("oauth-client", "refusal.mailbox.blank"));
            }
            if (draft.tokenUrl() == null || !isHttps(draft.tokenUrl())) {
                errors.add(FieldError.of("token-url", "refusal.mailbox.token-url", String.valueOf(draft.tokenUrl())));
            }
        }
        if (draft.strangers() == Mailbox.Strangers.OPEN && draft.client() == null) {
            errors.add(FieldError.of("strangers", "refusal.mailbox.strangers"));
        }
        if (draft.silentAfterHours() != null && (draft.silentAfterHours() < 1 || draft.silentAfterHours() > 8760)) {
            errors.add(FieldError.of("silent-after", "refusal.mailbox.silent", draft.silentAfterHours()));
        }
        return errors;
    }

    /** What is kept is shown to no other server than the one that it was typed for. */
    private List<FieldError> secretErrors(MailboxDraft draft, @Nullable Mailbox before, boolean elsewhere) {
        if (draft.oauth2()) {
            boolean kept = before != null && store.secrets(before.id()).hasOAuth();
            return elsewhere && kept && draft.oauthSecret() == null && draft.refreshToken() == null
                    ? List.of(FieldError.of("oauth-secret", "refusal.mailbox.secret.again"))
                    : List.of();
        }
        if (draft.password() != null) {
            return List.of();
        }
        if (before == null || store.secrets(before.id()).password() == null) {
            return List.of(FieldError.of("password", "refusal.mailbox.password"));
        }
        return elsewhere ? List.of(FieldError.of("password", "refusal.mailbox.secret.again")) : List.of();
    }

    private static void filled(String field, String text, int longest, List<FieldError> errors) {
        if (text.isBlank()) {
            errors.add(FieldError.of(field, "refusal.mailbox.blank"));
        } else if (text.length() > longest || text.chars().anyMatch(c -> c < ' ')) {
            errors.add(FieldError.of(field, "refusal.mailbox.long", longest));
        }
    }

    private static void server(String prefix, String host, int port, String tls, List<FieldError> errors) {
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.:_-]{0,252})")) {
            errors.add(FieldError.of(prefix + "-host", "refusal.mailbox.host", host));
        }
        if (port < 1 || port > 65_535) {
            errors.add(FieldError.of(prefix + "-port", "refusal.mailbox.port", port));
        }
        if (!tls.matches("none|starttls|tls")) {
            errors.add(FieldError.of(prefix + "-tls", "refusal.mailbox.tls", tls));
        }
    }

    /** Secrets go there: in the clear only to this machine itself. */
    private static boolean isHttps(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme())
                                    && uri.getHost().matches("localhost|127\\.0\\.0\\.1|\\[::1]"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    // What the reading of mailboxes needs.

    boolean hold(Mailbox box, String node, Duration forNow) {
        return crossing.write(REASON, () -> store.hold(box.id(), node, clock.instant(), forNow));
    }

    void letGo(String node) {
        crossing.run(REASON, () -> {
            store.letGo(node);
        });
    }

    MailboxStore.Position position(Mailbox box) {
        return crossing.read(REASON, () -> store.position(box.id()));
    }

    void readUpTo(Mailbox box, long validity, long uid) {
        crossing.run(REASON, () -> {
            store.read(box.id(), validity, uid);
            store.began(box.id(), clock.instant());
        });
    }

    void well(Mailbox box) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            store.well(box.id(), now);
        });
    }

    void failing(Mailbox box, Words why) {
        Instant now = clock.instant();
        crossing.run(REASON, () -> {
            store.failing(box.id(), why, now);
        });
    }
}
