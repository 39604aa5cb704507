package org.vigie.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.vigie.SetTime;
import org.vigie.TestDatabase;
import org.vigie.identity.SignIns.Outcome;
import org.vigie.organization.People;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.Actor;
import org.vigie.shared.MasterKey;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

class SignInTest {
    private static final String PASSWORD = "quatre chevaux bleus";
    private static final SignIns.Origin HOME = new SignIns.Origin("192.0.2.7", "Firefox");
    private static final Actor SETUP = Actor.automatic("test");

    @EnableTransactionManagement
    static class Transactional {}

    private final TestDatabase database = TestDatabase.fresh();
    private final SetTime time = new SetTime("2026-11-23T10:00:00Z");
    private final AnnotationConfigApplicationContext house = new AnnotationConfigApplicationContext();
    private Accounts accounts;
    private SignIns signIns;
    private ApiTokens tokens;
    private Setup setup;
    private Account awa;

    @BeforeEach
    void open() {
        house.registerBean(DataSource.class, database::app);
        house.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database.app()));
        house.registerBean(JdbcClient.class, () -> JdbcClient.create(database.app()));
        house.registerBean(PlatformTransactionManager.class, () -> FencedTransactions.on(database.app()));
        house.registerBean(InstantSource.class, () -> time);
        house.registerBean(MasterKey.class, () -> MasterKey.parse("00".repeat(32)));
        house.registerBean(
                IdentitySettings.class,
                () -> new IdentitySettings(
                        Duration.ofHours(12), Duration.ofDays(7), Duration.ZERO, Duration.ofDays(3)));
        house.register(
                Transactional.class,
                Accounts.class,
                People.class,
                AccountStore.class,
                OneTimeLinkStore.class,
                SessionStore.class,
                TokenStore.class,
                KnownVisitors.class,
                KnownBrowsers.class,
                Passwords.class,
                Throttle.class,
                SignIns.class,
                ApiTokens.class,
                Setup.class);
        house.scan("org.vigie.audit");
        house.refresh();
        accounts = house.getBean(Accounts.class);
        signIns = house.getBean(SignIns.class);
        tokens = house.getBean(ApiTokens.class);
        setup = house.getBean(Setup.class);
        awa = accounts.create(
                SETUP,
                new NewAccount("awa", "Awa Diop", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>()),
                PASSWORD);
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    private Outcome.Welcome welcome() {
        return (Outcome.Welcome) signIns.signIn(" AWA ", PASSWORD, HOME);
    }

    @Test
    void keepsArgon2idAndNeverTheSecret() {
        String secret = welcome().secret();
        var owner = new JdbcTemplate(database.owner());
        owner.execute("alter table identity.account no force row level security");
        owner.execute("alter table identity.session no force row level security");
        assertThat(owner.queryForObject("select password from identity.account where login = 'awa'", String.class))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(owner.queryForObject("select digest from identity.session", byte[].class))
                .isEqualTo(Secret.digest(secret));
    }

    @Test
    void givesANewSecretAtEachSignIn() {
        assertThat(welcome().secret()).isNotEqualTo(welcome().secret());
    }

    @Test
    void answersAlikeForWrongUnknownAndDisabled() {
        accounts.create(
                SETUP, new NewAccount("bob", "Bob", Role.TECHNICIAN, Locale.ENGLISH, false, new TreeSet<>()), PASSWORD);
        accounts.disable(SETUP, accounts.find("bob").orElseThrow().id());
        for (String login : List.of("awa", "nobody", "bob", "vigie.command-line")) {
            String given = login.equals("awa") ? "not her password" : PASSWORD;
            assertThat(signIns.signIn(login, given, HOME)).as(login).isEqualTo(new Outcome.Unknown());
        }
    }

    @Test
    void endsASessionByIdleTimeByAgeAndBySignOut() {
        String idle = welcome().secret();
        time.pass(Duration.ofHours(12));
        assertThat(signIns.resume(idle)).isEmpty();

        String old = welcome().secret();
        for (int hours = 0; hours < 7 * 24 - 1; hours++) {
            time.pass(Duration.ofHours(1));
            assertThat(signIns.resume(old)).isPresent();
        }
        time.pass(Duration.ofHours(1));
        assertThat(signIns.resume(old)).isEmpty();

        Outcome.Welcome out = welcome();
        Long session = out.visitor().sessionId();
        assertThat(session).isNotNull();
        signIns.end(out.visitor().viewer(), session);
        assertThat(signIns.resume(out.secret())).isEmpty();
    }

    @Test
    void endsEverySessionWhenThePasswordChangesOrTheAccountIsDisabled() {
        String first = welcome().secret();
        accounts.changePassword(awa.id(), PASSWORD, "huit vaches rouges");
        assertThat(signIns.resume(first)).isEmpty();
        assertThatThrownBy(() -> accounts.disable(SETUP, awa.id())).isInstanceOf(Refused.class);
    }

    @Test
    void doublesTheWaitAfterFiveFailures() {
        for (int i = 0; i < 6; i++) {
            assertThat(signIns.signIn("awa", "wrong password", HOME)).isEqualTo(new Outcome.Unknown());
            time.pass(Duration.ofMillis(1));
        }
        assertThat(signIns.signIn("awa", PASSWORD, HOME)).isInstanceOf(Outcome.TooMany.class);
        time.pass(Duration.ofSeconds(2));
        assertThat(signIns.signIn("awa", "wrong password", HOME)).isEqualTo(new Outcome.Unknown());
        time.pass(Duration.ofSeconds(2));
        assertThat(signIns.signIn("awa", PASSWORD, HOME)).isEqualTo(new Outcome.TooMany(Duration.ofSeconds(2)));
        time.pass(Duration.ofSeconds(2));
        assertThat(signIns.signIn("awa", PASSWORD, HOME)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void countsGuessesOfManyLoginsFromOneAddress() {
        for (int i = 0; i < 21; i++) {
            signIns.signIn("guess" + i, PASSWORD, HOME);
        }
        assertThat(signIns.signIn("awa", PASSWORD, HOME)).isInstanceOf(Outcome.TooMany.class);
        assertThat(signIns.signIn("awa", PASSWORD, new SignIns.Origin("192.0.2.8", "")))
                .isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void nobodyLocksSomebodyOutOfABrowserInWhichTheySignedInBefore() {
        String mark = welcome().mark();
        var before = new SignIns.Origin("192.0.2.7", "Firefox", mark);
        for (int i = 0; i < 40; i++) {
            signIns.signIn("awa", "a guess", new SignIns.Origin(i % 2 == 0 ? "192.0.2.7" : "203.0.113." + i, ""));
        }
        assertThat(signIns.signIn("awa", PASSWORD, HOME)).isInstanceOf(Outcome.TooMany.class);
        assertThat(signIns.signIn("awa", PASSWORD, before)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void aMarkIsWorthNothingForAnotherLoginWhenForgedOrWhenItsOwnGuessesAreSpent() {
        String mark = welcome().mark();
        accounts.create(
                SETUP, new NewAccount("bob", "Bob", Role.TECHNICIAN, Locale.ENGLISH, false, new TreeSet<>()), PASSWORD);
        for (String login : List.of("awa", "bob")) {
            for (int i = 0; i < 6; i++) {
                signIns.signIn(login, "a guess", new SignIns.Origin("203.0.113.9", ""));
            }
        }
        var forged = new SignIns.Origin("192.0.2.7", "", mark.substring(0, mark.length() - 2) + "xx");
        assertThat(signIns.signIn("awa", PASSWORD, forged)).isInstanceOf(Outcome.TooMany.class);
        var borrowed = new SignIns.Origin("192.0.2.7", "", mark);
        assertThat(signIns.signIn("bob", PASSWORD, borrowed)).isInstanceOf(Outcome.TooMany.class);
        for (int i = 0; i < 6; i++) {
            assertThat(signIns.signIn("awa", "a guess", borrowed)).isEqualTo(new Outcome.Unknown());
        }
        assertThat(signIns.signIn("awa", PASSWORD, borrowed)).isInstanceOf(Outcome.TooMany.class);
    }

    @Test
    void aSessionLeftOpenDoesNotGuessThePassword() {
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> accounts.changePassword(awa.id(), "a guess", "huit vaches rouges"))
                    .isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> accounts.changePassword(awa.id(), PASSWORD, "huit vaches rouges"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors().getFirst().rule().code())
                                .isEqualTo("signIn.wait"));
        time.pass(Duration.ofSeconds(3));
        accounts.changePassword(awa.id(), PASSWORD, "huit vaches rouges");
    }

    @Test
    void theLastAdministratorStays() {
        assertThatThrownBy(() -> accounts.changeSight(SETUP, awa.id(), Role.TECHNICIAN, true, Set.of(), null))
                .isInstanceOf(Refused.class);
        Account lea = accounts.create(
                SETUP,
                new NewAccount("lea", "Léa", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>()),
                PASSWORD);
        accounts.changeSight(SETUP, awa.id(), Role.TECHNICIAN, true, Set.of(), null);
        assertThatThrownBy(() -> accounts.disable(SETUP, lea.id())).isInstanceOf(Refused.class);
        assertThat(accounts.get(lea.id()).active()).isTrue();
    }

    @Test
    void aLinkWorksOnceAndNotForEver() {
        NewAccount tom = new NewAccount("tom", "Tom", Role.TECHNICIAN, Locale.FRENCH, true, new TreeSet<>());
        String link = token(accounts.invite(SETUP, tom));
        accounts.acceptLink(link, PASSWORD);
        assertThat(accounts.isGoodLink(link)).isFalse();
        assertThatThrownBy(() -> accounts.acceptLink(link, "huit vaches rouges"))
                .isInstanceOf(Refused.class);
        String late = token(
                accounts.inviteAgain(SETUP, accounts.find("tom").orElseThrow().id()));
        time.pass(Duration.ofDays(3));
        assertThatThrownBy(() -> accounts.acceptLink(late, "huit vaches rouges"))
                .isInstanceOf(Refused.class);
    }

    /** Otherwise a token that was given out for one client could make itself another for all of them. */
    @Test
    void anAdministratorsTokenForOneClientDoesNotAdminister() {
        TenantId boutique = new TenantId(1);
        String scoped = tokens.issue(awa.viewer(), "script", Role.ADMINISTRATOR, boutique, null)
                .secret();
        Viewer viewer = tokens.resume(scoped).orElseThrow().viewer();
        assertThat(viewer.may(Permission.DECLARE)).isTrue();
        assertThat(viewer.may(Permission.ADMINISTER)).isFalse();
        assertThat(viewer.may(Permission.SCRAPE_METRICS)).isFalse();
        assertThat(awa.viewer().may(Permission.ADMINISTER)).isTrue();
    }

    @Test
    void setsUpOnceAndOnlyWhileNobodyAdministers() {
        assertThat(setup.link()).isEmpty();
        new JdbcTemplate(database.owner()).execute("alter table identity.account no force row level security");
        new JdbcTemplate(database.owner()).update("delete from identity.account");
        String former = token(setup.link().orElseThrow());
        String token = token(setup.link().orElseThrow());
        assertThat(setup.isGood(former)).isFalse();
        assertThatThrownBy(() -> setup.complete(token, "lea", "Léa", "short", Locale.FRENCH))
                .isInstanceOf(Refused.class);
        setup.complete(token, "lea", "Léa", PASSWORD, Locale.FRENCH);
        assertThatThrownBy(() -> setup.complete(token, "eve", "Eve", PASSWORD, Locale.FRENCH))
                .isInstanceOf(Refused.class);
        assertThat(signIns.signIn("lea", PASSWORD, HOME)).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void forgetsASetUpLinkThatExpired() {
        new JdbcTemplate(database.owner()).execute("alter table identity.account no force row level security");
        new JdbcTemplate(database.owner()).update("delete from identity.account");
        String token = token(setup.link().orElseThrow());
        time.pass(Duration.ofDays(3));
        assertThat(setup.isGood(token)).isFalse();
    }

    private static String token(OneTimeLink link) {
        return link.path().substring(link.path().indexOf('=') + 1);
    }

    @Test
    void limitsATokenToItsRoleItsClientAndItsOwner() {
        TenantId boutique = new TenantId(1);
        Viewer viewer = awa.viewer();
        String scoped =
                tokens.issue(viewer, "script", Role.TECHNICIAN, boutique, null).secret();
        Visitor visitor = tokens.resume(scoped).orElseThrow();
        assertThat(visitor.viewer().role()).isEqualTo(Role.TECHNICIAN);
        assertThat(visitor.viewer().everyClient()).isFalse();
        assertThat(visitor.viewer().clients()).containsExactly(boutique);

        String metrics =
                tokens.issue(viewer, "scrape", Role.METRICS, null, null).secret();
        assertThat(tokens.resume(metrics).orElseThrow().viewer().everyClient()).isFalse();

        Account tom = accounts.create(
                SETUP,
                new NewAccount("tom", "Tom", Role.TECHNICIAN, Locale.FRENCH, false, new TreeSet<>(Set.of(boutique))),
                PASSWORD);
        assertThatThrownBy(() -> tokens.issue(tom.viewer(), "more", Role.ADMINISTRATOR, null, null))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> tokens.issue(tom.viewer(), "other", Role.TECHNICIAN, new TenantId(2), null))
                .isInstanceOf(NotFound.class);
        String toms = tokens.issue(tom.viewer(), "mine", Role.TECHNICIAN, boutique, null)
                .secret();
        accounts.changeSight(SETUP, tom.id(), Role.TECHNICIAN, false, Set.of(new TenantId(2)), null);
        assertThat(tokens.resume(toms)).isEmpty();
    }

    @Test
    void endsATokenByExpiryAndByRevocation() {
        ApiToken.Issued brief = tokens.issue(
                awa.viewer(), "brief", Role.TECHNICIAN, null, time.instant().plusSeconds(60));
        assertThat(tokens.resume(brief.secret())).isPresent();
        time.pass(Duration.ofSeconds(60));
        assertThat(tokens.resume(brief.secret())).isEmpty();
        ApiToken.Issued other = tokens.issue(awa.viewer(), "other", Role.TECHNICIAN, null, null);
        tokens.revoke(awa.viewer(), other.token().id());
        assertThat(tokens.resume(other.secret())).isEmpty();
    }

    @Test
    void replacesTheTokenOfTheCommandLineAtEachStart() {
        String former = tokens.issueFirstAdministratorToken();
        String now = tokens.issueFirstAdministratorToken();
        assertThat(tokens.resume(former)).isEmpty();
        assertThat(tokens.resume(now).orElseThrow().viewer().role()).isEqualTo(Role.ADMINISTRATOR);
    }

    private static NewAccount requester(String login, TenantId client, Long person) {
        return new NewAccount(
                login, login, Role.REQUESTER, Locale.FRENCH, false, new TreeSet<>(Set.of(client)), person);
    }

    @Test
    void aRequesterIsOnePersonOfOneClientAndThatPersonHasOneAccount() {
        TenantId boutique = new TenantId(1);
        TenantId mairie = new TenantId(2);
        People people = house.getBean(People.class);
        long anna = Scope.of(boutique)
                .call(() -> people.meet("Anna", "anna@boutique.example", Locale.FRENCH)
                        .id());
        assertThatThrownBy(() -> requester("anna", boutique, null)).hasMessageContaining("refusal.account.person");
        assertThatThrownBy(() -> accounts.create(SETUP, requester("anna", mairie, anna), PASSWORD))
                .hasMessageContaining("refusal.account.person.unknown");
        assertThatThrownBy(
                        () -> new NewAccount("tom", "Tom", Role.TECHNICIAN, Locale.FRENCH, true, new TreeSet<>(), anna))
                .hasMessageContaining("refusal.account.person.staff");

        Account first = accounts.create(SETUP, requester("anna", boutique, anna), PASSWORD);
        var welcome = (SignIns.Outcome.Welcome) signIns.signIn("anna", PASSWORD, HOME);
        assertThat(welcome.visitor().viewer().person()).isEqualTo(anna);
        assertThatThrownBy(() -> accounts.create(SETUP, requester("anna2", boutique, anna), PASSWORD))
                .hasMessageContaining("refusal.account.person.taken");

        accounts.disable(SETUP, first.id());
        Account second = accounts.create(SETUP, requester("anna2", boutique, anna), PASSWORD);
        assertThatThrownBy(() -> accounts.enable(SETUP, first.id()))
                .hasMessageContaining("refusal.account.person.taken");
        assertThatThrownBy(() -> accounts.changeSight(SETUP, second.id(), Role.REQUESTER, false, Set.of(mairie), anna))
                .hasMessageContaining("refusal.account.person.unknown");
        accounts.changeSight(SETUP, second.id(), Role.TECHNICIAN, false, Set.of(boutique), null);
        assertThat(accounts.get(second.id()).person()).isNull();
        accounts.enable(SETUP, first.id());
        assertThat(accounts.staffAmong(Set.of(first.id(), second.id()))).containsExactly(second.id());
    }
}
