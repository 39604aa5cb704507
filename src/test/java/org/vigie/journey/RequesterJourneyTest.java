package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.vigie.TestDatabase;
import org.vigie.declaration.Declarations;
import org.vigie.identity.Accounts;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.inventory.Assets;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Anna, who sells in the shop and knows nothing of service desks, gets her printer back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequesterJourneyTest {
    private static final String TEXTS = "portal|app|nav|refusal|language";

    private WholeHouse house;
    private Browser browser;
    private Page page;
    private TenantId boutique;
    private long number;
    private long colleagues;
    private Actor alice;

    @BeforeAll
    void open() throws Exception {
        house = WholeHouse.open(Map.of("vigie.monitoring.watch.enabled", false));
        browser = new Browser();
        page = browser.page("fr-FR", 1280, 900, false);
        Sight.comeIn(page, house);
        alice = Actor.person(
                house.bean(Accounts.class).find("alice").orElseThrow().id(), "Alice Martin");
        house.bean(Declarations.class).apply("""
                client: boutique
                name: Boutique du Port
                locale: fr
                calendars:
                  - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
                people:
                  - {key: anna, name: Anna Petit, email: anna@boutique.example}
                  - {key: marc, name: Marc Leroy, email: marc@boutique.example}
                service-levels:
                  - key: standard
                    calendar: h24
                    incident:
                      P1: {respond: 15m, restore: 4h, resolve: 8h}
                      P3: {respond: 4h, resolve: 40h}
                    request:
                      P3: {respond: 8h, resolve: 5 working-days}
                assets:
                  - {key: web-1, kind: server, name: Serveur web}
                  - {key: mail-1, kind: server, name: Serveur de messagerie}
                  - {key: pay-1, kind: server, name: Caisse centrale}
                  - {key: wifi-1, kind: server, name: Borne}
                services:
                  - {key: shop, name: Boutique en ligne, depends-on: [web-1], criticality: critical, service-level: standard}
                  - {key: mail, name: Messagerie, depends-on: [mail-1], criticality: high, service-level: standard}
                  - {key: pay, name: Encaissement, depends-on: [pay-1], criticality: critical, service-level: standard}
                  - {key: wifi, name: Wi-Fi des boutiques, depends-on: [wifi-1], criticality: low, service-level: standard}
                checks:
                  - {key: web-http, asset: web-1, interval: 60s, timeout: 3s, http: {url: "http://web.boutique.example/"}}
                  - {key: mail-tcp, asset: mail-1, interval: 60s, timeout: 3s, tcp: {host: mail.boutique.example, port: 25}}
                  - {key: pay-http, asset: pay-1, interval: 60s, timeout: 3s, http: {url: "http://pay.boutique.example/"}}
                windows:
                  - {key: nuit, assets: [mail-1], rule: "FREQ=DAILY", start: "22:00", lasts: 1h, timezone: Europe/Paris, agreed: true}
                """, false, Actor.automatic("test"), null);
        house.bean(Declarations.class)
                .apply("client: mairie\nname: Mairie\nlocale: fr\n", false, Actor.automatic("test"), null);
        boutique = house.bean(Clients.class).idOf("boutique");
        state("web-http", "OK", "2 hours");
        state("mail-tcp", "OK", "3 days");
        state("pay-http", "CRITICAL", "12 minutes");
        write(
                "Imprimante : que faire quand rien ne sort",
                "Éteindre l'imprimante.\n\n1. Attendre dix secondes\n2. Rallumer");
        write("Mot de passe oublié", "Appeler l'accueil.");
        in(() -> {
            long pay = house.bean(Assets.class).services().stream()
                    .filter(one -> one.key().equals("pay"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            ask(TicketKind.INCIDENT, "Caisses muettes", pay, null);
            colleagues = ask(TicketKind.REQUEST, "Départ de Jean", null, "marc");
            return null;
        });
    }

    private long ask(TicketKind kind, String title, Long service, String person) {
        return house.bean(Tickets.class)
                .open(new OpenTicket(
                        kind,
                        null,
                        title,
                        "",
                        Grade.MEDIUM,
                        Grade.MEDIUM,
                        null,
                        service,
                        null,
                        null,
                        person == null
                                ? null
                                : house.bean(People.class)
                                        .find(person)
                                        .orElseThrow()
                                        .id(),
                        null,
                        Instant.now(),
                        alice));
    }

    private void state(String check, String state, String ago) throws Exception {
        long id = in(() -> house.bean(Checks.class).find(check).orElseThrow().id());
        try (var connection = DriverManager.getConnection(
                        house.context().getEnvironment().getRequiredProperty("spring.datasource.url"),
                        TestDatabase.superuser(),
                        TestDatabase.superuserPassword());
                var update = connection.createStatement()) {
            update.executeUpdate("update monitoring.check_state set state = '" + state + "', standing = '" + state
                    + "', since = now() - interval '" + ago + "', last_checked_at = now() where check_id = " + id);
        }
    }

    private void write(String title, String body) {
        house.bean(Articles.class)
                .create(
                        new Viewer(1, "lea", "Léa", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>()),
                        new ArticleDraft(
                                ArticleState.PUBLISHED,
                                Audience.CLIENTS,
                                null,
                                null,
                                List.of(new Wording(Language.FR, title, body)),
                                false));
    }

    private <T> T in(java.util.function.Supplier<T> work) {
        return Scope.of(boutique).call(work);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (house != null) {
            house.close();
        }
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    private void signIn(String login) {
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(Sight.PASSWORD);
        page.locator("button[type=submit]").click();
    }

    private List<String> look(String name) {
        Sight.shoot(page, "portal-" + name);
        return Sight.problems(page, name, TEXTS);
    }

    @Test
    @Order(1)
    void anAccountOfARequesterIsOnePersonOfTheClient() {
        go("/accounts");
        var form = page.locator("form[action='/accounts']");
        form.locator("[name=name]").fill("Anna Petit");
        form.locator("[name=login]").fill("anna");
        form.locator("[name=role]").selectOption("REQUESTER");
        form.locator("[value=boutique]").check();
        form.locator("button.primary").click();
        assertThat(page.locator("[role=alert]:not(.lost)")).containsText("quelle personne du client");
        form.locator("[name=name]").fill("Anna Petit");
        form.locator("[name=login]").fill("anna");
        form.locator("[name=role]").selectOption("REQUESTER");
        form.locator("[value=boutique]").check();
        form.locator("[name=person]").fill("anna@boutique.example");
        form.locator("button.primary").click();
        String link = page.locator(".secret").textContent();
        assertThat(Sight.problems(page, "accounts", "account|accounts|refusal")).isEmpty();
        page.context().clearCookies();
        page.navigate(link);
        page.locator("input[type=password]").all().forEach(password -> password.fill(Sight.PASSWORD));
        page.locator("button[type=submit]").click();
        assertThat(house.bean(Accounts.class).find("anna").orElseThrow().person())
                .isEqualTo(in(() ->
                        house.bean(People.class).find("anna").orElseThrow().id()));
        go("/sign-in");
        signIn("anna");
        assertThat(page).hasURL(house.url() + "/portal");
    }

    @Test
    @Order(2)
    void theFirstPageSaysHowThingsAreAndClaimsNoGreenThatNobodyProved() {
        go("/portal");
        assertThat(page.locator("h1")).hasText("Bonjour Anna");
        assertThat(page.locator(".services li")).hasCount(4);
        assertThat(page.locator(".services li", new Page.LocatorOptions().setHasText("Boutique en ligne")))
                .containsText("Fonctionne");
        assertThat(page.locator(".services li", new Page.LocatorOptions().setHasText("Wi-Fi")))
                .containsText("pas surveillé");
        var pay = page.locator(".services li", new Page.LocatorOptions().setHasText("Encaissement"));
        assertThat(pay).containsText("Perturbé");
        // An incident that is not hers: that it is there, and not what it is called.
        assertThat(pay).containsText("suivi par notre équipe");
        assertThat(page.locator("main")).not().containsText("Caisses muettes");
        assertThat(page.locator("main")).not().containsText("Départ de Jean");
        assertThat(page.locator(".works")).containsText("Messagerie");
        assertThat(page.content()).doesNotContain("GTI", "GTR", "MCS", "MCO");
        assertThat(look("home")).isEmpty();
        go("/portal/tickets/" + colleagues);
        assertThat(page.locator("h1")).not().containsText("Départ");
    }

    @Test
    @Order(3)
    void sheLooksAndThenAsks() {
        go("/portal");
        page.locator("#q").fill("imprimante");
        assertThat(page.locator("#fitting a").first()).containsText("que faire quand rien ne sort");
        page.locator("#q").press("Enter");
        assertThat(page.locator("mark").first()).isVisible();
        assertThat(page.locator("#q")).hasValue("imprimante");
        assertThat(look("found")).isEmpty();
        page.locator(".requests a").first().click();
        assertThat(page.locator(".prose ol li")).hasCount(2);
        assertThat(look("article")).isEmpty();

        go("/portal/new");
        page.locator("#title").pressSequentially("L'imprimante de l'accueil");
        assertThat(page.locator("#fitting a").first()).containsText("que faire quand rien ne sort");
        page.locator("#description").fill("Plus rien ne sort\ndepuis ce matin");
        page.locator("summary", new Page.LocatorOptions().setHasText("Préciser"))
                .click();
        page.locator("#person").fill("nobody@boutique.example");
        assertThat(look("new")).isEmpty();
        page.locator("form button.primary").click();
        assertThat(page.locator("#wrong")).containsText("nobody@boutique.example");
        assertThat(page.locator("#title")).hasValue("L'imprimante de l'accueil");
        assertThat(page.locator("#description")).hasValue("Plus rien ne sort\ndepuis ce matin");
        assertThat(look("refused")).isEmpty();
        page.locator("#person").fill("");
        page.locator("#file")
                .setInputFiles(new FilePayload("ecran.txt", "text/plain", "E-42".getBytes(StandardCharsets.UTF_8)));
        page.locator("form button.primary").click();
        assertThat(page.locator("h1")).containsText("Votre demande porte le n°");
        assertThat(page.locator(".received")).containsText("Quelqu’un s’en occupe au plus tard");
        // No mail leaves this house: none is promised.
        assertThat(page.locator(".received")).not().containsText("e-mail");
        assertThat(look("received")).isEmpty();
        number = Long.parseLong(page.url().replaceAll(".*/tickets/(\\d+)/received.*", "$1"));
        // What was taken is no draft any more.
        go("/portal/new");
        assertThat(page.locator("#description")).hasValue("");
    }

    @Test
    @Order(4)
    void sentTwiceItIsOneRequest() {
        go("/portal/new");
        page.locator("#title").fill("Une fois seulement");
        String answers = (String) page.evaluate("""
                async () => {
                  const form = document.querySelector("form[action='/portal/new']");
                  const send = () => fetch("/portal/new", {method: "POST", body: new FormData(form)}).then(a => a.url);
                  return (await Promise.all([send(), send(), send()])).join(" ");
                }
                """);
        assertThat(new TreeSet<>(List.of(answers.split(" ")))).hasSize(1);
        assertThat(answers).contains("/received");
        go("/portal/tickets");
        assertThat(page.locator(".requests li", new Page.LocatorOptions().setHasText("Une fois seulement")))
                .hasCount(1);
    }

    @Test
    @Order(5)
    void aSessionThatEndedLosesNoWord() {
        go("/portal/new");
        page.locator("#title").fill("Mes mots");
        page.locator("#description").fill("longuement pesés");
        page.context().clearCookies();
        page.locator("form button.primary").click();
        go("/sign-in?next=/portal/new");
        signIn("anna");
        assertThat(page.locator("#title")).hasValue("Mes mots");
        assertThat(page.locator("#description")).hasValue("longuement pesés");
        page.locator("#title").fill("");
        page.locator("#description").fill("");
    }

    @Test
    @Order(6)
    void theDeskAnswersAndSheAnswersBack() {
        Tickets tickets = house.bean(Tickets.class);
        go("/portal/tickets/" + number);
        assertThat(page.locator(".now")).containsText("Reçue");
        assertThat(page.locator(".attachment")).containsText("ecran.txt");
        in(() -> {
            tickets.take(number, alice);
            tickets.reply(number, "Une note entre nous", true, alice);
            tickets.reply(number, "Bonjour, quel message s'affiche ?", false, alice);
            tickets.pause(number, "waiting-for-client", "Une photo aiderait.", alice);
            return null;
        });
        var soon = new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
        assertThat(page.locator(".said")).containsText("quel message s'affiche", soon);
        assertThat(page.locator(".now")).containsText("Attend votre réponse", soon);
        assertThat(page.locator(".said")).containsText("Une photo aiderait.", soon);
        assertThat(page.locator("main")).not().containsText("entre nous");
        go("/portal/tickets/" + number);
        assertThat(page.locator(".promises .kept")).containsText("dans le délai promis");
        assertThat(look("waiting")).isEmpty();
        go("/portal");
        assertThat(page.locator(".requests li").first()).containsText("Attend votre réponse");
        page.locator(".requests a").first().click();
        page.locator("#text").fill("« Erreur 42 »");
        page.locator("#answer button.primary").click();
        assertThat(page.locator(".said .you").last()).containsText("Erreur 42");
        assertThat(page.locator(".now")).containsText("En cours");
    }

    @Test
    @Order(7)
    void sheSaysWhetherItIsSolved() {
        Tickets tickets = house.bean(Tickets.class);
        in(() -> {
            tickets.resolve(number, "Bac remis en place", alice);
            return null;
        });
        go("/portal/tickets/" + number);
        assertThat(page.locator(".now")).containsText("le confirmez-vous");
        assertThat(page.locator(".said .desk").last()).containsText("Bac remis en place");
        assertThat(look("verdict")).isEmpty();
        page.locator("#text").fill("Toujours rien");
        page.locator("#answer button.primary").click();
        assertThat(page.locator(".said")).containsText("Demande rouverte");
        assertThat(in(() -> tickets.get(number).state())).isEqualTo(TicketState.ASSIGNED);

        in(() -> {
            tickets.resolve(number, "Câble changé", alice);
            return null;
        });
        go("/portal/tickets/" + number);
        page.locator(".now button.primary").click();
        assertThat(page.locator(".now")).containsText("Terminée");
        assertThat(page.locator("#answer")).hasCount(0);
        assertThat(in(() -> tickets.get(number).state())).isEqualTo(TicketState.CLOSED);
        assertThat(look("over")).isEmpty();
        go("/portal/tickets?show=over");
        assertThat(page.locator(".requests")).containsText("imprimante");
    }

    @Test
    @Order(8)
    void everyPageReadsWellOnATelephoneInTheDarkAndInEnglish() {
        in(() -> {
            long mine = ask(TicketKind.INCIDENT, "Écran noir", null, "anna");
            house.bean(Tickets.class).reply(mine, "Can you restart it?", false, alice);
            house.bean(Tickets.class).pause(mine, "waiting-for-client", null, alice);
            number = mine;
            return null;
        });
        var problems = new ArrayList<String>();
        page.setViewportSize(390, 844);
        for (String language : List.of("fr", "en")) {
            go("/portal");
            page.locator(".me summary").click();
            page.locator("#portal-locale").selectOption(language);
            page.locator(".me form[action='/preferences'] button").click();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (String path : List.of(
                        "/portal",
                        "/portal/new",
                        "/portal/tickets",
                        "/portal/tickets/" + number,
                        "/portal/tickets/" + number + "/received",
                        "/portal/articles",
                        "/portal/articles/1")) {
                    go(path);
                    if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                        problems.add(path + " is wider than 390 px");
                    }
                    problems.addAll(look("narrow-" + language + "-"
                            + scheme.name().toLowerCase(Locale.ROOT) + path.replaceAll("[^a-z]+", "-")));
                }
            }
        }
        page.setViewportSize(1280, 900);
        for (String path : List.of("/portal", "/portal/tickets/" + number)) {
            go(path);
            problems.addAll(look("wide-dark-english" + path.replaceAll("[^a-z]+", "-")));
        }
        assertThat(problems).isEmpty();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(browser.complaints().stream()
                        .filter(one -> !one.contains("404") && !one.contains("422") && !one.contains("403")))
                .isEmpty();
    }

    @Test
    @Order(9)
    void whoAnswersForTheClientSeesWhatAllAsked() {
        house.bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount(
                                "marc",
                                "Marc Leroy",
                                Role.CLIENT_MANAGER,
                                Locale.FRENCH,
                                false,
                                new TreeSet<>(List.of(boutique)),
                                in(() -> house.bean(People.class)
                                        .find("marc")
                                        .orElseThrow()
                                        .id())),
                        Sight.PASSWORD);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.context().clearCookies();
        go("/sign-in");
        signIn("marc");
        assertThat(page).hasURL(house.url() + "/portal");
        assertThat(page.locator(".services")).containsText("Caisses muettes");
        assertThat(look("manager")).isEmpty();
        go("/portal/tickets");
        assertThat(page.locator(".requests li", new Page.LocatorOptions().setHasText("Écran noir")))
                .containsText("Attend la réponse du demandeur");
        assertThat(look("manager-tickets")).isEmpty();
        go("/portal/tickets?whose=mine");
        assertThat(page.locator(".requests")).containsText("Départ de Jean");
        assertThat(page.locator(".requests")).not().containsText("Écran noir");

        go("/portal/new");
        page.locator("#title").fill("Un badge pour Anna");
        page.locator("summary", new Page.LocatorOptions().setHasText("Préciser"))
                .click();
        page.locator("#person").fill("anna@boutique.example");
        page.locator("form button.primary").click();
        assertThat(page.locator("h1")).containsText("Votre demande porte le n°");
        go("/portal/tickets?whose=mine");
        assertThat(page.locator(".requests")).containsText("Un badge pour Anna");
    }
}
