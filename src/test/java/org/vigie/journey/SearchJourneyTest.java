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
import org.vigie.identity.Accounts;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Somebody looks for what they remember, from any page; the client finds what the client reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SearchJourneyTest {
    private static final String TEXTS = "search|ticket|nav|app|form|filter|ticketState|alike";
    private static final Actor LEA = Actor.person(1, "Léa");

    private WholeHouse house;
    private Browser browser;
    private Page page;
    private TenantId boutique;

    @BeforeAll
    void open() throws Exception {
        house = WholeHouse.open(Map.of());
        house.bean(Declarations.class).apply("""
                        client: boutique
                        name: Boutique du Port
                        assets:
                          - {key: imp-1, kind: printer, name: Imprimante du hall, address: 192.0.2.9}
                        services:
                          - {key: impression, name: Impression, depends-on: [imp-1]}
                        """, false, Actor.automatic("test"), null);
        boutique = house.bean(Clients.class).idOf("boutique");
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

    private long ticket(String title, String description) {
        return Scope.of(boutique)
                .call(() -> house.bean(Tickets.class)
                        .open(new OpenTicket(
                                TicketKind.INCIDENT,
                                null,
                                title,
                                description,
                                Grade.MEDIUM,
                                Grade.MEDIUM,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Instant.now(),
                                LEA)));
    }

    private void say(long number, String text, boolean internal) {
        Scope.of(boutique).run(() -> house.bean(Tickets.class).reply(number, text, internal, LEA));
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    @Test
    @Order(1)
    void fromAnyPageOneKeyAndSomeWordsFindATicketWhereTheyStand() {
        long number = ticket("L’imprimante <b>du hall</b> est muette", "Depuis ce matin.");
        say(number, "Le toner <script>window.broken = 1</script> est vide", false);
        say(number, "Le canari est dans la réserve", true);
        for (int i = 0; i < 25; i++) {
            ticket("Imprimante numéro " + i, "");
        }
        go("/checks");
        page.keyboard().press("s");
        page.keyboard().type("imprimantes hall toner");
        page.keyboard().press("Enter");
        page.waitForURL("**/search?q=*");
        assertThat(page.locator(".hits .title").first()).hasText("L’imprimante <b>du hall</b> est muette");
        assertThat(page.locator("section[aria-labelledby=tickets] li")).hasCount(1);
        assertThat(page.locator(".excerpt mark")).hasText(new String[] {"toner"});
        assertThat(page.locator(".excerpt").first()).containsText("Message de Léa");
        assertThat(page.locator(".excerpt").first()).containsText("<script>");
        assertThat(page.evaluate("window.broken")).isNull();
        page.keyboard().press("Escape");
        page.locator("h1").click();
        page.keyboard().press("/");
        assertThat(page.locator("#q")).isFocused();
        page.locator("#q").fill("imprimante");
        page.keyboard().press("Enter");
        page.waitForURL("**/search?q=imprimante");
        assertThat(page.locator("section[aria-labelledby=tickets] header")).containsText("20 sur 26");
        assertThat(page.locator("section[aria-labelledby=assets] .title")).hasText("Imprimante du hall");
        page.locator("section[aria-labelledby=tickets] .pager a").click();
        assertThat(page.locator(".hits li")).hasCount(6);
        go("/search?q=" + number);
        assertThat(page.locator(".hits .title").first()).hasAttribute("href", "/tickets/" + number);
    }

    @Test
    @Order(2)
    void aPageOfFoundThingsReadsWellInBothSizesAndLanguages() {
        var problems = new ArrayList<String>();
        for (String path : List.of("/search", "/search?q=imprimante+toner", "/search?q=canari", "/search?q=qqqq")) {
            go(path);
            String name = "search" + path.replaceAll("[^a-z0-9]+", "-");
            Sight.shoot(page, name);
            problems.addAll(Sight.problems(page, path, TEXTS));
            page.setViewportSize(390, 844);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            Sight.shoot(page, name + "-narrow");
            problems.addAll(Sight.problems(page, path + " narrow", TEXTS));
            page.setViewportSize(1440, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        }
        assertThat(problems).isEmpty();
        go("/search?q=canari");
        assertThat(page.locator(".excerpt .badge")).isVisible();
    }

    @Test
    @Order(3)
    void theClientFindsWhatTheClientReads() {
        house.bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount(
                                "durand",
                                "Mme Durand",
                                Role.CLIENT_MANAGER,
                                Locale.ENGLISH,
                                false,
                                new TreeSet<>(List.of(boutique))),
                        Sight.PASSWORD);
        Page theirs = browser.page("en-GB", 1440, 900, false);
        theirs.navigate(house.url() + "/sign-in");
        theirs.locator("input[name=login]").fill("durand");
        theirs.locator("input[name=password]").fill(Sight.PASSWORD);
        theirs.locator("button[type=submit]").click();
        theirs.waitForURL(Pattern.compile("^(?!.*sign-in).*$"));
        for (String secret : List.of("canari", "canarri", "imprimante canari", "réserve")) {
            theirs.navigate(house.url() + "/search?q=" + secret);
            assertThat(theirs.locator("main .empty")).containsText("Nothing was found");
        }
        theirs.navigate(house.url() + "/search?q=toner");
        assertThat(theirs.locator(".hits li")).hasCount(1);
        Sight.shoot(theirs, "search-client");
        assertThat(Sight.problems(theirs, "client", TEXTS)).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }
}
