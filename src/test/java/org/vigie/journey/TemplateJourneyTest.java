package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.vigie.declaration.Declarations;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;

/** What comes again is written once: a template, a ticket opened from it, its list on another ticket, a ticket that opens by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateJourneyTest {
    private static final String TEXTS = "templates|recurrences|tasks|ticket|tickets|newTicket|nav|app|form|filter";

    private WholeHouse house;
    private Browser browser;
    private Page page;

    @BeforeAll
    void open() throws Exception {
        house = WholeHouse.open(Map.of());
        house.bean(Declarations.class)
                .apply("client: boutique\nname: Boutique du Port\n", false, Actor.automatic("test"), null);
        house.bean(Declarations.class)
                .apply("client: mairie\nname: Mairie d’Arvor\n", false, Actor.automatic("test"), null);
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

    private List<String> problems(String where) {
        Sight.shoot(page, where);
        return Sight.problems(page, where, TEXTS);
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    private void send() {
        page.locator("main form.card button.primary, main .card form button.primary, #new-ticket button.primary")
                .first()
                .click();
    }

    @Test
    void whatComesAgainIsWrittenOnce() {
        go("/tickets");
        page.locator("main .head a[href='/templates']").click();
        assertThat(page.locator(".empty")).isVisible();
        page.locator("main .head a[href='/templates/new']").click();
        page.locator("#name").fill("Arrivée d’un collaborateur");
        page.locator("#title").fill("  ");
        page.locator("#tasks").fill("Créer le compte\n\n  Préparer le poste\nPlanifier l’accueil\n");
        send();
        assertThat(page.locator("#wrong")).containsText("Titre du ticket");
        assertThat(page.locator("#tasks")).hasValue("Créer le compte\nPréparer le poste\nPlanifier l’accueil");
        assertThat(problems("template-wrong")).isEmpty();
        page.locator("#title").fill("Arrivée de …");
        page.locator("#category").selectOption("account-arrival");
        send();
        assertThat(page.locator("main table")).containsText("Comptes et accès › Arrivée");
        assertThat(problems("templates")).isEmpty();

        page.locator("main table a[href^='/tickets/new?template=']").click();
        page.locator("#client").selectOption("boutique");
        assertThat(page.locator("#title")).hasValue("Arrivée de …");
        assertThat(page.locator("#category")).hasValue("account-arrival");
        assertThat(page.locator("#template-tasks")).containsText("3 tâches");
        assertThat(problems("newTicket-template")).isEmpty();
        page.locator("#title").fill("Arrivée de Zoé");
        send();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+$"));
        assertThat(page.locator("main")).containsText("Planifier l’accueil");
        assertThat(page.locator("#side")).containsText("0/3");

        go("/tickets/new");
        page.locator("#client").selectOption("mairie");
        page.locator("#title").fill("Une remplaçante arrive");
        send();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+$"));
        page.locator("a[href$='/checklist']").click();
        page.locator("input[name=template]").check();
        assertThat(problems("checklist")).isEmpty();
        send();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+$"));
        assertThat(page.locator("#side")).containsText("0/3");
    }

    @Test
    void aTicketOpensByItselfAndCanBeStopped() {
        go("/templates/new");
        page.locator("#name").fill("Essai de restauration");
        page.locator("#title").fill("Restaurer un fichier au hasard");
        send();
        page.locator("tr:has-text('Essai de restauration') a[href^='/recurrences']")
                .click();
        assertThat(page.locator("#template")).hasValue("essai-de-restauration");
        page.locator("#client").selectOption("mairie");
        page.locator("#first").fill("2020-01-31");
        page.locator("#every").selectOption("once");
        send();
        assertThat(page.locator("#wrong")).containsText("Premier jour");
        assertThat(page.locator("#client")).hasValue("mairie");
        assertThat(problems("recurrences-wrong")).isEmpty();
        page.locator("#first").fill("2040-01-31");
        page.locator("#every").selectOption("month");
        send();
        assertThat(page.locator("main table")).containsText("31/01/2040 08:00");
        assertThat(page.locator("main table")).containsText("29/02/2040 08:00");
        assertThat(page.locator("main table")).containsText("31/03/2040 08:00");
        assertThat(problems("recurrences")).isEmpty();
        page.locator("main table form[action$='/stop'] button").click();
        assertThat(page.locator("main table")).containsText("arrêté");
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(problems("recurrences-narrow-dark")).isEmpty();
        page.locator("main table form[action$='/start'] button").click();
        assertThat(page.locator("main table")).containsText("29/02/2040 08:00");
        go("/templates/essai-de-restauration");
        page.locator("main .head .danger").click();
        assertThat(page.locator("#wrong")).containsText("ouvre encore des tickets");
        go("/templates");
        assertThat(problems("templates-narrow-dark")).isEmpty();
        assertThat(browser.complaints().stream()
                        .filter(one -> !one.contains("422") && !one.contains("409"))
                        .toList())
                .isEmpty();
    }
}
