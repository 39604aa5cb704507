package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
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

/** An administrator adds a category, a ticket gets it, and a view of what stands above finds the ticket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CategoryJourneyTest {
    private static final String TEXTS = "categories|ticket|tickets|newTicket|nav|app|form|filter|view";

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

    private List<String> problems(String where) {
        Sight.shoot(page, where);
        return Sight.problems(page, where, TEXTS);
    }

    @Test
    void fromTheTreeToTheTicketsThatHaveIt() {
        page.navigate(house.url() + "/tickets");
        page.locator("main .head a[href='/categories']").click();
        assertThat(page.locator("table")).containsText("Wi-Fi");
        page.locator("#french").fill("  ");
        page.locator("#parent").selectOption(new SelectOption().setLabel("Réseau › Wi-Fi"));
        page.locator("main form button.primary").click();
        assertThat(page.locator("#wrong")).containsText("Nom en français");
        assertThat(page.locator("#parent")).hasValue("network-wifi");
        assertThat(problems("categories-wrong")).isEmpty();
        page.locator("#french").fill("Borne de la salle");
        page.locator("main form button.primary").click();
        assertThat(page.locator("a[href='/categories/borne-de-la-salle']")).isVisible();
        assertThat(problems("categories")).isEmpty();

        page.navigate(house.url() + "/tickets/new");
        page.locator("#title").fill("Plus de réseau en salle");
        page.locator("#category").selectOption(new SelectOption().setLabel("Réseau › Wi-Fi › Borne de la salle"));
        assertThat(problems("newTicket-category")).isEmpty();
        page.locator("main form button.primary").click();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+$"));
        assertThat(page.locator("#side")).containsText("Réseau › Wi-Fi › Borne de la salle");
        Sight.shoot(page, "ticket-category");

        page.navigate(house.url() + "/categories");
        page.locator("a[href='/tickets?where=category:network']").click();
        assertThat(page.locator("main table")).containsText("Plus de réseau en salle");
        page.navigate(house.url() + "/tickets?where=category:mail");
        assertThat(page.locator("main")).not().containsText("Plus de réseau en salle");

        page.navigate(house.url() + "/categories/borne-de-la-salle");
        page.locator("main .head .actions button").click();
        assertThat(page.locator("main table")).containsText("plus proposée");
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(problems("categories-narrow-dark")).isEmpty();
        page.navigate(house.url() + "/tickets/new");
        assertThat(page.locator("#category")).not().containsText("Borne");
        page.navigate(house.url() + "/tickets?where=category:network");
        page.locator("main table a.title").first().click();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+.*"));
        page.locator("a[href$='/category']").click();
        assertThat(page.locator("#category")).hasValue("borne-de-la-salle");
        assertThat(problems("ticket-categorise-narrow-dark")).isEmpty();
        page.locator("#category").selectOption("printing");
        page.locator("main form button.primary").click();
        page.waitForURL(Pattern.compile(".*/tickets/\\d+$"));
        assertThat(page.locator("#side")).containsText("Impression et numérisation");
        assertThat(page.locator("main")).containsText("Catégorie : Impression et numérisation");
        assertThat(browser.complaints().stream()
                        .filter(one -> !one.contains("422"))
                        .toList())
                .isEmpty();
    }
}
