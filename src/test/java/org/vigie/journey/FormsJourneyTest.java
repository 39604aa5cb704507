package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import org.vigie.identity.Accounts;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** An administrator who never wrote YAML: from an empty Vigie to a watched service with its contract, by forms only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FormsJourneyTest {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final String HOME = "/clients/garage-du-port";

    private WholeHouse house;
    private Browser browser;
    private Page page;
    private HttpServer site;

    @BeforeAll
    void open() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] body = "<h1>Bienvenue au garage</h1>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        site.start();
        house = WholeHouse.open(Map.of());
        browser = new Browser();
        page = browser.page("fr-FR", 1440, 900, false);
        Sight.comeIn(page, house);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (house != null) {
            house.close();
        }
        site.stop(0);
    }

    @Test
    @Order(1)
    void isLedInThreeStepsToARunningCheck() {
        page.waitForURL("**/begin");
        page.keyboard().press("Enter");
        assertThat(page.locator(".begin-note")).isFocused();
        page.locator("#name").fill("Boulangerie Lebrun");
        shoot("begin-1");
        page.keyboard().press("Enter");
        page.waitForURL("**/begin/boulangerie-lebrun/watch");
        page.locator("#address").fill("pas une adresse");
        page.keyboard().press("Enter");
        assertThat(page.locator("#address")).hasValue("pas une adresse");
        page.locator("#address").fill("http://127.0.0.1:" + port() + "/");
        page.keyboard().press("Enter");
        assertThat(page.locator("input[value=http]")).isChecked();
        shoot("begin-2");
        page.locator("button[value=keep]").click();
        page.waitForURL("**/told");
        assertThat(page.locator("#name")).hasValue("Alice Martin");
        page.locator("#email").fill("alice@example.com");
        shoot("begin-3");
        page.keyboard().press("Enter");
        page.waitForURL("**/done");
        assertThat(page.locator("#running tr:has-text('http') .badge.ok")).isVisible(SOON);
        shoot("begin-done");
        assertThat(problems("begun")).isEmpty();
    }

    @Test
    @Order(2)
    void makesEverythingByFormsOnly() {
        go("/clients");
        page.locator("main a[href='/new-client']").click();
        page.locator("#f-name").fill("Garage du Port");
        keep();
        assertThat(page.locator("h1")).hasText("Garage du Port");

        add("calendars");
        page.locator("#f-key").fill("bureau");
        page.locator("#f-week-sat").fill("09:00-12:00");
        assertThat(page.locator("#look-in"))
                .containsText(Pattern.compile("Noël|1 mai|Fête|jour", Pattern.CASE_INSENSITIVE));
        page.locator("#f-week-mon").fill("18:00-09");
        keep();
        assertThat(page.locator("#errors")).isFocused();
        assertThat(page.locator("#f-week-mon-error")).isVisible();
        assertThat(page.locator("#f-week-mon")).hasValue("18:00-09");
        page.locator("#f-week-mon").fill("09:00-12:00, 14:00-18:00");
        keep();
        kept();
        shoot("calendar");

        add("sites");
        page.locator("#f-name").fill("Atelier");
        page.locator("#f-calendar").selectOption("bureau");
        keep();
        kept();

        add("service-levels");
        page.locator("#f-key").fill("standard");
        page.locator("#f-calendar").selectOption("bureau");
        for (String cell : List.of("P1-respond", "P1-restore", "P2-respond", "P3-respond")) {
            page.locator("#f-incident-" + cell).fill("4");
        }
        keep();
        kept();

        add("assets");
        page.locator("#f-name").fill("Site web");
        page.locator("#f-kind").fill("server");
        page.locator("#f-address").fill("127.0.0.1");
        page.locator("#f-site").selectOption("atelier");
        keep();
        kept();
        assertThat(page.url()).contains("/assets/site-web");
    }

    @Test
    @Order(3)
    void triesACheckBeforeItIsKeptAndSaysWhatIsWrongWithIt() {
        go(HOME + "/add/checks?asset=site-web");
        page.locator("a.tile", new Page.LocatorOptions().setHasText("HTTP")).click();
        page.locator("#f-http-url").fill("ftp://127.0.0.1/");
        page.locator("#f-interval").fill("5");
        page.locator("#f-interval-unit, select[name='interval.unit']").first().selectOption("s");
        page.locator("#f-timeout").fill("3");
        page.locator("#f-http-contains").fill("Bienvenue");
        keep();
        assertThat(page.locator("#f-http-url-error")).isVisible();
        assertThat(page.locator("#f-http-url")).hasValue("ftp://127.0.0.1/");
        assertThat(page.locator("#f-http-contains")).hasValue("Bienvenue");
        shoot("check-wrong");
        page.locator("#errors a").first().click();
        assertThat(page.locator("#f-http-url")).isFocused();

        page.locator("#f-http-url").fill("http://127.0.0.1:" + port() + "/");
        page.locator("button[value=try]").click();
        assertThat(page.locator("#look-in .badge.ok")).isVisible(SOON);
        shoot("check-tried");
        assertThat(page.locator("#f-http-contains")).hasValue("Bienvenue");
        page.locator("#f-http-contains").fill("Au revoir");
        page.locator("button[value=try]").click();
        assertThat(page.locator("#look-in .badge.critical")).isVisible(SOON);
        page.locator("#f-http-contains").fill("Bienvenue");
        page.locator("details.more summary").click();
        page.locator("#f-http-user").fill("robot");
        page.locator("#f-http-password").fill("tres-secret");
        keep();
        kept();
        assertThat(page.content()).doesNotContain("tres-secret");
        page.locator("a[href$='/change']").click();
        assertThat(page.content()).doesNotContain("tres-secret");
        assertThat(page.locator("#f-http-password")).hasValue("");
        keep();
        kept();
    }

    @Test
    @Order(4)
    void addsTheServiceTheRuleTheWindowAndTheContractAndTheCheckTurnsGreen() {
        add("services");
        page.locator("#f-name").fill("Vente en ligne");
        page.locator("#f-criticality").selectOption("high");
        page.locator("#f-service-level").selectOption("standard");
        page.locator("input[name='depends-on'][value='site-web']").check();
        keep();
        kept();

        add("teams");
        page.locator("#f-name").fill("Systèmes");
        keep();
        kept();
        add("people");
        page.locator("#f-name").fill("Karim Benali");
        page.locator("input[name=teams][value=systemes]").check();
        keep();
        kept();
        add("on-call");
        page.locator("#f-team").selectOption("systemes");
        page.locator("#f-people-0").selectOption("karim-benali");
        page.locator("#f-from").fill("2026-01-05T08:00");
        keep();
        kept();

        add("response");
        page.locator("#f-team").selectOption("systemes");
        keep();
        kept();

        add("windows");
        page.locator("#f-key").fill("dimanche");
        page.locator("input[name=assets][value=site-web]").check();
        page.locator("#f-rule-every").selectOption("weekly");
        page.locator("input[name='rule.days'][value=SU]").check();
        page.locator("#f-start").fill("03:00");
        page.locator("#f-lasts").fill("2");
        page.locator("#f-lasts").press("Tab");
        assertThat(page.locator("#look-in ol li")).hasCount(5);
        shoot("window-form");
        keep();
        kept();

        add("contract");
        page.locator("#f-key").fill("infogerance");
        page.locator("#f-from").fill("2026-12-31");
        page.locator("#f-to").fill("2026-01-01");
        page.locator("#f-availability-target").fill("99,5");
        page.locator("details:has(#f-priorities-high-medium) > summary").click();
        page.locator("#f-priorities-high-medium").selectOption("P1");
        keep();
        assertThat(page.locator("#f-to-error")).isVisible();
        assertThat(page.locator("#f-priorities-high-medium")).hasValue("P1");
        page.locator("#f-from").fill("2026-01-01");
        page.locator("#f-to").fill("2027-12-31");
        keep();
        kept();

        go("/checks?client=garage-du-port");
        assertThat(page.locator("#list .badge.ok")).isVisible(SOON);
    }

    @Test
    @Order(5)
    void showsWhatSomebodyElseChangedInBetweenAndWhatStillDepends() {
        go(HOME + "/assets/site-web/change");
        page.locator("#f-name").fill("Mon nom");
        var other = page.context().newPage();
        other.navigate(house.url() + HOME + "/assets/site-web/change");
        other.locator("#f-name").fill("Son nom");
        other.locator("button[value=keep]").click();
        // A page that is closed while its click still sets out for the next one may never be reported closed.
        assertThat(other.locator(".note.ok")).isVisible();
        other.close();
        keep();
        assertThat(page.locator(".note.warning")).containsText("Son nom");
        assertThat(page.locator("#f-name")).hasValue("Mon nom");
        shoot("overtaken");
        keep();
        kept();
        assertThat(page.locator("h1")).hasText("Mon nom");

        page.locator("a[href$='/retirement']").click();
        assertThat(page.locator(".note.warning li")).hasCount(3);
        assertThat(page.locator("main button.danger")).hasCount(0);
        shoot("retire-needed");
    }

    @Test
    @Order(6)
    void aTechnicianSeesEverythingAndChangesNothing() {
        house.bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount("theo", "Théo", Role.TECHNICIAN, Locale.FRENCH, true, new TreeSet<>()),
                        Sight.PASSWORD);
        Page theirs = browser.page("fr-FR", 1440, 900, false);
        theirs.navigate(house.url() + "/sign-in");
        theirs.locator("input[name=login]").fill("theo");
        theirs.locator("input[name=password]").fill(Sight.PASSWORD);
        theirs.locator("button[type=submit]").click();
        assertThat(theirs.navigate(house.url() + HOME + "/assets/site-web").status())
                .isEqualTo(200);
        assertThat(theirs.locator("main a[href$='/change'], main a[href$='/retirement']"))
                .hasCount(0);
        for (String path : List.of(
                HOME + "/assets/site-web/change",
                HOME + "/assets/site-web/retirement",
                HOME + "/add/assets",
                "/new-client",
                "/begin")) {
            assertThat(theirs.navigate(house.url() + path).status()).as(path).isEqualTo(404);
        }
        theirs.context().close();
    }

    @Test
    @Order(7)
    void exportsDeclarationsThatApplyUnchanged() {
        var declarations = house.bean(Declarations.class);
        for (String client : List.of("garage-du-port", "boulangerie-lebrun")) {
            String text = Scope.of(house.bean(Clients.class).idOf(client)).call(() -> declarations.export(client));
            var outcome = declarations.apply(text, false, Actor.automatic("test"), null);
            assertThat(outcome.created()).isEmpty();
            assertThat(outcome.changed()).isEmpty();
            assertThat(outcome.retired()).isEmpty();
        }
    }

    @Test
    @Order(8)
    void everyFormIsSoundWideAndNarrowLightAndDark() {
        var paths = List.of(
                HOME,
                HOME + "/calendars",
                HOME + "/service-levels/standard",
                HOME + "/on-call/systemes/change",
                HOME + "/response/1/change",
                HOME + "/windows/dimanche/change",
                HOME + "/contract/infogerance/change",
                HOME + "/windows/dimanche/retirement",
                "/new-client");
        var problems = new ArrayList<String>();
        for (String path : paths) {
            go(path);
            shoot("forms" + path.replaceAll("[^a-z0-9]+", "-"));
        }
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String path : paths) {
            go(path);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            problems.addAll(problems(path));
            shoot("forms-narrow" + path.replaceAll("[^a-z0-9]+", "-"));
        }
        assertThat(problems).isEmpty();
        // The browser itself notes answers of 409 and 422: those are what the steps before provoked.
        assertThat(browser.complaints())
                .filteredOn(one -> !one.contains("status of 4"))
                .isEmpty();
    }

    private List<String> problems(String where) {
        return Sight.problems(page, where, "form|kind|look|begin|begun|choice");
    }

    private void add(String section) {
        go(HOME);
        page.locator("a[href='" + HOME + "/add/" + section + "']").click();
    }

    private void keep() {
        page.locator("main button[value=keep]").first().click();
        page.waitForLoadState();
    }

    private void kept() {
        assertThat(page.locator(".note.ok")).isVisible();
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    private int port() {
        return site.getAddress().getPort();
    }

    private void shoot(String name) {
        Sight.shoot(page, name);
    }
}
