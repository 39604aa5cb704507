package org.vigie.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.organization.People;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** Who may sign in, in which role, and what they see. Each verb is a transaction of its own, in any scope. */
@Service
public class Accounts {
    private final AccountStore accounts;
    private final OneTimeLinkStore links;
    private final SessionStore sessions;
    private final KnownVisitors known;
    private final Passwords passwords;
    private final People people;
    private final Throttle throttle;
    private final Crossing crossing;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final IdentitySettings settings;

    Accounts(
            AccountStore accounts,
            OneTimeLinkStore links,
            SessionStore sessions,
            KnownVisitors known,
            Passwords passwords,
            People people,
            Throttle throttle,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            InstantSource clock,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.links = links;
        this.sessions = sessions;
        this.known = known;
        this.passwords = passwords;
        this.people = people;
        this.throttle = throttle;
        this.crossing = new Crossing("identity", transactions);
        this.trail = trail;
        this.clock = clock;
        this.settings = settings;
    }

    /** Everybody's, by name. */
    public List<Account> all() {
        return crossing.read("list accounts", accounts::all);
    }

    public Account get(long id) {
        return crossing.read("show an account", () -> existing(id));
    }

    public Optional<Account> find(String login) {
        return crossing.read(
                "find an account", () -> accounts.find(login.strip().toLowerCase(Locale.ROOT)));
    }

    /** Which of these are accounts of the provider's own people. */
    public Set<Long> staffAmong(Collection<Long> ids) {
        return ids.isEmpty() ? Set.of() : crossing.read("who of the desk wrote", () -> accounts.staffAmong(ids));
    }

    /** Makes an account; its owner chooses the password behind the link. */
    public OneTimeLink invite(Actor by, NewAccount account) {
        return crossing.write("invite", () -> {
            long id = add(account);
            record(by, "account.invited", account.login(), sight(account));
            return passwordLink(id);
        });
    }

    /** A new link for someone who forgot their password or missed the first link; former links end. */
    public OneTimeLink inviteAgain(Actor by, long id) {
        return crossing.write("invite", () -> {
            Account account = existing(id);
            record(by, "account.link.renewed", account.login(), Map.of());
            return passwordLink(id);
        });
    }

    private OneTimeLink passwordLink(long id) {
        String token = Secret.fresh();
        var expiresAt = clock.instant().plus(settings.linkLife());
        links.removeOf(id);
        links.removeExpired(clock.instant());
        links.add(token, "password", id, expiresAt);
        return new OneTimeLink("/password?token=" + token, expiresAt);
    }

    public boolean isGoodLink(String token) {
        return crossing.read("look at a link", () -> links.isGood(token, "password", clock.instant()));
    }

    /** Chooses the password behind a one-time link; every session of the account ends. */
    public void acceptLink(String token, String password) {
        crossing.run("use a link", () -> {
            Account account = links.takePassword(token, clock.instant())
                    .map(this::existing)
                    .orElseThrow(() -> Refused.because("refusal.link"));
            setPassword(account, "password", password);
            record(Actor.person(account.id(), account.name()), "account.password.chosen", account.login(), Map.of());
        });
        known.forgetAll();
    }

    /** Makes an account with a password at once, for scripts and tests. */
    public Account create(Actor by, NewAccount account, String password) {
        return crossing.write("create an account", () -> {
            long id = add(account);
            setPassword(existing(id), "password", password);
            record(by, "account.created", account.login(), sight(account));
            return existing(id);
        });
    }

    /** Ends every session of the account; the caller signs in anew. */
    public void changePassword(long id, String current, String wanted) {
        refuseGuessing(id);
        String hash = crossing.read("change a password", () -> accounts.passwordOf(id));
        // Outside a transaction: a slow hash must not hold a connection.
        if (!passwords.matches(current, hash)) {
            throw Refused.field("current", "refusal.password.current");
        }
        crossing.run("change a password", () -> {
            Account account = existing(id);
            throttle.forget(Throttle.Kind.CURRENT, Long.toString(id));
            setPassword(account, "wanted", wanted);
            record(Actor.person(id, account.name()), "account.password.changed", account.login(), Map.of());
        });
        known.forgetAll();
    }

    /** A session that was left open must not be worth the password. Counted in a transaction of its own, which stays. */
    private void refuseGuessing(long id) {
        Instant now = clock.instant();
        String account = Long.toString(id);
        Optional<Duration> wait = crossing.write("count a password", () -> {
            var left = throttle.wait(Throttle.Kind.CURRENT, account, now);
            if (left.isEmpty()) {
                throttle.count(Throttle.Kind.CURRENT, account, now);
            }
            return left;
        });
        if (wait.isPresent()) {
            throw Refused.field(
                    "current", "signIn.wait", wait.get().plusMillis(999).toSeconds());
        }
    }

    private void setPassword(Account account, String field, String password) {
        if (account.technical()) {
            throw Refused.because("refusal.account.technical");
        }
        Passwords.check(field, account.login(), password);
        accounts.setPassword(account.id(), passwords.hash(password), clock.instant());
        sessions.endAll(account.id());
        links.removeOf(account.id());
    }

    /** Role, clients and person together, because the one limits the other. */
    public void changeSight(
            Actor by, long id, Role role, boolean everyClient, Set<TenantId> clients, @Nullable Long person) {
        NewAccount.checkSight(role, everyClient, clients, person);
        crossing.run("change an account", () -> {
            accounts.lockAdministrators();
            Account account = existing(id);
            if (role != Role.ADMINISTRATOR) {
                refuseLosingTheLastAdministrator(account);
            }
            refuseStranger(id, clients, person);
            accounts.setRole(id, role);
            accounts.setSight(id, everyClient, clients);
            accounts.setPerson(id, person);
            record(by, "account.changed", account.login(), sight(role, everyClient, clients, person));
        });
        known.forgetAll();
    }

    /** Ends its sessions at once; its tokens no longer let in. */
    public void disable(Actor by, long id) {
        crossing.run("disable an account", () -> {
            accounts.lockAdministrators();
            Account account = existing(id);
            refuseLosingTheLastAdministrator(account);
            accounts.setActive(id, false);
            sessions.endAll(id);
            links.removeOf(id);
            record(by, "account.disabled", account.login(), Map.of());
        });
        known.forgetAll();
    }

    public void enable(Actor by, long id) {
        crossing.run("enable an account", () -> {
            Account account = existing(id);
            refuseStranger(id, account.clients(), account.person());
            accounts.setActive(id, true);
            record(by, "account.enabled", existing(id).login(), Map.of());
        });
        known.forgetAll();
    }

    public void prefer(long id, Locale locale, Theme theme) {
        crossing.run("keep preferences", () -> accounts.setPreferences(id, Languages.of(locale.getLanguage()), theme));
        known.forgetAll();
    }

    private void refuseLosingTheLastAdministrator(Account account) {
        var administrators = accounts.administrators();
        if (administrators.size() == 1 && administrators.getFirst().id() == account.id()) {
            throw Refused.conflict("refusal.administrator.last");
        }
    }

    /** A person is one of the client's, and is one account. */
    private void refuseStranger(long account, Set<TenantId> clients, @Nullable Long person) {
        if (person == null) {
            return;
        }
        if (clients.size() != 1 || !people.isOf(clients.iterator().next(), person)) {
            throw Refused.field("person", "refusal.account.person.unknown");
        }
        if (accounts.isTaken(person, account)) {
            throw Refused.field("person", "refusal.account.person.taken");
        }
    }

    private long add(NewAccount account) {
        refuseStranger(0, account.clients(), account.person());
        try {
            return accounts.add(account, false, clock.instant());
        } catch (DuplicateKeyException e) {
            if (String.valueOf(e.getMessage()).contains("account_person")) {
                throw Refused.field("person", "refusal.account.person.taken");
            }
            throw Refused.field("login", "refusal.login.taken", account.login());
        }
    }

    private Account existing(long id) {
        return accounts.find(id).orElseThrow(() -> NotFound.of("account", id));
    }

    private void record(Actor by, String verb, String login, Map<String, String> details) {
        trail.record(by, verb, "account " + login, details);
    }

    private static Map<String, String> sight(NewAccount account) {
        return sight(account.role(), account.everyClient(), account.clients(), account.person());
    }

    private static Map<String, String> sight(
            Role role, boolean everyClient, Set<TenantId> clients, @Nullable Long person) {
        String seen = everyClient
                ? "*"
                : clients.stream().map(TenantId::toString).sorted().collect(Collectors.joining(","));
        return person == null
                ? Map.of("role", role.name(), "clients", seen)
                : Map.of("role", role.name(), "clients", seen, "person", person.toString());
    }
}
