package org.vigie.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.vigie.mail.Dovecot;
import org.vigie.mail.Postfix;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;

/** An administrator connects a real mailbox; a mail of somebody unknown becomes a ticket and is answered, by pages only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailJourneyTest {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final String SUPPORT = "support@msp.example";
    private static final String ANNA = "anna@client.example";

    private Dovecot dovecot;
    private Postfix postfix;
    private WholeHouse house;
    private Browser browser;
    private Page page;

    @BeforeAll
    void open() throws Exception {
        dovecot = Dovecot.start();
        Map<String, Object> settings = new HashMap<>();
        settings.put("vigie.mail.trust", dovecot.certificate().toString());
        if (Postfix.isPossible()) {
            postfix = Postfix.start(dovecot.lmtpPort());
            settings.put("vigie.mail.smtp.host", "127.0.0.1");
            settings.put("vigie.mail.smtp.port", postfix.port());
            settings.put("vigie.mail.smtp.tls", "none");
            settings.put("vigie.mail.smtp.from", "vigie@msp.example");
        }
        house = WholeHouse.open(settings);
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
        if (postfix != null) {
            postfix.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Test
    @Order(1)
    void connectsAMailboxAndSeesWhatIsWrongWithIt() {
        go("/mails");
        assertThat(page.locator(".empty")).isVisible();
        shoot("mails-empty");
        page.locator("main a[href='/mailboxes']").click();
        page.locator("main a[href='/mailboxes/new']").click();
        page.locator("#address").fill("pas une adresse");
        page.locator("#imap-host").fill("localhost");
        submit();
        assertThat(page.locator("#errors")).isVisible();
        assertThat(page.locator("#address-error")).isVisible();
        assertThat(page.locator("#address")).hasValue("pas une adresse");
        shoot("mailbox-wrong");
        page.locator("#address").fill(SUPPORT);
        page.locator("#name").fill("Centre de services");
        page.locator("#imap-port").fill(Integer.toString(dovecot.imapsPort()));
        page.locator("#login").fill("support@msp.example");
        page.locator("#password").fill("pas le bon");
        submit();
        page.waitForURL("**/mailboxes/support-msp-example");
        assertThat(page.content()).doesNotContain("pas le bon");
        page.locator("form[action$='/trial'] button").click();
        assertThat(page.locator(".note.critical[role=status]")).containsText("localhost");
        shoot("mailbox-tried");
        page.locator("#password").fill(Dovecot.PASSWORD);
        submit();
        page.locator("form[action$='/trial'] button").click();
        assertThat(page.locator(".note.ok[role=status]")).isVisible();
        shoot("mailbox");
        assertThat(problems("mailbox")).isEmpty();
    }

    @Test
    @Order(2)
    void aStrangersMailIsHeldAndOpenedAsATicket() throws Exception {
        waitUntilRead();
        dovecot.deliver(SUPPORT, mail("Anna Petit <" + ANNA + ">", "Imprimante du quai"));
        go("/mails");
        for (int i = 0; i < 60 && page.locator("tbody a.title").count() == 0; i++) {
            page.waitForTimeout(500);
            go("/mails");
        }
        shoot("mails");
        page.locator("tbody a.title").first().click();
        assertThat(page.locator(".note.warning")).containsText(ANNA);
        assertThat(page.locator("main")).containsText("Elle fume.");
        shoot("mail-held");
        assertThat(problems("mail")).isEmpty();
        page.locator("#client").selectOption("boutique");
        page.locator("form[action$='/ticket'] button").click();
        page.waitForURL("**/tickets/*");
        assertThat(page.locator("h1")).hasText("Imprimante du quai");
        assertThat(page.locator("#conversation")).containsText(ANNA);
    }

    private void waitUntilRead() {
        for (int i = 0; i < 60 && page.locator(".badge.ok").count() == 0; i++) {
            page.waitForTimeout(500);
            go("/mailboxes");
        }
        assertThat(page.locator(".badge.ok")).isVisible();
        shoot("mailboxes");
        assertThat(problems("mailboxes")).isEmpty();
    }

    private static byte[] mail(String from, String subject) {
        return ("From: " + from + "\r\nTo: " + SUPPORT + "\r\nSubject: " + subject
                        + "\r\nMessage-ID: <one@client.example>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\nElle fume.\r\n--b\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Elle <b>fume</b>.</p>"
                        + "<script>alert(1)</script>\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Order(3)
    void theAnswerSaysToWhomItGoesAndThatItWasTaken() {
        if (postfix != null) {
            assertThat(page.locator("#recipients")).containsText(ANNA);
            page.locator("#text").fill("Débranchez-la, nous arrivons.");
            page.locator("input[name=visibility][value=public]").check();
            page.locator("form[action$='/messages'] button[type=submit]").click();
            assertThat(page.locator("#conversation .badge.ok").last()).isVisible(SOON);
            assertThat(page.locator("#conversation .badge.ok")).hasCount(2);
        }
        shoot("ticket-with-mail");
        assertThat(problems("ticket")).isEmpty();
        var link = page.locator("a[href$='/html']").first();
        var other = page.context().newPage();
        var answer = other.navigate(house.url() + link.getAttribute("href"));
        assertThat(answer.headers().get("content-security-policy")).startsWith("sandbox");
        assertThat(other.locator("b")).hasText("fume");
        assertThat(other.content()).doesNotContain("alert(1)");
        other.close();
    }

    @Test
    @Order(4)
    void givesTheMailOfADomainToAClient() {
        go("/mailboxes");
        page.locator("#pattern").fill("nulle part");
        page.locator("#client").selectOption("-");
        page.locator("form[action='/sender-rules'] button").click();
        assertThat(page.locator("#rules .note.critical")).isVisible();
        assertThat(page.locator("#pattern")).hasValue("nulle part");
        page.locator("#pattern").fill("@Client.Example");
        page.locator("#client").selectOption("boutique");
        page.locator("form[action='/sender-rules'] button").click();
        assertThat(page.locator("#rules tbody")).containsText("@client.example");
        shoot("sender-rules");
    }

    @Test
    @Order(5)
    void isSoundNarrowAndDarkAndInEnglish() {
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        var problems = new ArrayList<String>();
        for (String path : List.of(
                "/mails?state=all",
                "/mailboxes",
                "/mailboxes/support-msp-example",
                "/mailboxes/new",
                "/mails/1",
                "/tickets/1001")) {
            go(path);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > 390) {
                problems.add(path + " is wider than 390 px");
            }
            problems.addAll(problems(path));
            shoot("mail-narrow" + path.replaceAll("[^a-z0-9]+", "-"));
        }
        assertThat(problems).isEmpty();
        assertThat(browser.complaints())
                .filteredOn(one -> !one.contains("status of 4"))
                .isEmpty();
    }

    private List<String> problems(String where) {
        return Sight.problems(page, where, "mail|mails|mailbox|mailboxes|rules|ticket|letter");
    }

    private void submit() {
        page.locator("form.card button.primary").first().click();
        page.waitForLoadState();
    }

    private void go(String path) {
        page.navigate(house.url() + path);
    }

    private void shoot(String name) {
        Sight.shoot(page, name);
    }
}
