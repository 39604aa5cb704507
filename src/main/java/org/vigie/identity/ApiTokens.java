package org.vigie.identity;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.MasterKey;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** Tokens for programs. A token never does more than the account that made it may do at that moment. */
@Service
public class ApiTokens {
    static final String PREFIX = "vigie_";

    /** As long as every other POST of the API may be repeated. */
    static final Duration REPEATABLE = Duration.ofHours(48);

    private static final int LONGEST_REQUEST_KEY = 200;

    private final TokenStore tokens;
    private final AccountStore accounts;
    private final KnownVisitors known;
    private final Crossing crossing;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final byte[] secretKey;

    ApiTokens(
            TokenStore tokens,
            AccountStore accounts,
            KnownVisitors known,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            InstantSource clock,
            MasterKey master) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.known = known;
        this.crossing = new Crossing("identity", transactions);
        this.trail = trail;
        this.clock = clock;
        this.secretKey = master.derive("api tokens");
    }

    /**
     * @param client the one client that it sees, null for all that its maker sees
     * @param expiresAt null for never
     */
    public ApiToken.Issued issue(
            Viewer maker, String name, Role role, @Nullable TenantId client, @Nullable Instant expiresAt) {
        check(maker, name, role, client, expiresAt);
        String secret = PREFIX + Secret.fresh();
        return crossing.write("issue a token", () -> {
            long id = tokens.add(
                    secret, maker.accountId(), name.strip(), role, client, false, expiresAt, clock.instant());
            recordIssued(maker, name, role, client);
            return new ApiToken.Issued(existing(id), secret);
        });
    }

    /**
     * The same, once for each key of its maker: asked again within {@link #REPEATABLE} it answers the same token and
     * secret, and refuses another request under that key.
     */
    public ApiToken.Issued issueOnce(
            Viewer maker,
            String name,
            Role role,
            @Nullable TenantId client,
            @Nullable Instant expiresAt,
            String requestKey) {
        if (requestKey.isBlank() || requestKey.length() > LONGEST_REQUEST_KEY) {
            throw Refused.field("Idempotency-Key", "refusal.idempotency.shape");
        }
        byte[] request = Secret.digest(
                String.join("\n", name.strip(), role.name(), String.valueOf(client), String.valueOf(expiresAt)));
        Optional<ApiToken.Issued> known =
                crossing.read("issue a token", () -> repeated(maker, requestKey, request, clock.instant()));
        if (known.isPresent()) {
            return known.get();
        }
        check(maker, name, role, client, expiresAt);
        return crossing.write("issue a token", () -> {
            Instant now = clock.instant();
            tokens.forgetRequests(now.minus(REPEATABLE));
            byte[] salt = Secret.salt();
            String secret = PREFIX + Secret.derived(secretKey, salt);
            long id = tokens.add(secret, maker.accountId(), name.strip(), role, client, false, expiresAt, now);
            if (!tokens.keepRequest(id, requestKey, request, salt)) {
                // A twin was quicker; ours is taken back and theirs is shown.
                tokens.remove(id);
                return repeated(maker, requestKey, request, now).orElseThrow(() -> NotFound.of("token", id));
            }
            recordIssued(maker, name, role, client);
            return new ApiToken.Issued(existing(id), secret);
        });
    }

    private Optional<ApiToken.Issued> repeated(Viewer maker, String requestKey, byte[] request, Instant now) {
        return tokens.request(maker.accountId(), requestKey, now.minus(REPEATABLE))
                .map(known -> {
                    if (!MessageDigest.isEqual(known.digest(), request)) {
                        throw Refused.conflict("refusal.idempotency.other");
                    }
                    return new ApiToken.Issued(
                            existing(known.token()), PREFIX + Secret.derived(secretKey, known.salt()));
                });
    }

    private void recordIssued(Viewer maker, String name, Role role, @Nullable TenantId client) {
        trail.record(
                maker.actor(),
                "token.issued",
                "token " + name.strip(),
                Map.of("role", role.name(), "client", client == null ? "*" : client.toString()));
    }

    private void check(Viewer maker, String name, Role role, @Nullable TenantId client, @Nullable Instant expiresAt) {
        if (name.isBlank() || name.strip().length() > 100) {
            throw Refused.field("name", "refusal.name");
        }
        if (!isWithin(maker.role(), role)) {
            throw Refused.field("role", "refusal.token.role");
        }
        if (client != null && !maker.scope().sees(client)) {
            throw NotFound.of("client", client);
        }
        boolean one = client != null || (!maker.everyClient() && maker.clients().size() == 1);
        if ((role == Role.CLIENT_MANAGER || role == Role.REQUESTER) && !one) {
            throw Refused.field("client", "refusal.token.client");
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Refused.field("expiresAt", "refusal.token.expired");
        }
    }

    private static boolean isWithin(Role maker, Role role) {
        return Permissions.isWithin(maker, role);
    }

    /** Who acts with this token, if it is good. */
    public Optional<Visitor> resume(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] digest = Secret.digest(secret);
        return known.find(digest, () -> {
            Instant now = clock.instant();
            Optional<TokenStore.Held> held = crossing.read("resume a token", () -> tokens.find(digest, now))
                    .filter(found ->
                            isWithin(found.owner().role(), found.token().role()));
            held.ifPresent(found -> crossing.run(
                    "resume a token", () -> tokens.used(found.token().id(), now)));
            return held.flatMap(ApiTokens::visitor);
        });
    }

    /** Empty when the owner no longer sees the client of the token. */
    private static Optional<Visitor> visitor(TokenStore.Held held) {
        Account owner = held.owner();
        ApiToken token = held.token();
        TenantId only = token.client();
        if (only != null && !owner.viewer().scope().sees(only)) {
            return Optional.empty();
        }
        boolean seesNothing = token.role() == Role.METRICS;
        SortedSet<TenantId> clients = new TreeSet<>();
        if (only != null) {
            clients.add(only);
        } else if (!seesNothing) {
            clients.addAll(owner.clients());
        }
        var viewer = new Viewer(
                owner.id(),
                owner.login(),
                owner.name(),
                token.role(),
                owner.locale(),
                !seesNothing && only == null && owner.everyClient(),
                clients,
                seesNothing ? null : owner.person());
        return Optional.of(new Visitor(viewer, owner.theme(), null, token.id()));
    }

    /** An administrator sees everybody's, anybody else their own. */
    public List<ApiToken> visible(Viewer viewer) {
        return crossing.read(
                "list tokens", () -> viewer.may(Permission.ADMINISTER) ? tokens.all() : tokens.of(viewer.accountId()));
    }

    public List<ApiToken> of(Viewer viewer) {
        return crossing.read("list tokens", () -> tokens.of(viewer.accountId()));
    }

    public void revoke(Viewer viewer, long id) {
        crossing.run("revoke a token", () -> {
            ApiToken token = existing(id);
            if (!viewer.may(Permission.ADMINISTER) && !token.owner().equals(viewer.login())) {
                throw NotFound.of("token", id);
            }
            tokens.remove(id);
            trail.record(viewer.actor(), "token.revoked", "token " + token.name(), Map.of());
        });
        known.forgetAll();
    }

    private ApiToken existing(long id) {
        return tokens.find(id).orElseThrow(() -> NotFound.of("token", id));
    }

    /**
     * The token that the server writes for its own command line at each start; the former one ends. It belongs to a
     * technical administrator with whom nobody signs in, so that it works before the first person is set up and after
     * that person has left.
     */
    public String issueFirstAdministratorToken() {
        String secret = PREFIX + Secret.fresh();
        crossing.run("issue the token of the command line", () -> {
            accounts.lockAdministrators();
            Instant now = clock.instant();
            long owner = accounts.technical()
                    .map(Account::id)
                    .orElseGet(() -> accounts.add(
                            new NewAccount(
                                    "vigie.command-line",
                                    "Vigie",
                                    Role.ADMINISTRATOR,
                                    Locale.FRENCH,
                                    true,
                                    new TreeSet<>()),
                            true,
                            now));
            tokens.removeTechnical();
            tokens.add(secret, owner, "admin.token", Role.ADMINISTRATOR, null, true, null, now);
            trail.record(
                    Actor.automatic("vigie"), "token.issued", "token admin.token", Map.of("role", "ADMINISTRATOR"));
        });
        known.forgetAll();
        return secret;
    }
}
