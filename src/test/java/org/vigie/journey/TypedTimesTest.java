package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vigie.declaration.Declarations;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;

/** A house far from Paris: what is typed means the time that the pages show. */
class TypedTimesTest {
    @Test
    void aTypedTimeIsThatOfThePages() throws Exception {
        try (var house = WholeHouse.open(Map.of("vigie.console.zone", "Indian/Reunion"));
                var browser = new Browser()) {
            house.bean(Declarations.class)
                    .apply("client: boutique\nname: Boutique du Port\n", false, Actor.automatic("test"), null);
            Scope boutique = Scope.of(house.bean(Clients.class).idOf("boutique"));
            long number = boutique.call(() -> house.bean(Tickets.class)
                    .open(new OpenTicket(
                            TicketKind.REQUEST,
                            null,
                            "Un écran",
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
            Page page = browser.page("fr-FR", 1440, 900, false);
            Sight.comeIn(page, house);
            page.waitForURL(Pattern.compile(".*/(begin)?$"));
            page.navigate(house.url() + "/tickets/" + number);
            page.locator("form[action$='/time']")
                    .locator("xpath=..")
                    .locator("summary")
                    .click();
            page.locator("#time-minutes").fill("15");
            page.locator("#time-started").fill("2026-11-02T10:00");
            page.locator("form[action$='/time'] button").click();
            assertThat(page.locator("#side-live")).containsText("02/11/2026 10:00:00");
            assertThat(boutique.call(() -> house.bean(TimeEntries.class).of(number))
                            .getFirst()
                            .startedAt())
                    .isEqualTo(Instant.parse("2026-11-02T06:00:00Z"));

            page.locator("form[action$='/tasks']")
                    .locator("xpath=..")
                    .locator("summary")
                    .click();
            page.locator("form[action$='/tasks'] [name=titles]").fill("Poser");
            page.locator("form[action$='/tasks'] [name=due]").fill("2026-12-24");
            page.locator("form[action$='/tasks'] button").click();
            assertThat(page.locator("#side-live")).containsText("Poser");
            assertThat(boutique.call(() -> house.bean(Tasks.class).of(number))
                            .getFirst()
                            .dueAt())
                    .isEqualTo(Instant.parse("2026-12-24T20:00:00Z"));
        }
    }
}
