package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.server.WholeHouse;

/** A visitor sets Vigie up, throws the switch of the shop and watches the whole thread without reloading. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoJourneyTest {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(120_000);
    private static final int HEAVIEST = 150 * 1024;

    private WholeHouse house;
    private Browser browser;
    private Page page;

    @BeforeAll
    void setUp() throws Exception {
        house = WholeHouse.open(Map.of("vigie.demo", true));
        browser = new Browser();
        page = browser.page("fr-FR", 1440, 900, false);
        page.navigate(house.url() + house.setupPath());
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=name]").fill("Alice Martin");
        for (Locator password : page.locator("input[type=password]").all()) {
            password.fill("un mot de passe assez long");
        }
        page.locator("button[type=submit]").click();
        page.navigate(house.url() + "/demo");
        if (page.url().contains("sign-in")) {
            page.locator("input[name=login]").fill("alice");
            page.locator("input[name=password]").fill("un mot de passe assez long");
            page.locator("button[type=submit]").click();
        }
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

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "wrong, est pas dans la page",
        "slow, plus lentement que",
        "expired, le certificat a expiré il y a 1 jour",
        "dead, connexion refusée",
    })
    @Order(1)
    void theSwitchSetsOffTheWholeThread(String mood, String cause) {
        page.navigate(house.url() + "/demo");
        assertThat(page.locator("h1")).hasText("Démonstration");
        assertThat(page.locator("#story [aria-label='Serveur de la boutique'] .badge.ok"))
                .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(120_000));
        int kept = restoredInTime();
        String down = figure("down");
        String availability = figure("availability");

        turn(mood);
        assertThat(step("check", "now")).containsText(cause, LONG);
        assertThat(step("alert", "now")).isVisible(SOON);
        assertThat(step("incident", "now")).containsText(cause, LONG);
        assertThat(step("told", "done")).containsText("Alice Martin", LONG);
        assertThat(page.locator("#story .clock", has("GTI"))).isVisible(SOON);
        assertThat(page.locator("#story .clock", has("GTR"))).isVisible(SOON);
        assertThat(page.locator("[data-figure=running]")).hasText("1", TEXT);
        assertThat(page.locator("[data-figure=down]")).not().hasText(down, TEXT);
        shoot("demo-" + mood);
        assertThat(page.evaluate("window.untouched")).isEqualTo(true);

        turn("healthy");
        assertThat(step("restored", "done")).isVisible(SOON);
        assertThat(page.locator("#story .clock .left.kept").first()).isVisible(SOON);
        assertThat(step("report", "done")).isVisible(SOON);
        assertThat(page.locator("[data-figure=running]")).hasText("0", TEXT);
        assertThat(page.locator("[data-figure=kept]")).hasText((kept + 1) + "/" + (kept + 1), TEXT);
        assertThat(page.locator("[data-figure=availability]")).not().hasText(availability, TEXT);
        assertThat(page.evaluate("window.untouched")).isEqualTo(true);
        shoot("demo-restored");
        String number = page.locator("#story a[href^='/tickets/']", has("#"))
                .first()
                .textContent()
                .strip();

        String proof = page.locator("[data-step=restored] a").getAttribute("href");
        open("[data-figure=kept]");
        assertThat(page.locator("tr", has(number)).locator(".badge.ok")).isVisible();
        page.navigate(house.url() + "/demo");
        open("[data-figure=down]");
        assertThat(page.locator("tr", has(cause)).first()).isVisible();
        page.navigate(house.url() + proof);
        assertThat(page.locator("main")).containsText("prouvé par un bon résultat");
    }

    /** What the month says of the shop while nobody throws the switch stays as it is; its text is compared. */
    private String figure(String name) {
        return page.locator("[data-figure=" + name + "]").textContent().strip();
    }

    private int restoredInTime() {
        return Integer.parseInt(figure("kept").split("/")[0]);
    }

    private void turn(String mood) {
        page.locator("button[value=" + mood + "]").click();
        page.waitForLoadState();
        page.evaluate("window.untouched = true");
    }

    private void open(String figure) {
        page.navigate(house.url() + page.locator(figure).getAttribute("href"));
    }

    private Locator step(String name, String state) {
        return page.locator(".steps li." + state + "[data-step=" + name + "]");
    }

    @Test
    @Order(2)
    void theDemonstrationWatchesThisMachineAndVigieItself() {
        page.navigate(house.url() + "/demo");
        for (String check : List.of(
                "machine-processeur",
                "machine-memoire",
                "machine-disques",
                "machine-reseau",
                "machine-ping",
                "vigie-web",
                "vigie-postgresql")) {
            Locator line = page.locator("#story p.line", has(check));
            assertThat(line.locator(".badge", new Locator.LocatorOptions().setHasText("en attente")))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
            assertThat(line.locator("span.soft")).not().isEmpty();
        }
    }

    private static Page.LocatorOptions has(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    @Order(3)
    void everyPageIsSmallSoundAndSpeaksBothLanguages() {
        var problems = new ArrayList<String>();
        for (String language : List.of("fr", "en")) {
            speak(language);
            for (String path : paths()) {
                var bytes = new long[1];
                page.navigate(house.url() + path);
                bytes[0] = page.content().length();
                if (bytes[0] > HEAVIEST) {
                    problems.add(path + " weighs " + bytes[0]);
                }
                if (Pattern.compile(">\\s*[a-z]+(\\.[a-zA-Z0-9-]+){1,4}\\s*<")
                        .matcher(page.content())
                        .find()) {
                    var matcher = Pattern.compile(">\\s*([a-z]+(\\.[a-zA-Z0-9_-]+){1,4})\\s*<")
                            .matcher(page.content());
                    while (matcher.find()) {
                        if (!matcher.group(1).endsWith(".demo")) {
                            problems.add(language + " " + path + " shows the key " + matcher.group(1));
                        }
                    }
                }
                new AxeBuilder(page)
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .forEach(violation -> problems.add(path + " axe " + violation.getId() + " "
                                + violation.getNodes().getFirst().getHtml()));
                shoot(language + path.replaceAll("[^a-z0-9]+", "-"));
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(4)
    void narrowAndDarkPagesFit() {
        var problems = new ArrayList<String>();
        speak("fr");
        page.setViewportSize(390, 844);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
        for (String path : paths()) {
            page.navigate(house.url() + path);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            new AxeBuilder(page)
                    .setLegacyMode(true)
                    .analyze()
                    .getViolations()
                    .forEach(violation -> problems.add(path + " axe " + violation.getId() + " "
                            + violation.getNodes().getFirst().getHtml()));
            shoot("narrow" + path.replaceAll("[^a-z0-9]+", "-"));
        }
        page.setViewportSize(1440, 900);
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(5)
    void theBrowserComplainsOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    private List<String> paths() {
        return List.of(
                "/",
                "/tickets",
                "/tickets?show=all",
                "/tickets?view=mine",
                "/search",
                "/search?q=boutique+page",
                "/search?q=boutiqe",
                "/articles",
                "/articles/new",
                "/tickets?where=state:open+priority:P1+or+-team:none",
                "/views/new?where=state:open+due%3C4h+assignee:me+or+-team:n2,none+client:demo",
                first("/tickets?show=all", "a.title"),
                first("/tickets?show=all", "a.title") + "/clocks/restore",
                "/alerts?status=all",
                first("/alerts?status=all", "a.title"),
                "/checks",
                first("/checks", "a.title"),
                "/services",
                first("/services", "a.title"),
                "/assets",
                first("/assets", "a.title"),
                "/clients",
                "/clients/demo",
                "/clients/demo/declarations",
                "/clients/demo/calendars/bureau",
                "/clients/demo/calendars/bureau/change",
                "/clients/demo/add/checks",
                "/clients/demo/checks/boutique-page/change",
                "/clients/demo/service-levels/boutique/change",
                "/begin/demo/watch",
                "/notifications",
                "/webhooks",
                "/tickets/new",
                "/tasks",
                "/text-modules",
                "/categories",
                "/templates",
                "/templates/new",
                "/recurrences",
                "/categories/network-wifi",
                "/webhooks/new",
                "/mails",
                "/mailboxes",
                "/mailboxes/new",
                "/reports",
                "/reports/demo",
                "/accounts",
                "/account",
                "/audit",
                "/demo");
    }

    private String first(String list, String selector) {
        page.navigate(house.url() + list);
        return page.locator(selector).first().getAttribute("href");
    }

    private void speak(String language) {
        page.navigate(house.url() + "/account");
        page.locator("select[name=language], select[name=locale]").first().selectOption(language);
        page.locator("form:has(select[name=language]) button, form:has(select[name=locale]) button")
                .first()
                .click();
        page.waitForLoadState();
    }

    private void shoot(String name) {
        Sight.shoot(page, name);
    }
}
