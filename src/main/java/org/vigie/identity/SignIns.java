package org.vigie.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.NotFound;

/** Signing in with a password, and the sessions that come of it. */
@Service
public class SignIns {
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final KnownVisitors known;
    private final KnownBrowsers browsers;
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
            KnownBrowsers browsers,
            Throttle throttle,
            Passwords passwords,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            InstantSource clock,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.known = known;
        this.browsers = browsers;
        this.throttle = throttle;
        this.passwords = passwords;
        this.crossing = new Crossing("identity", transactions);
        this.trail = trail;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Where an attempt comes from.
     *
     * @param mark what {@link Outcome.Welcome} gave this browser to keep, if it has signed in before
     */
    public record Origin(
            String address, String agent, @Nullable String mark) {
        public Origin {
            agent = agent.length() > 300 ? agent.substring(0, 300) : agent;
        }

        public Origin(String address, String agent) {
            this(address, agent, null);
        }
    }

    /** What came of an attempt. */
    public sealed interface Outcome {
        /**
         * @param secret what the browser keeps; the database has its digest only
         * @param mark what it keeps for much longer, to be told from strangers at the next sign-in
         */
        record Welcome(String secret, Visitor visitor, String mark) implements Outcome {}

        /** Unknown, disabled, without a password or with another one: never told apart. */
        record Unknown() implements Outcome {}

        record TooMany(Duration delay) implements Outcome {}
    }

    /** Each attempt is slow on purpose, as slow for a login that nobody has. */
    public Outcome signIn(String givenLogin, String password, Origin origin) {
        String stripped = givenLogin.strip().toLowerCase(Locale.ROOT).replace("\u0000", "");
        String login = stripped.length() > 100 ? stripped.substring(0, 100) : stripped;
        Optional<String> browser = browsers.recognise(origin.mark(), login);
        Optional<Duration> wait = crossing.write("count a sign-in", () -> reserve(login, browser, origin));
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
        return crossing.write("sign in", () -> welcome(account.get(), login, browser, origin));
    }

    /** Strangers are counted by login and by address; a browser that the login knows only by itself. */
    private Optional<Duration> reserve(String login, Optional<String> browser, Origin origin) {
        Instant now = clock.instant();
        return browser.map(number -> reserve(Throttle.Kind.BROWSER, number, login, origin, now))
                .orElseGet(() -> throttle.wait(Throttle.Kind.ADDRESS, origin.address(), now)
                        .or(() -> reserve(Throttle.Kind.LOGIN, login, login, origin, now))
                        .or(() -> reserve(Throttle.Kind.ADDRESS, origin.address(), login, origin, now)));
    }

    private Optional<Duration> reserve(Throttle.Kind kind, String value, String login, Origin origin, Instant now) {
        Optional<Duration> wait = throttle.wait(kind, value, now);
        if (wait.isPresent()) {
            return wait;
        }
        Duration cost = throttle.count(kind, value, now);
        if (!cost.isZero()) {
            trail.record(
                    Actor.automatic("sign-in"),
                    "sign-in.slowed",
                    "account " + login,
                    Map.of(
                            "address",
                            origin.address(),
                            "by",
                            kind.name().toLowerCase(Locale.ROOT),
                            "wait",
                            cost.toString()));
        }
        return Optional.empty();
    }

    private Outcome welcome(Account account, String login, Optional<String> browser, Origin origin) {
        Instant now = clock.instant();
        browser.ifPresentOrElse(number -> throttle.forget(Throttle.Kind.BROWSER, number), () -> {
            throttle.forget(Throttle.Kind.LOGIN, login);
            throttle.takeBack(Throttle.Kind.ADDRESS, origin.address());
        });
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
        return new Outcome.Welcome(secret, visitor, browsers.markFor(login));
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

    /** Whether this session still lets in the same viewer, without counting as a sign of life. */
    public boolean isGood(String secret, Viewer viewer) {
        Instant now = clock.instant();
        return crossing.read("look at a session", () -> sessions.find(Secret.digest(secret), begun(now), seen(now)))
                .map(Visitor::viewer)
                .equals(Optional.of(viewer));
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
