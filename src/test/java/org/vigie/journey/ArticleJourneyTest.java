package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.vigie.declaration.Declarations;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** Somebody writes an article, looks at it before it is kept, finds it, and is told when a colleague was quicker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArticleJourneyTest {
    private static final String TEXTS = "articles|articleState|audience|language|nav|app|form|filter";
    private static final Viewer SAMI =
            new Viewer(999, "sami", "Sami", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>());

    private WholeHouse house;
    private Browser browser;
    private Page page;

    @BeforeAll
    void open() throws Exception {
        house = WholeHouse.open(Map.of());
        house.bean(Declarations.class)
                .apply("client: boutique\nname: Boutique du Port\n", false, Actor.automatic("test"), null);
        browser = new Browser();
        page = browser.page("fr-FR", 1440, 900, false);
        Sight.comeIn(page, house);
        page.waitForURL(Pattern.compile(".*/(begin)?$"));
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

    private List<String> problems(String where) {
        Sight.shoot(page, where);
        return Sight.problems(page, where, TEXTS);
    }

    private void press(String button) {
        page.locator("main form.card button", new Page.LocatorOptions().setHasText(button))
                .click();
    }

    @Test
    @Order(1)
    void whatIsMissingIsNamedAndNothingIsLost() {
        go("/articles");
        assertThat(page.locator(".empty")).isVisible();
        page.locator("main .head a[href='/articles/new']").click();
        page.locator("[id='fr.body']").fill("Un texte");
        page.locator("#audience").selectOption("client");
        press("Enregistrer");
        assertThat(page.locator("#wrong")).containsText("Titre en français");
        assertThat(page.locator("#wrong")).containsText("Client");
        assertThat(page.locator("[id='fr.body']")).hasValue("Un texte");
        assertThat(problems("article-wrong")).isEmpty();
    }

    @Test
    @Order(2)
    void isSeenBeforeItIsKeptAndNothingInItIsActive() {
        page.locator("[id='fr.title']").fill("Bourrage de l’imprimante <b>du quai</b>");
        page.locator("[id='fr.body']").fill("""
                # Avant d’ouvrir
                **Débrancher** l’imprimante, puis attendre.

                1. Retirer le bac
                2. Tirer le papier vers soi
                <script>window.broken = true</script>
                Voir https://docs.example/bac.
                ```
                lpstat -p
                  cupsenable quai
                ```""");
        page.locator("#client").selectOption("boutique");
        page.locator("#state").selectOption("published");
        page.locator("#reviewBy").fill("2026-01-31");
        press("Aperçu");
        assertThat(page.locator(".prose ol li")).hasCount(2);
        assertThat(page.locator(".prose")).containsText("<script>");
        assertThat(page.locator(".prose a")).hasAttribute("href", "https://docs.example/bac");
        assertThat(problems("article-preview")).isEmpty();
        press("Enregistrer");
        page.waitForURL(Pattern.compile(".*/articles/\\d+$"));
        assertThat(page.locator("h1")).hasText("Bourrage de l’imprimante <b>du quai</b>");
        assertThat(page.evaluate("window.broken")).isNull();
        assertThat(problems("article")).isEmpty();
    }

    @Test
    @Order(3)
    void isFoundByItsWordsWhichAreMarked() {
        go("/articles");
        page.locator("#q").fill("papiers imprimante");
        page.locator("#q").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("mark").first()).isVisible();
        assertThat(problems("articles-found")).isEmpty();
        page.locator("#q").fill("imprimnte");
        page.locator("#q").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.locator("#q").fill("& | ! (");
        page.locator("#q").press("Enter");
        assertThat(page.locator(".empty")).isVisible();
        go("/articles?due=true");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    @Order(4)
    void whoWasSlowerLosesNothing() {
        go("/articles");
        page.locator("a.title").click();
        page.locator("main .head a.primary").click();
        page.locator("[id='fr.body']").fill("Mon texte");
        long id = Long.parseLong(page.url().replaceAll("\\D*\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+|\\D", ""));
        house.bean(Articles.class)
                .change(
                        SAMI,
                        id,
                        new ArticleDraft(
                                ArticleState.PUBLISHED,
                                Audience.CLIENTS,
                                null,
                                null,
                                List.of(
                                        new Wording(Language.FR, "Imprimante", "Son texte"),
                                        new Wording(Language.EN, "Printer", "Their text")),
                                false),
                        null);
        press("Enregistrer");
        assertThat(page.locator("#wrong")).containsText("Sami");
        assertThat(page.locator("[id='fr.body']")).hasValue("Mon texte");
        assertThat(problems("article-stale")).isEmpty();
        go("/articles/" + id + "?language=en");
        assertThat(page.locator(".prose")).hasText("Their text");
        page.locator("a[href$='/versions/1']").click();
        assertThat(page.locator("main p.note:not(.lost)")).containsText("Version 1");
        assertThat(page.locator(".prose ol li")).hasCount(2);
        assertThat(problems("article-past")).isEmpty();
    }

    @Test
    @Order(5)
    void everyPageReadsWellOnATelephoneInTheDark() {
        var problems = new ArrayList<String>();
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        go("/articles");
        String article = page.locator("a.title").getAttribute("href");
        for (String path : List.of("/articles", "/articles?q=text", article, "/articles/new")) {
            go(path);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            problems.addAll(problems("narrow" + path.replaceAll("[^a-z0-9]+", "-")));
        }
        assertThat(problems).isEmpty();
        page.setViewportSize(1440, 900);
    }

    @Test
    @Order(6)
    void whatFitsATicketIsBesideItAndGoesIntoTheAnswer() {
        house.bean(Articles.class)
                .create(
                        SAMI,
                        new ArticleDraft(
                                ArticleState.PUBLISHED,
                                Audience.STAFF,
                                null,
                                null,
                                List.of(new Wording(Language.FR, "Imprimante : code du bac", "1234")),
                                false));
        long number = Scope.of(house.bean(Clients.class).idOf("boutique"))
                .call(() -> house.bean(Tickets.class)
                        .open(new OpenTicket(
                                TicketKind.INCIDENT,
                                null,
                                "Les imprimantes ne répondent plus",
                                "",
                                Grade.MEDIUM,
                                Grade.MEDIUM,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Instant.now(),
                                Actor.automatic("test"))));
        go("/tickets/" + number);
        assertThat(page.locator("#fitting li")).hasCount(2);
        // What is for the team alone cannot slip into an answer to the client.
        assertThat(page.locator("#fitting button")).hasCount(1);
        page.locator("#fitting button").click();
        assertThat(page.locator("#text")).hasValue("Son texte");
        assertThat(problems("ticket-fitting")).isEmpty();
    }

    @Test
    @Order(7)
    void whatIsWithdrawnIsFoundOnlyByWhoAsksForIt() {
        go("/articles?q=son+texte");
        page.locator("a.title").click();
        page.locator("form[action$='/withdrawal'] button").click();
        assertThat(page.locator("main .badge").first()).hasText("Retiré");
        go("/articles?q=son+texte");
        assertThat(page.locator(".empty")).isVisible();
        go("/articles?state=withdrawn");
        assertThat(page.locator("tbody tr")).hasCount(1);
        // The browser itself notes the answers of 412 and 422 that the steps before provoked.
        assertThat(browser.complaints())
                .filteredOn(one -> !one.contains("status of 4"))
                .isEmpty();
    }
}
