package org.vigie.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;

/** Signing in with a password, and the sessions that come of it. */
@Service
public class SignIns {
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final KnownVisitors known;
    private final Throttle throttle;
    private final Passwords passwords;
    private final Crossing crossing;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final IdentitySettings settings;

    SignIns(
            AccountStore accounts,
            SessionStore sessions,
            KnownVisitors known,
            Throttle throttle,
            Passwords passwords,
            Crossing crossing,
            AuditTrail trail,
            InstantSource clock,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.known = known;
        this.throttle = throttle;
        this.passwords = passwords;
        this.crossing = crossing;
        this.trail = trail;
        this.clock = clock;
        this.settings = settings;
    }

    /** Where an attempt comes from. */
    public record Origin(String address, String agent) {
        public Origin {
            agent = agent.length() > 300 ? agent.substring(0, 300) : agent;
        }
    }

    /** What came of an attempt. */
    public sealed interface Outcome {
        /** @param secret what the browser keeps; the database has its digest only */
        record Welcome(String secret, Visitor visitor) implements Outcome {}

        /** Unknown, disabled, without a password or with another one: never told apart. */
        record Unknown() implements Outcome {}

        record TooMany(Duration wait) implements Outcome {}
    }

    /** Each attempt is slow on purpose, as slow for a login that nobody has. */
    public Outcome signIn(String givenLogin, String password, Origin origin) {
        String stripped = givenLogin.strip().toLowerCase(Locale.ROOT).replace("\u0000", "");
        String login = stripped.length() > 100 ? stripped.substring(0, 100) : stripped;
        Optional<Duration> wait = crossing.write("count a sign-in", () -> reserve(login, origin));
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        Optional<Account> account = crossing.read("sign in", () -> accounts.find(login))
                .filter(found -> found.active() && !found.technical());
        String hash = account.map(found -> crossing.read("sign in", () -> accounts.passwordOf(found.id())))
                .orElse(null);
        // Outside a transaction: a slow hash must not hold a connection.
        if (!passwords.matches(password, hash) || account.isEmpty()) {
            crossing.run(
                    "refuse a sign-in",
                    () -> trail.record(
                            Actor.automatic("sign-in"),
                            "sign-in.refused",
                            "account " + login,
                            Map.of("address", origin.address())));
            return new Outcome.Unknown();
        }
        return crossing.write("sign in", () -> welcome(account.get(), login, origin));
    }

    private Optional<Duration> reserve(String login, Origin origin) {
        Instant now = clock.instant();
        Optional<Duration> wait = throttle.wait(Throttle.Kind.LOGIN, login, now)
                .or(() -> throttle.wait(Throttle.Kind.ADDRESS, origin.address(), now));
        if (wait.isPresent()) {
            return wait;
        }
        Duration cost = throttle.count(Throttle.Kind.LOGIN, login, now);
        Duration addressCost = throttle.count(Throttle.Kind.ADDRESS, origin.address(), now);
        if (!cost.isZero() || !addressCost.isZero()) {
            trail.record(
                    Actor.automatic("sign-in"),
                    "sign-in.slowed",
                    "account " + login,
                    Map.of(
                            "address", origin.address(),
                            "loginWait", cost.toString(),
                            "addressWait", addressCost.toString()));
        }
        return Optional.empty();
    }

    private Outcome welcome(Account account, String login, Origin origin) {
        Instant now = clock.instant();
        throttle.forget(Throttle.Kind.LOGIN, login);
        throttle.takeBack(Throttle.Kind.ADDRESS, origin.address());
        throttle.removeForgotten(now);
        sessions.removeExpired(begun(now), seen(now));
        String secret = Secret.fresh();
        sessions.add(secret, account.id(), origin, now);
        trail.record(
                Actor.person(account.id(), account.name()),
                "sign-in.welcomed",
                "account " + login,
                Map.of("address", origin.address()));
        Visitor visitor = sessions.find(Secret.digest(secret), begun(now), seen(now))
                .orElseThrow(() -> new IllegalStateException("a session that was just made is there"));
        return new Outcome.Welcome(secret, visitor);
    }

    /** Who holds this session, if it is still good. */
    public Optional<Visitor> resume(String secret) {
        byte[] digest = Secret.digest(secret);
        return known.find(digest, () -> {
            Instant now = clock.instant();
            Optional<Visitor> found =
                    crossing.read("resume a session", () -> sessions.find(digest, begun(now), seen(now)));
            found.map(Visitor::sessionId)
                    .ifPresent(id -> crossing.run("resume a session", () -> sessions.seen(id, now)));
            return found;
        });
    }

    private Instant begun(Instant now) {
        return now.minus(settings.sessionLife());
    }

    private Instant seen(Instant now) {
        return now.minus(settings.sessionIdle());
    }

    /** Those of one account, the latest seen first. */
    public List<Session> of(Viewer viewer) {
        Instant now = clock.instant();
        return crossing.read("list sessions", () -> sessions.of(viewer.accountId(), begun(now), seen(now)));
    }

    public void end(Viewer viewer, long sessionId) {
        crossing.run("end a session", () -> {
            if (sessions.end(viewer.accountId(), sessionId) == 0) {
                throw NotFound.of("session", sessionId);
            }
            trail.record(viewer.actor(), "session.ended", "account " + viewer.login(), Map.of());
        });
        known.forgetAll();
    }
}
