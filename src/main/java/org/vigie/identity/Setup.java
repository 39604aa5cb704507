package org.vigie.identity;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.Refused;
import org.vigie.shared.StartNotice;

/** The first administrator, made by the person who started the server. */
@Service
public class Setup implements StartNotice {
    private final AccountStore accounts;
    private final OneTimeLinkStore links;
    private final Passwords passwords;
    private final Crossing crossing;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final IdentitySettings settings;

    Setup(
            AccountStore accounts,
            OneTimeLinkStore links,
            Passwords passwords,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            InstantSource clock,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.links = links;
        this.passwords = passwords;
        this.crossing = new Crossing("identity", transactions);
        this.trail = trail;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A new set-up link while nobody can administer, nothing after that. A former link ends, so the one that was printed
     * last is the one that works.
     */
    public Optional<OneTimeLink> link() {
        return crossing.write("offer set-up", () -> {
            accounts.lockAdministrators();
            if (!accounts.administrators().isEmpty()) {
                return Optional.empty();
            }
            String token = Secret.fresh();
            var expiresAt = clock.instant().plus(settings.linkLife());
            links.removeSetup();
            links.add(token, "setup", null, expiresAt);
            return Optional.of(new OneTimeLink("/setup?token=" + token, expiresAt));
        });
    }

    @Override
    public List<String> lines(URI address, Locale locale) {
        String said =
                locale.getLanguage().equals("en") ? "Set up the first administrator: " : "Premier administrateur : ";
        return link().map(link -> List.of(said + address.resolve(link.path()))).orElse(List.of());
    }

    public boolean isGood(String token) {
        return crossing.read(
                "look at a link",
                () -> links.isGood(token, "setup", clock.instant())
                        && accounts.administrators().isEmpty());
    }

    /** Uses the link up and makes the administrator. A refusal leaves the link as it was. */
    public Account complete(String token, String login, String name, String password, Locale locale) {
        return crossing.write("set up", () -> {
            accounts.lockAdministrators();
            if (!links.takeSetup(token, clock.instant())
                    || !accounts.administrators().isEmpty()) {
                throw Refused.because("refusal.link");
            }
            var wanted = new NewAccount(login, name, Role.ADMINISTRATOR, locale, true, new TreeSet<>());
            Passwords.check("password", wanted.login(), password);
            long id = add(wanted);
            accounts.setPassword(id, passwords.hash(password), clock.instant());
            trail.record(Actor.person(id, wanted.name()), "account.set-up", "account " + wanted.login(), Map.of());
            return accounts.find(id).orElseThrow();
        });
    }

    private long add(NewAccount wanted) {
        try {
            return accounts.add(wanted, false, clock.instant());
        } catch (DuplicateKeyException e) {
            throw Refused.field("login", "refusal.login.taken", wanted.login());
        }
    }
}
