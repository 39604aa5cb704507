package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.vigie.server.WholeHouse;
import tools.jackson.databind.json.JsonMapper;

/** Alice at three in the morning, with a keyboard and no mouse, on a page that changes while she types. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TechnicianJourneyTest {
    private static final String PASSWORD = "un mot de passe assez long";
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ARVOR = """
            client: arvor
            name: Menuiseries d'Arvor
            locale: fr
            calendars:
              - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
            teams:
              - {key: n1, name: Centre de services, level: 1}
            people:
              - {key: le-goff, name: Anne Le Goff, email: anne@arvor.example, locale: fr, teams: []}
              - {key: morvan, name: Yann Morvan, locale: fr, teams: []}
            service-levels:
              - key: or
                calendar: h24
                incident: {P1: {respond: 15m, restore: 4h, resolve: 2 working-days}, P3: {respond: 40h, resolve: 40h}}
            assets:
              - {key: paie-1, kind: server, name: Serveur de paie au nom assez long pour ne tenir sur aucune ligne, address: 192.0.2.7}
            services:
              - {key: paie, name: Paie, depends-on: [paie-1], criticality: critical, service-level: or}
            contract:
              key: infogerance
              from: 2026-01-01
              availability: {target: 99.5, method: A, unknown-counts-as: unmeasured}
              stabilisation: 15m
              relapse: 2h
              pauses: [waiting-for-client]
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private WholeHouse house;
    private Browser browser;
    private Page page;
    private long ticket;

    @BeforeAll
    void setUp() throws Exception {
        house = WholeHouse.open(Map.of());
        api("PUT", "/declarations", "application/yaml", ARVOR);
        browser = new Browser();
        page = browser.page("fr-FR", 1440, 900, false);
        page.navigate(house.url() + house.setupPath());
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=name]").fill("Alice Martin");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/sign-in"));
        signIn();
    }

    @BeforeEach
    void anIncidentWaits() throws Exception {
        var answer = api(
                "POST",
                "/tickets",
                "application/json",
                JSON.writeValueAsString(Map.of(
                        "client",
                        "arvor",
                        "kind",
                        "incident",
                        "title",
                        "La paie ne part pas",
                        "description",
                        "Depuis minuit.",
                        "service",
                        "paie",
                        "impact",
                        "high",
                        "urgency",
                        "high",
                        "requester",
                        "Mme Le Goff")));
        ticket = JSON.readTree(answer).get("number").asLong();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        // A browser complains of a page that says that two people changed the same field.
        assertThat(browser.complaints())
                .allMatch(complaint -> complaint.contains("the server responded with a status of 409"));
        browser.complaints().clear();
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

    @Test
    void aSlowAnswerForOneTicketNeverTakesThePlaceOfTheChosenOne() throws Exception {
        long slow = ticket;
        anIncidentWaits();
        page.setViewportSize(1800, 1000);
        page.navigate(house.url() + "/tickets");
        var held = new ArrayList<Route>();
        page.route("**/tickets/" + slow + "/preview", held::add);
        page.locator("#t" + slow + " td").last().click();
        page.waitForCondition(() -> held.size() == 1);

        page.locator("#t" + ticket + " td").last().click();
        assertThat(page.locator("#preview h2")).containsText("#" + ticket);

        held.getFirst().abort();
        page.unroute("**/tickets/" + slow + "/preview");
        page.setViewportSize(1440, 900);
        // htmx says of each question that it gave up.
        browser.complaints().removeIf(complaint -> complaint.startsWith("htmx:"));
    }

    @Test
    void twoWhoEditAtOnceAreAskedAboutWhatBothChanged() throws Exception {
        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("a[href$='/edition']").click();
        assertThat(page.locator("#description")).hasValue("Depuis minuit.");
        page.locator("#title").fill("La paie attend la banque");
        page.locator("#description").fill("Depuis minuit.\nLa banque refuse le fichier.");
        api(
                "PATCH",
                "/tickets/" + ticket,
                "application/json",
                JSON.writeValueAsString(Map.of("description", "Depuis 23 h 50.", "urgency", "medium")));
        page.locator("button:has-text('Enregistrer')").click();

        assertThat(page.locator("#clash")).isVisible();
        assertThat(page.locator("#title-theirs")).hasCount(0);
        assertThat(page.locator("#description-theirs")).containsText("Depuis 23 h 50.");
        assertThat(page.locator("#description")).hasValue("Depuis minuit.\nLa banque refuse le fichier.");
        assertThat(page.locator("#urgency")).hasValue("MEDIUM");
        assertThat(Sight.problems(page, "edition", "edition|ticket|refusal")).isEmpty();

        page.locator("#description").fill("Depuis 23 h 50.\nLa banque refuse le fichier.");
        page.locator("button:has-text('Enregistrer')").click();
        assertThat(page.locator("h1")).hasText("La paie attend la banque");
        var after = JSON.readTree(api("GET", "/tickets/" + ticket, "application/json", ""));
        assertThat(after.get("description").asString()).isEqualTo("Depuis 23 h 50.\nLa banque refuse le fichier.");
        assertThat(after.get("urgency").asString()).isEqualTo("medium");
    }

    @Test
    void aViewIsBuiltRowByRowAndTheChosenTicketStandsBesideTheList() {
        page.setViewportSize(1800, 1000);
        page.navigate(house.url() + "/tickets");
        assertThat(page.locator(".views a", new Page.LocatorOptions().setHasText("À prendre"))
                        .locator(".count"))
                .hasText(Pattern.compile("[1-9][0-9]?\\+?"));
        page.locator(".views a", new Page.LocatorOptions().setHasText("Nouvelle vue"))
                .click();

        page.locator("input[name=name]").fill("Nuit");
        page.locator("input[name='r0.value'][value=open]").check();
        page.locator("button[value='add:0']").click();
        page.locator("select[name='r1.field']").selectOption("assignee");
        assertThat(page.locator("input[name='r0.value'][value=open]")).isChecked();
        page.locator("input[name='r1.value'][value=none]").check();
        page.locator("button[value=or]").click();
        page.locator("select[name='r2.field']").selectOption("priority");
        page.locator("input[name='r2.value'][value=P1]").check();
        page.locator("button[value=keep]").click();
        assertThat(page.locator("h1")).hasText("Nuit");
        assertThat(page.locator(".views a[aria-current]")).containsText("Nuit");

        press("j");
        assertThat(page.locator("#preview h2")).containsText("La paie ne part pas");
        page.locator("#t" + ticket + " td").last().click();
        assertThat(page.locator("#preview h2")).containsText("#" + ticket);
        press("t");
        page.waitForURL(Pattern.compile(".*/tickets/[0-9]+"));
        assertThat(page.locator("#side-live")).containsText("Alice Martin");
        page.setViewportSize(1440, 900);
    }

    @Test
    void aCallIsWrittenDownAsATicketAndWhatIsPromisedIsSeenBefore() {
        page.navigate(house.url() + "/tickets");
        press("n");
        page.waitForURL("**/tickets/new*");
        page.locator("#who").pressSequentially("le goff");
        assertThat(page.locator("#people option")).hasAttribute("value", "Anne Le Goff <anne@arvor.example>");
        page.locator("#who").fill("Anne Le Goff <anne@arvor.example>");
        assertThat(page.locator("#promised")).containsText("P3");
        page.locator("#impact").selectOption("HIGH");
        page.locator("#urgency").selectOption("HIGH");
        page.locator("#service").selectOption("paie");
        assertThat(page.locator("#promised")).containsText("P1");
        assertThat(page.locator("#promised")).containsText("15 min");
        page.locator("#title").fill("Les bulletins sont vides");
        page.locator("#description").fill("Depuis ce matin.");
        page.locator("#asset").fill("paie-9");
        page.locator("#new-ticket button[type=submit]").click();
        assertThat(page.locator("#wrong")).containsText("paie-9");
        assertThat(page.locator("#title")).hasValue("Les bulletins sont vides");
        assertThat(page.locator("#impact")).hasValue("HIGH");
        assertThat(page.locator("#who")).hasValue("Anne Le Goff <anne@arvor.example>");
        browser.complaints().clear();

        page.locator("#asset").fill("paie-1");
        String form = page.locator("#new-ticket [name=form]").inputValue();
        page.locator("#new-ticket button[type=submit]").click();
        page.waitForURL(Pattern.compile(".*/tickets/[0-9]+"));
        String opened = page.url();
        assertThat(page.locator("h1")).hasText("Les bulletins sont vides");
        assertThat(page.locator("#side-live")).containsText("Anne Le Goff");
        assertThat(page.locator("#side-live")).containsText("Serveur de paie");
        assertThat(page.locator("#clocks-card")).containsText("15 min");

        // Sent twice: it is the same ticket.
        page.navigate(house.url() + "/tickets/new");
        page.locator("#new-ticket [name=form]").evaluate("(field, form) => { field.value = form; }", form);
        page.locator("#title").fill("Les bulletins sont vides");
        page.locator("#new-ticket button[type=submit]").click();
        page.waitForURL(Pattern.compile(".*/tickets/[0-9]+"));
        assertThat(page).hasURL(opened);
    }

    @Test
    void ticketsAreLinkedMergedUnmergedAndSplit() throws Exception {
        long first = ticket;
        anIncidentWaits();
        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("button[data-open=linking]").click();
        page.locator("#tie").selectOption("child-of");
        page.locator("#other").fill("#" + first);
        page.keyboard().press("Enter");
        assertThat(page.locator("#side-live")).containsText("est rattaché au parent");
        page.navigate(house.url() + "/tickets/" + first);
        assertThat(page.locator("#side-live")).containsText("est le parent de");
        press("x");
        assertThat(page.locator("#resolution")).containsText("Résoudre aussi le ticket enfant ouvert");
        page.keyboard().press("Escape");

        page.locator("#text").fill("Et le badge ?");
        page.locator("input[name=visibility][value=public]").check();
        page.locator("form[action$=messages] button").click();
        page.locator("button[data-open=merging]").click();
        page.locator("#others").fill(ticket + ", pas un numéro");
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).containsText("n'est pas un numéro de ticket");
        browser.complaints().clear();
        page.navigate(house.url() + "/tickets/" + first);
        page.locator("button[data-open=merging]").click();
        page.locator("#others").fill("#" + ticket);
        page.keyboard().press("Enter");
        assertThat(page.locator("#side-live")).containsText("fusionné ici");
        assertThat(Sight.problems(page, "ticket with links", "ties|tie|ticket|newTicket"))
                .isEmpty();

        page.navigate(house.url() + "/tickets/" + ticket);
        assertThat(page.locator(".note.warning")).containsText("#" + first);
        assertThat(page.locator("#text")).hasCount(0);
        page.locator("form[action$='/merge/undo'] button").click();
        assertThat(page.locator(".note.warning")).hasCount(0);
        assertThat(page.locator("#text")).isVisible();

        page.navigate(house.url() + "/tickets/" + first);
        page.locator("details.split-off summary", has("Séparer")).click();
        page.locator("input[id^=split-]").fill("Badge perdu");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/tickets/(?!" + first + ")[0-9]+"));
        assertThat(page.locator("h1")).hasText("Badge perdu");
        assertThat(page.locator("#side-live")).containsText("est lié à");
        page.setViewportSize(390, 844);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        page.setViewportSize(1440, 900);
    }

    @Test
    void tasksAreAddedTickedAndAskedForBeforeTheEnd() {
        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("#side-live details summary", has("Ajouter des tâches")).click();
        page.locator("#titles").fill("Prévenir la comptabilité\nVérifier le virement");
        page.locator("#list").fill("Paie");
        page.locator("input[name=mine]").check();
        page.locator("form[action$='/tasks'] button[type=submit]").click();
        assertThat(page.locator("#side-live .tick")).hasCount(2);
        assertThat(page.locator("#tasks")).containsText("0/2");

        page.navigate(house.url() + "/tasks");
        assertThat(page.locator("main .tick", has("Vérifier le virement"))).isVisible();
        assertThat(Sight.problems(page, "my tasks", "tasks|ticket")).isEmpty();
        page.locator("main .tick", has("Prévenir la comptabilité")).first().focus();
        press("Enter");
        assertThat(page.locator("main .tick", has("Prévenir la comptabilité"))).hasCount(0);

        page.navigate(house.url() + "/tickets/" + ticket);
        assertThat(page.locator("#tasks")).containsText("1/2");
        assertThat(page.locator("#side-live .tick[aria-checked=true]")).hasText("Prévenir la comptabilité");
        press("x");
        page.locator("#solution").fill("Le virement est parti.");
        page.locator("#resolution button[type=submit]").click();
        assertThat(page.locator("main")).containsText("encore 1 tâches ouvertes");
        browser.complaints().clear();
        page.navigate(house.url() + "/tickets/" + ticket);
        press("x");
        assertThat(page.locator("#resolution")).containsText("Résoudre malgré une tâche encore ouverte");
        page.locator("#resolution input[name=anyway]").check();
        page.locator("#solution").fill("Le virement est parti.");
        page.locator("#resolution button[type=submit]").click();
        assertThat(page.locator("#head")).containsText("Rouvrir");
        assertThat(Sight.problems(page, "ticket with tasks", "tasks|ticket")).isEmpty();
    }

    @Test
    void aTextIsWrittenOnceAndInsertedFilled() {
        page.navigate(house.url() + "/text-modules");
        page.locator("#name").fill("Accusé de réception");
        page.locator("#text").fill("Bonjour {demandeur},");
        page.locator("main form.body button[type=submit]").click();
        assertThat(page.locator("#wrong")).containsText("demandeur");
        assertThat(page.locator("#text")).hasValue("Bonjour {demandeur},");
        browser.complaints().clear();
        page.locator("#text").fill("Bonjour {requester},\nle ticket {number} est pris en charge.\n{me}");
        page.locator("main form.body button[type=submit]").click();
        assertThat(page.locator("tbody a.title", has("Accusé de réception"))).isVisible();
        assertThat(Sight.problems(page, "text modules", "texts")).isEmpty();

        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("#text").pressSequentially("Avant : ::");
        assertThat(page.locator("#texts-offered")).isVisible();
        page.locator("#texts-q").pressSequentially("accuse recep");
        page.locator("#texts-found button").click();
        assertThat(page.locator("#text"))
                .hasValue("Avant : Bonjour Mme Le Goff,\nle ticket " + ticket + " est pris en charge.\nAlice Martin");
        assertThat(page.locator("#texts-offered")).isHidden();
        page.locator("#text").fill("");
        page.locator("button[data-open=texts-offered]").click();
        assertThat(page.locator("#texts-found button")).hasCount(1);
        assertThat(Sight.problems(page, "texts offered", "texts")).isEmpty();
        page.keyboard().press("Escape");
    }

    @Test
    void timeIsBookedAndCorrectedBesideTheConversation() {
        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("#side-live details summary", has("Ajouter du temps")).click();
        page.locator("#time-minutes").fill("95");
        page.locator("#time-activity").selectOption("on-site");
        page.locator("#time-note").fill("Baie ouverte avec le client");
        page.locator("form[action$='/time'] button[type=submit]").click();
        assertThat(page.locator("#time")).containsText("1 h 35");
        assertThat(page.locator("section[aria-labelledby=time]")).containsText("Baie ouverte avec le client");

        page.locator("section[aria-labelledby=time] summary", has("Corriger")).click();
        page.locator("form[action$='/correction'] input[name=minutes]").fill("50");
        page.locator("form[action$='/correction'] input[name=reason]").fill("Le trajet y était compté");
        page.locator("form[action$='/correction'] button[type=submit]").click();
        assertThat(page.locator("#time")).containsText("50 min");
        assertThat(page.locator("section[aria-labelledby=time] s")).hasText("1 h 35");
        assertThat(page.locator("section[aria-labelledby=time]")).containsText("Le trajet y était compté");
        assertThat(Sight.problems(page, "ticket with time", "time|activity|ticket"))
                .isEmpty();
        Sight.shoot(page, "ticket-time");
        page.setViewportSize(390, 844);
        page.locator("section[aria-labelledby=time] summary", has("Ajouter du temps"))
                .click();
        Sight.shoot(page, "ticket-time-narrow");
        page.setViewportSize(1440, 900);
    }

    @Test
    void whoAsksAndWhoFollowsAreFoundWhileTyping() {
        page.navigate(house.url() + "/tickets/" + ticket);
        page.locator("button[data-open=people]").click();
        page.locator("#person").pressSequentially("mor");
        page.locator("#found button", has("Suit")).click();
        assertThat(page.locator("#side-live")).containsText("Yann Morvan");

        page.locator("button[data-open=people]").click();
        page.locator("#person").pressSequentially("anne@");
        assertThat(page.locator("#found li")).hasCount(1);
        page.locator("#found button", has("Demande")).click();
        assertThat(page.locator("#side-live")).containsText("Anne Le Goff");

        page.locator("#side-live button[value=morvan]").click();
        assertThat(page.locator("#side-live")).not().containsText("Yann Morvan");
        assertThat(page.locator(".timeline")).containsText("Demandeur : Anne Le Goff");
    }

    @Test
    void aPictureIsShownAndAPageIsSaved() {
        page.navigate(house.url() + "/tickets/" + ticket);
        byte[] picture = java.util.Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        page.locator("#file").setInputFiles(new FilePayload[] {
            new FilePayload("écran.png", "image/png", picture),
            new FilePayload("page.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
        });
        page.locator("#text").fill("Voici l'écran et la page.");
        page.locator("form[action$=messages] button").click();
        assertThat(page.locator(".attachment img")).hasCount(1);
        assertThat(page.locator(".attachment")).hasCount(2);

        String saved = page.locator(".attachment", has("page.html")).getAttribute("href");
        var answer = page.request().get(house.url() + saved);
        assertThat(answer.headers().get("content-disposition")).startsWith("attachment");
        assertThat(answer.headers().get("content-security-policy")).startsWith("sandbox");
        assertThat(answer.headers().get("content-type")).isEqualTo("application/octet-stream");
        String shown = page.locator(".attachment", has("écran.png")).getAttribute("href");
        assertThat(page.request().get(house.url() + shown).headers().get("content-type"))
                .isEqualTo("image/png");

        page.locator("#file").setInputFiles(new FilePayload("outil.exe", "application/octet-stream", new byte[] {1}));
        page.locator("#text").fill("Un outil.");
        page.locator("form[action$=messages] button").click();
        assertThat(page.locator("main")).containsText("est un programme");
        browser.complaints().clear();
    }

    @Test
    void aWholeIncidentIsWorkedWithTheKeyboardOnly() {
        page.navigate(house.url() + "/assets");
        press("g", "h");
        page.waitForURL(house.url() + "/");
        press("j");
        assertThat(page.locator("tr.selected a.title")).isFocused();
        press("j", "k", "?");
        assertThat(page.locator("dialog#keys")).isVisible();
        press("Escape");
        goToTicket();

        press("t");
        assertThat(page.locator("#side-live")).containsText("Alice Martin");

        press("r");
        page.keyboard().type("Bonjour, nous regardons. t w x ? ne sont que des lettres ici.");
        press("Tab");
        press("ArrowDown");
        assertThat(page.locator("input[value=public]")).isChecked();
        press("Tab", "Enter");
        assertThat(page.locator(".timeline .message", has("nous regardons"))).isVisible(SOON);
        assertThat(page.locator(".timeline li.internal")).hasCount(0);

        press("w");
        assertThat(page.locator("dialog#waiting")).isVisible();
        assertThat(page.locator("dialog#waiting select")).isFocused();
        page.keyboard().type("en attente du client");
        press("Tab");
        page.keyboard().type("le mot de passe du serveur");
        press("Enter");
        assertThat(page.locator("#conversation .badge", has("attente"))).isVisible(SOON);
        assertThat(page.locator("#side-live")).containsText("Suspendu");

        press("w");
        assertThat(page.locator("#conversation .badge", has("attente"))).hasCount(0);

        press("x");
        assertThat(page.locator("dialog#resolution")).isVisible();
        page.keyboard().type("Le disque était plein.");
        press("Control+Enter");
        assertThat(page.locator("#conversation .badge.ok").first()).isVisible(SOON);

        press("y");
        page.waitForURL(Pattern.compile(".*/clocks/respond"));
        assertThat(page.locator("main")).containsText("Alice Martin a pris en charge");
        tabTo(".crumbs a[href$='/tickets/" + ticket + "']");
        press("Enter");
        page.waitForURL("**/tickets/" + ticket);
        tabTo("a[href$='/clocks/restore']");
        press("Enter");
        page.waitForURL(Pattern.compile(".*/clocks/restore"));
        assertThat(page.locator("main")).containsText("en attente du client");
        assertThat(page.locator("main")).containsText("suspend le délai");
    }

    @Test
    void thePaletteGoesDoesAndLooksFor() {
        page.navigate(house.url() + "/checks");
        press("Control+k");
        page.keyboard().type("#" + ticket);
        press("Enter");
        page.waitForURL("**/tickets/" + ticket);
        press("Control+k");
        page.keyboard().type("prendre en");
        press("Enter");
        assertThat(page.locator("#side-live")).containsText("Alice Martin");
        press("Control+k");
        page.keyboard().type("paie");
        press("ArrowDown", "ArrowDown", "Enter");
        page.waitForURL(Pattern.compile(".*/assets\\?q=paie"));
        assertThat(page.locator("a.title").first()).containsText("Serveur de paie");
    }

    @Test
    void whatIsTypedStaysWhileThePageChangesUnderIt() throws Exception {
        goToTicket();
        page.locator("#text").focus();
        page.keyboard().type("Nous avons trouvé la");
        say("Toujours en panne ?");
        assertThat(page.locator(".timeline .message", has("Toujours en panne ?")))
                .isVisible(SOON);
        assertThat(page.locator("#text")).isFocused();
        page.keyboard().type(" cause");
        assertThat(page.locator("#text")).hasValue("Nous avons trouvé la cause");

        page.locator("#clocks-card a").first().focus();
        say("Et maintenant ?");
        assertThat(page.locator(".timeline .message", has("Et maintenant ?"))).isVisible(SOON);
        assertThat(page.locator("#clocks-card a").first()).isFocused();
    }

    @Test
    void whatWasTypedOutlivesASessionThatEnds() {
        goToTicket();
        page.locator("#text").fill("Le disque était plein, je le vide.");
        // A part of the page that renews itself would notice first that the session is over, and leave for the sign-in.
        page.route("**/*", TechnicianJourneyTest::onlyWholePages);
        page.context().clearCookies();
        page.locator("form[action$=messages] button").click();
        assertThat(page.locator("main")).containsText("Rien n'a été changé");
        // A request that is held when the holding ends is never answered: a style sheet, and the page would not be
        // drawn.
        page.waitForLoadState();
        page.unrouteAll();
        page.locator("a.primary").click();
        page.waitForURL(Pattern.compile(".*/sign-in.*"));
        signIn();
        page.waitForURL("**/tickets/" + ticket);
        assertThat(page.locator("#text")).hasValue("Le disque était plein, je le vide.");
        page.locator("form[action$=messages] button").click();
        assertThat(page.locator(".timeline .message", has("je le vide"))).isVisible(SOON);
        assertThat(page.locator("#text")).hasValue("");
        browser.complaints().clear();
    }

    @Test
    void everyPageReflowsAtFourHundredPerCent() {
        var problems = new ArrayList<String>();
        page.setViewportSize(320, 640);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        for (String path : List.of(
                "/",
                "/tickets",
                "/tickets/" + ticket,
                "/tickets/" + ticket + "/clocks/respond",
                "/alerts",
                "/checks",
                "/services",
                "/assets",
                "/clients",
                "/clients/arvor",
                "/clients/arvor/declarations",
                "/notifications",
                "/reports",
                "/reports/arvor",
                "/accounts",
                "/account")) {
            page.navigate(house.url() + path);
            var width = (Integer) page.evaluate("document.documentElement.scrollWidth");
            if (width > 320) {
                problems.add(path + " is " + width + " px wide");
            }
            if ((Boolean) page.evaluate("document.getAnimations().length > 0")) {
                problems.add(path + " moves");
            }
            press("Tab");
            if (!(Boolean) page.evaluate("document.activeElement.matches('a.skip') "
                    + "&& getComputedStyle(document.activeElement).outlineStyle !== 'none'")) {
                problems.add(path + " does not begin with a visible way to the content");
            }
        }
        page.setViewportSize(1440, 900);
        assertThat(problems).isEmpty();
    }

    @Test
    void aPageThatIsNotThereSaysWhatToDo() {
        for (String path : List.of("/tickets/99999999", "/tickets/" + ticket + "/clocks/nothing", "/nowhere")) {
            var response = page.navigate(house.url() + path);
            assertThat(response.status()).isEqualTo(404);
            assertThat(page.locator("h1")).hasText("Introuvable");
            assertThat(page.locator("a[href='/']")).isVisible();
        }
        browser.complaints().clear();
    }

    @Test
    void aRefusedFormLeadsBackToItsPage() {
        goToTicket();
        page.locator("#text").fill("   ");
        page.locator("form[action$=messages] button").click();
        assertThat(page.locator("h1")).hasText("Refusé");
        page.locator("a.primary").click();
        page.waitForURL("**/tickets/" + ticket);
        assertThat(page.locator("#text")).hasValue("   ");
        page.locator("#text").fill("");
        browser.complaints().clear();
    }

    private static void onlyWholePages(Route route) {
        if (route.request().resourceType().equals("document")) {
            route.resume();
        } else {
            route.abort();
        }
    }

    private void goToTicket() {
        page.navigate(house.url() + "/tickets/" + ticket);
        assertThat(page.locator(".live-dot")).isVisible();
    }

    private void tabTo(String selector) {
        for (int i = 0; i < 100; i++) {
            press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to " + selector);
    }

    /** One key after another, as the page sees them. */
    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    private void signIn() {
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("^(?!.*sign-in).*$"));
    }

    private void say(String text) throws Exception {
        api(
                "POST",
                "/tickets/" + ticket + "/messages",
                "application/json",
                JSON.writeValueAsString(Map.of("text", text, "internal", true)));
    }

    private String api(String method, String path, String type, String body) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/api/v1" + path))
                        .header("Authorization", "Bearer " + house.token())
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static Page.LocatorOptions has(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
