package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vigie.declaration.Declarations;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.DueWatch;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** A technician escalates a ticket, it comes back, and the steps of the contract are seen, by pages only. */
class HandoverJourneyTest {
    private static final String TEXTS = "handover|explanation|step|timeline|ticket|clock|nav|app|form";
    private static final String BOUTIQUE = """
            client: boutique
            name: Boutique du Port
            calendars:
              - {key: h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
            teams:
              - {key: n1, name: Centre de services, level: 1}
              - {key: n2, name: Systèmes et réseaux, level: 2}
            people:
              - {key: amine, name: Amine Haddad, teams: [n1]}
            service-levels:
              - {key: standard, calendar: h24, incident: {P1: {respond: 15m, restore: 4h}}}
            contract:
              key: infogerance
              from: 2026-01-01
              escalation: {restore: [50 % tell assignee, 80 % tell team, 1h after due tell delivery-manager]}
            """;

    @Test
    void aTicketGoesUpWithAReasonAndComesBack() throws Exception {
        try (var house = WholeHouse.open(Map.of("vigie.jobs.enabled", false));
                var browser = new Browser()) {
            house.bean(Declarations.class).apply(BOUTIQUE, false, Actor.automatic("test"), null);
            long number = Scope.of(house.bean(Clients.class).idOf("boutique"))
                    .call(() -> house.bean(Tickets.class)
                            .open(new OpenTicket(
                                    TicketKind.INCIDENT,
                                    null,
                                    "Caisse lente",
                                    "",
                                    Grade.HIGH,
                                    Grade.HIGH,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    "n1",
                                    Instant.now().minus(Duration.ofMinutes(150)),
                                    Actor.automatic("test"))));
            house.bean(DueWatch.class).fireDue();
            Page page = browser.page("fr-FR", 1440, 900, false);
            Sight.comeIn(page, house);
            page.waitForURL(Pattern.compile(".*/(begin)?$"));
            page.navigate(house.url() + "/tickets/" + number);
            assertThat(page.locator("#conversation")).containsText("50 % du délai de rétablissement (GTR)");

            page.locator("[data-open=assignment]").click();
            page.locator("#team").selectOption("n2");
            Sight.shoot(page, "handover-form");
            page.locator("#assignment button[type=submit]").click();
            assertThat(page.locator("#assignment")).isVisible();
            page.locator("#handover-reason").fill("Le commutateur ne répond plus");
            page.locator("#assignment button[type=submit]").click();
            assertThat(page.locator("#side-live")).containsText("niveau 2");
            assertThat(page.locator("#conversation"))
                    .containsText("Escaladé N1 → N2, de Centre de services à Systèmes et réseaux");

            page.locator("[data-open=assignment]").click();
            page.locator("#team").selectOption("n1");
            page.locator("#handover-reason").fill("C’était un mot de passe");
            page.locator("#assignment button[type=submit]").click();
            assertThat(page.locator("#side-live")).containsText(Pattern.compile("1.rebond"));
            Sight.shoot(page, "handover");
            assertThat(Sight.problems(page, "handover", TEXTS)).isEmpty();

            page.navigate(house.url() + "/tickets/" + number + "/clocks/restore");
            assertThat(page.locator("section[aria-labelledby=steps]")).containsText("50 % du délai");
            assertThat(page.locator("section[aria-labelledby=steps]")).containsText("responsables de service");
            Sight.shoot(page, "escalation");
            assertThat(Sight.problems(page, "escalation", TEXTS)).isEmpty();

            Page small = browser.page("fr-FR", 390, 844, true);
            small.navigate(house.url() + "/sign-in");
            small.locator("input[name=login]").fill("alice");
            small.locator("input[name=password]").fill(Sight.PASSWORD);
            small.locator("button[type=submit]").click();
            small.waitForURL(Pattern.compile(".*/(begin)?$"));
            small.navigate(house.url() + "/tickets/" + number + "/clocks/restore");
            assertThat(small.locator("section[aria-labelledby=steps]")).containsText("50 % du délai");
            Sight.shoot(small, "escalation-small");
            assertThat(Sight.problems(small, "escalation-small", TEXTS)).isEmpty();
            small.navigate(house.url() + "/tickets/" + number);
            Sight.shoot(small, "handover-small");
            assertThat(Sight.problems(small, "handover-small", TEXTS)).isEmpty();
        }
    }
}
