package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
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
import org.vigie.declaration.Declarations;
import org.vigie.notification.HookPeer;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** An administrator has another system told of tickets, sees one message fail and arrive, by pages only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookJourneyTest {
    private static final String TEXTS = "webhook|webhooks|nav|app|form|ticket";

    private HookPeer peer;
    private WholeHouse house;
    private Browser browser;
    private Page page;

    @BeforeAll
    void open() throws Exception {
        peer = new HookPeer(null);
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
        peer.close();
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    private void submit() {
        page.locator("main form.card button[type=submit]").click();
    }

    private List<String> problems(String where) {
        Sight.shoot(page, where);
        return Sight.problems(page, where, TEXTS);
    }

    @Test
    @Order(1)
    void whatIsTypedWronglyIsNamedAndKept() {
        go("/webhooks");
        assertThat(page.locator(".empty")).isVisible();
        page.locator("main .head a[href='/webhooks/new']").click();
        page.locator("#name").fill("Facturation");
        page.locator("#url").fill("ftp://erp.example");
        submit();
        assertThat(page.locator("#wrong")).containsText("ftp://erp.example");
        assertThat(page.locator("#wrong")).containsText("événement");
        assertThat(page.locator("#name")).hasValue("Facturation");
        assertThat(page.locator("#url")).hasValue("ftp://erp.example");
        assertThat(problems("webhook-wrong")).isEmpty();
    }

    @Test
    @Order(2)
    void theSecretIsShownOnce() {
        page.locator("#url").fill(peer.url().toString());
        page.locator("input[value='ticket.opened']").check();
        submit();
        assertThat(page.locator("code.secret")).hasText(Pattern.compile("whsec_.{44}"));
        assertThat(problems("webhook-secret")).isEmpty();
        go("/webhooks/facturation");
        assertThat(page.locator("code.secret")).hasCount(0);
        page.locator("form[action$='/trial'] button").click();
        assertThat(page.locator(".note.ok")).isVisible();
        assertThat(peer.requests.getLast().body()).contains("webhook.trial");
    }

    @Test
    @Order(3)
    void aMessageThatFailedIsSeenAndArrivesLater() {
        peer.answers.add(HookPeer.status(500, Map.of()));
        Scope.of(house.bean(Clients.class).idOf("boutique"))
                .run(() -> house.bean(Tickets.class)
                        .open(new OpenTicket(
                                TicketKind.INCIDENT,
                                null,
                                "Imprimante du quai",
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
        go("/webhooks/facturation");
        for (int i = 0; i < 60 && page.locator("#log .badge.ok").count() == 0; i++) {
            page.waitForTimeout(500);
            go("/webhooks/facturation");
        }
        assertThat(page.locator("#log .badge.ok")).isVisible();
        assertThat(peer.requests.getLast().body()).contains("\"type\":\"ticket.opened\"");
        assertThat(problems("webhook")).isEmpty();
        page.locator("#log a.title").click();
        assertThat(page.locator("pre")).containsText("ticket.opened");
        assertThat(page.locator("main dl.facts")).containsText("HTTP 204");
        assertThat(page.locator("main dl.facts dd").nth(2)).hasText("2");
        assertThat(problems("webhook-delivery")).isEmpty();
        int sent = peer.requests.size();
        page.locator("form[action$='/again'] button").click();
        for (int i = 0; i < 60 && peer.requests.size() == sent; i++) {
            page.waitForTimeout(500);
        }
        assertThat(peer.requests).hasSize(sent + 1);
        assertThat(peer.requests.getLast().id())
                .isEqualTo(peer.requests.get(sent - 1).id());
    }

    @Test
    @Order(4)
    void narrowDarkAndEnglishPagesFit() {
        var problems = new ArrayList<String>();
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (String path : List.of("/webhooks", "/webhooks/facturation", "/webhooks/facturation/change")) {
            go(path);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            problems.addAll(problems("narrow" + path.replace('/', '-')));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    @Order(5)
    void theBrowserComplainsOfNothing() {
        // Of the form that was refused on purpose.
        assertThat(browser.complaints())
                .allMatch(complaint -> complaint.contains("status of 422"))
                .hasSize(1);
    }
}
