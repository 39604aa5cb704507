package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.vigie.declaration.Declarations;
import org.vigie.mail.Outbox;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.satisfaction.Questions;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Somebody whose request is resolved says how it went, from their mail, on their phone, without any account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpinionJourneyTest {
    private static final Actor LEA = Actor.person(7, "Léa");

    private WholeHouse house;
    private Browser browser;
    private TenantId boutique;
    private int counter;

    @BeforeAll
    void open() throws Exception {
        house = WholeHouse.open(Map.of(
                "vigie.mail.smtp.host", "127.0.0.1",
                "vigie.mail.smtp.port", "9",
                "vigie.mail.smtp.from", "vigie@msp.example",
                "vigie.satisfaction.address", "https://vigie.example"));
        house.bean(Declarations.class)
                .apply("client: boutique\nname: Boutique du Port\nlocale: fr\n", false, Actor.automatic("test"), null);
        boutique = house.bean(Clients.class).idOf("boutique");
        browser = new Browser();
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

    /** Answers the number of a resolved ticket. */
    private long resolved() {
        var tickets = house.bean(Tickets.class);
        int one = ++counter;
        return Scope.of(boutique).call(() -> {
            long anna = house.bean(People.class)
                    .meet("Anna", "anna" + one + "@boutique.example", Locale.FRENCH)
                    .id();
            long number = tickets.open(new OpenTicket(
                    TicketKind.REQUEST,
                    null,
                    "Un écran de plus",
                    "",
                    Grade.MEDIUM,
                    Grade.MEDIUM,
                    null,
                    null,
                    null,
                    null,
                    anna,
                    null,
                    java.time.Instant.now(),
                    LEA));
            tickets.resolve(number, "Posé ce matin", LEA);
            return number;
        });
    }

    /** The address of an answer, as the mail has it, on the server of the test. */
    private String link(long number, int score) {
        String body = Scope.of(boutique)
                .call(() -> house.bean(Outbox.class).about(Correspondence.about(number)))
                .getLast()
                .letter()
                .body();
        var found = Pattern.compile("https://vigie\\.example(/opinion\\?token=\\S+&score=" + score + ")\\b")
                .matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return house.url() + found.group(1);
    }

    private String opinion(long number) {
        return Scope.of(boutique)
                .call(() -> String.valueOf(
                        house.bean(Questions.class).of(number).getFirst().opinion()));
    }

    @Test
    void aClickAndAPressAndTheLastWordCounts() {
        long number = resolved();
        Page page = browser.page("fr-FR", 390, 844, true);
        var problems = new ArrayList<String>();
        page.navigate(link(number, 4));
        assertThat(page.locator("input[value='4']")).isChecked();
        problems.addAll(Sight.problems(page, "opinion", "opinion|app"));
        Sight.shoot(page, "opinion-narrow-dark");
        assertThat(opinion(number)).isEqualTo("null");

        page.locator("#comment").fill("Merci\nà Léa");
        page.locator("button[type=submit]").click();
        assertThat(page.locator("h1")).hasText("Merci");
        problems.addAll(Sight.problems(page, "thanks", "opinion|app"));
        Sight.shoot(page, "opinion-thanks");
        assertThat(opinion(number)).startsWith("Opinion[score=4, comment=Merci").contains("à Léa");

        page.navigate(link(number, 5));
        assertThat(page.locator("#comment")).hasValue("Merci\nà Léa");
        page.locator("button[type=submit]").click();
        assertThat(opinion(number)).startsWith("Opinion[score=5");
        Page english = browser.page("en-GB", 1440, 900, false);
        english.navigate(link(number, 1));
        assertThat(english.locator("h1")).hasText("How did it go?");
        Sight.shoot(english, "opinion-english");
        assertThat(problems).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoeverWorksThereDoesNotAnswerForThem() {
        long number = resolved();
        Page page = browser.page("fr-FR", 1440, 900, false);
        page.navigate(house.url() + house.setupPath());
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=name]").fill("Alice");
        page.locator("input[name=password]").fill("une phrase bien longue 42");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/sign-in"));
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=password]").fill("une phrase bien longue 42");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("^(?!.*sign-in).*$"));
        page.navigate(link(number, 5));
        page.locator("button[type=submit]").click();
        assertThat(page.locator("[role=alert]")).containsText("cet avis est celui du demandeur");
        Sight.shoot(page, "opinion-of-staff");
        assertThat(opinion(number)).isEqualTo("null");
    }

    /** A mail filter opens each link of a mail, several times. */
    @Test
    void whoeverOnlyLooksHasNotAnswered() throws Exception {
        long number = resolved();
        var http = HttpClient.newHttpClient();
        for (String method : List.of("GET", "HEAD", "GET")) {
            for (int score = 1; score <= 5; score++) {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create(link(number, score)))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
        assertThat(opinion(number)).isEqualTo("null");
        var wrong = http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/opinion?token=nobody&score=5"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(wrong.statusCode()).isEqualTo(404);
    }
}
