package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Letter;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.Outbox;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** {@code /mailboxes}, {@code /sender-rules}, {@code /mails}, and the letters of a ticket. */
@ExtendWith(ContractHouse.class)
class MailApiTest {
    private static final String BOXES = "/api/v1/mailboxes/";
    private static final String RULES = "/api/v1/sender-rules";
    private static final String MAILS = "/api/v1/mails/";
    private static final String SECRET = "un secret de boîte";

    /** A technician who sees every client. */
    private static String tina;

    @BeforeAll
    static void open() {
        Account account = ContractHouse.house()
                .bean(Accounts.class)
                .create(
                        Actor.automatic("test"),
                        new NewAccount("tina", "Tina", Role.TECHNICIAN, Locale.ENGLISH, true, new TreeSet<>()),
                        "un long mot de passe tina");
        var viewer = new Viewer(account.id(), "tina", "Tina", Role.TECHNICIAN, Locale.ENGLISH, true, account.clients());
        tina = ContractHouse.house()
                .bean(ApiTokens.class)
                .issue(viewer, "tina", Role.TECHNICIAN, null, null)
                .secret();
        // Only an active one writes to clients; nobody listens there, and no job sends.
        String support = body("support", "\"smtpHost\":\"127.0.0.1\",\"smtpPort\":1")
                .replace("\"active\":false", "\"active\":true");
        assertThat(put("admin", BOXES + "support", support).status()).isEqualTo(201);
    }

    /** Not active: nobody reads it in the background. */
    private static String body(String name, String more) {
        return "{\"name\":\"%s\",\"address\":\"%1$s@infogerance.example\",\"imapHost\":\"127.0.0.1\",\"imapPort\":1,\"login\":\"%1$s\",\"password\":\"%s\",\"active\":false%s}"
                .formatted(name, SECRET, more.isEmpty() ? "" : "," + more);
    }

    private static String without(String body) {
        return body.replace(",\"password\":\"" + SECRET + "\"", "");
    }

    private static String sealed(String key) {
        var transaction = new TransactionTemplate(ContractHouse.house().bean(PlatformTransactionManager.class));
        return Scope.across("a test")
                .call(() -> transaction.execute(tx -> ContractHouse.house()
                        .bean(JdbcClient.class)
                        .sql("select password from mail.mailbox where key = ?")
                        .param(key)
                        .query(String.class)
                        .single()));
    }

    /** Otherwise whoever may change a mailbox could have its password sent to a server of their own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"imapHost\":\"127.0.0.1\"|\"imapHost\":\"192.0.2.66\"",
                "\"imapPort\":1|\"imapPort\":2",
                "\"login\":\"moved\"|\"login\":\"moved\",\"smtpHost\":\"192.0.2.66\"",
                "\"login\":\"moved\"|\"login\":\"moved\",\"imapTls\":\"none\"",
                "\"login\":\"moved\"|\"login\":\"moved\",\"smtpHost\":\"127.0.0.1\",\"smtpTls\":\"none\"",
            })
    void aSecretIsShownToNoOtherServerThanTheOneItWasTypedFor(String was, String is) {
        String path = BOXES + "moved";
        assertThat(put("admin", path, body("moved", "")).status()).isIn(200, 201);
        String elsewhere = body("moved", "").replace(was, is);
        assertThat(elsewhere).contains(is);
        assertThat(put("admin", path, without(elsewhere)).error()).isEqualTo("password refusal.mailbox.secret.again");
        // Nor by way of another sign-in.
        String oauth = without(elsewhere)
                .replace(
                        "\"active\":false",
                        "\"active\":false,\"signIn\":\"oauth2\",\"oauthClient\":\"v\","
                                + "\"tokenUrl\":\"https://x.example/t\",\"oauthSecret\":\"s\"");
        assertThat(put("admin", path, oauth).status()).isEqualTo(200);
        assertThat(put("admin", path, without(elsewhere)).error()).isEqualTo("password refusal.mailbox.password");
        assertThat(put("admin", path, elsewhere).status()).isEqualTo(200);
        assertThat(put("admin", path, without(elsewhere)).status()).isEqualTo(200);
        delete("admin", path);
    }

    @Test
    void anotherAuthorityGetsNoSecretOfTheFormerOneNorByAWayRound() {
        String path = BOXES + "authority";
        String secrets = ",\"oauthSecret\":\"un secret d'autorité\",\"refreshToken\":\"un jeton de reprise\"";
        assertThat(put("admin", path, oauth("login.example", secrets)).status()).isEqualTo(201);
        assertThat(put("admin", path, oauth("login.example", "")).status()).isEqualTo(200);
        assertThat(put("admin", path, oauth("evil.example", "")).error())
                .isEqualTo("oauthSecret refusal.mailbox.secret.again");

        // By a password for a while, after which nothing says any more whose the secrets were.
        assertThat(put("admin", path, body("authority", "")).status()).isEqualTo(200);
        assertThat(put("admin", path, oauth("evil.example", "")).error())
                .isEqualTo("oauthSecret refusal.mailbox.secret.again");
        assertThat(put("admin", path, oauth("evil.example", secrets)).status()).isEqualTo(200);
    }

    private static String oauth(String authority, String more) {
        return without(body("authority", ""))
                .replaceFirst(
                        "}$",
                        ",\"signIn\":\"oauth2\",\"tokenUrl\":\"https://" + authority
                                + "/token\",\"oauthClient\":\"vigie\"" + more + "}");
    }

    @Test
    void aSecretGoesInStaysWhenLeftOutAndNeverComesOut() {
        String path = BOXES + "secret";
        Answer made = put("admin", path, body("secret", "\"client\":\"boutique\",\"strangers\":\"open\""));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String kept = sealed("secret");
        assertThat(kept).isNotBlank().doesNotContain(SECRET);

        Answer changed =
                put("admin", path, without(body("secret", "\"silentAfterHours\":48")), "If-Match", made.etag());
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(sealed("secret")).isEqualTo(kept);

        Answer read = get("admin", path);
        assertThat(read.etag()).isEqualTo(changed.etag()).isNotEqualTo(made.etag());
        // It was replaced: what the second body leaves out is as in a new one.
        assertThat(read.json().path("client").isNull()).isTrue();
        assertThat(read.json().path("strangers").asString()).isEqualTo("hold");
        assertThat(read.json().path("silentAfterHours").asInt()).isEqualTo(48);
        assertThat(read.json().path("active").asBoolean()).isFalse();
        assertThat(read.json().path("lookedAt").isNull()).isTrue();
        for (Answer answer : List.of(made, changed, read, get("admin", "/api/v1/mailboxes"))) {
            assertThat(answer.text()).doesNotContain(SECRET, kept, "password\":");
        }

        assertThat(put("admin", path, body("secret", "\"password2\":\"x\"")).error())
                .isEqualTo("password2 refusal.body.unknown");
        String other =
                "{\"name\":\"x\",\"address\":\"x@infogerance.example\",\"imapHost\":\"h\",\"login\":\"x\",\"signIn\":\"oauth2\","
                        + "\"tokenUrl\":\"https://login.example/token\",\"oauthClient\":\"vigie\",\"oauthSecret\":\"un secret d'autorité\","
                        + "\"refreshToken\":\"un jeton de reprise\",\"oauthSecretExpires\":\"2027-01-31\",\"active\":false}";
        Answer oauth = put("admin", BOXES + "oauth", other);
        assertThat(oauth.status()).as(oauth.text()).isEqualTo(201);
        assertThat(oauth.json().path("oauthSecretExpires").asString()).isEqualTo("2027-01-31");
        assertThat(get("admin", BOXES + "oauth").text()).doesNotContain("un secret d'autorité", "un jeton de reprise");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name refusal.mailbox.blank",
                "\"address\":\"nowhere\" | address refusal.mailbox.address",
                "\"address\":\"support@infogerance.example\" | address refusal.mailbox.address.taken",
                "\"imapHost\":\"a b\" | imapHost refusal.mailbox.host",
                "\"imapPort\":0 | imapPort refusal.mailbox.port",
                "\"imapPort\":\"993\" | imapPort refusal.body.field",
                "\"imapTls\":\"ssl\" | imapTls refusal.mailbox.tls",
                "\"smtpHost\":\"h\",\"smtpPort\":70000 | smtpPort refusal.mailbox.port",
                "\"signIn\":\"magic\" | signIn refusal.choice",
                "\"signIn\":\"oauth2\",\"oauthClient\":\"v\",\"tokenUrl\":\"http://login.example/\" | tokenUrl refusal.mailbox.token-url",
                "\"strangers\":\"open\" | strangers refusal.mailbox.strangers",
                "\"strangers\":\"shoot\" | strangers refusal.choice",
                "\"afterwards\":\"burn\" | afterwards refusal.choice",
                "\"silentAfterHours\":0 | silentAfterHours refusal.mailbox.silent",
                "\"client\":\"nobody\" | client refusal.mailbox.client",
                "\"watchedClient\":\"boutique\" | watchedAsset refusal.required",
                "\"oauthSecretExpires\":\"soon\" | oauthSecretExpires refusal.body.field",
                "\"colour\":\"red\" | colour refusal.body.unknown",
            })
    void refusesAMailboxByFieldAndRule(String wrong, String error) {
        String right =
                "{\"name\":\"x\",\"address\":\"wrong@infogerance.example\",\"imapHost\":\"h\",\"login\":\"x\",\"password\":\"x\"}";
        String field = wrong.replaceFirst(":.*", "");
        String body = wrong.equals("{}")
                ? wrong
                : right.replaceFirst("(?<=[{,])" + field + ":\"[^\"]*\",?", "").replaceFirst("}$", "," + wrong + "}");
        Answer refused = put("admin", BOXES + "wrong", body);
        assertThat(refused.status()).as(body + refused.text()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(get("admin", BOXES + "wrong").status()).isEqualTo(404);
    }

    @Test
    void aPasswordIsNeededOnceAndAKeyIsAKey() {
        assertThat(put("admin", BOXES + "bare", without(body("bare", ""))).error())
                .isEqualTo("password refusal.mailbox.password");
        assertThat(put("admin", BOXES + "Not_A_Key", body("bare", "")).error()).isEqualTo("key refusal.key");
    }

    @Test
    void aStaleVersionIsRefused() {
        String path = BOXES + "stale";
        assertThat(put("admin", path, body("stale", ""), "If-Match", "*").status())
                .isEqualTo(412);
        Answer made = put("admin", path, body("stale", ""));
        Answer changed = put("admin", path, body("stale", "\"folder\":\"Tickets\""), "If-Match", made.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(put("admin", path, body("stale", ""), "If-Match", made.etag())
                        .status())
                .isEqualTo(412);
        assertThat(get("admin", path).json().path("folder").asString()).isEqualTo("Tickets");
        assertThat(put("admin", path, body("stale", "")).status()).isEqualTo(200);
    }

    @Test
    void aTrialSaysWhatIsWrong() {
        Answer tried = post("admin", BOXES + "support/trial", null);
        assertThat(tried.status()).as(tried.text()).isEqualTo(200);
        assertThat(tried.json().path("works").asBoolean()).isFalse();
        assertThat(tried.json().path("trouble").asString())
                .contains("127.0.0.1")
                .doesNotContain(SECRET, "mail.trouble", "{0}");
        assertThat(post("admin", BOXES + "nowhere/trial", null).status()).isEqualTo(404);
    }

    @Test
    void oneThatHadMailIsNotRemoved() {
        put("admin", BOXES + "brief", body("brief", ""));
        assertThat(delete("admin", BOXES + "brief").status()).isEqualTo(204);
        assertThat(delete("admin", BOXES + "brief").status()).isEqualTo(404);
        arrived("used", "Bonjour");
        assertThat(delete("admin", BOXES + "support").status()).isEqualTo(409);
    }

    @Test
    void aRuleIsMadeChangedAndRemoved() {
        Answer made = put("admin", RULES, "{\"pattern\":\" @Dupont.Example \",\"client\":\"boutique\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("pattern").asString()).isEqualTo("@dupont.example");
        Answer changed = put("admin", RULES, "{\"pattern\":\"@dupont.example\"}", "If-Match", made.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("client").isNull()).isTrue();
        assertThat(changed.json().path("id")).isEqualTo(made.json().path("id"));
        assertThat(put("admin", RULES, "{\"pattern\":\"@dupont.example\"}", "If-Match", made.etag())
                        .status())
                .isEqualTo(412);

        assertThat(put("admin", RULES, "{\"pattern\":\"dupont\"}").error())
                .isEqualTo("pattern refusal.sender-rule.pattern");
        assertThat(put("admin", RULES, "{\"pattern\":\"@x.example\",\"to\":\"x\"}")
                        .error())
                .isEqualTo("to refusal.body.unknown");
        assertThat(put("admin", RULES, "{\"pattern\":\"@x.example\",\"client\":\"nobody\"}")
                        .status())
                .isEqualTo(404);

        String path = RULES + "/" + made.json().path("id").asLong();
        assertThat(get("admin", RULES).text()).contains("@dupont.example");
        assertThat(delete("admin", path).status()).isEqualTo(204);
        assertThat(delete("admin", path).status()).isEqualTo(404);
        assertThat(get("admin", RULES).text()).doesNotContain("@dupont.example");
    }

    /** Came into the mailbox and was judged: nobody knows its sender, so it is held. */
    private static long arrived(String sender, String text) {
        var box = ContractHouse.house().bean(Mailboxes.class).get("support");
        Long id = ContractHouse.house().bean(Arrivals.class).put(box, raw(sender, text));
        assertThat(id).isNotNull();
        judge();
        return id;
    }

    private static byte[] raw(String sender, String text) {
        return ("From: Inconnu <" + sender + "@ailleurs.example>\r\nTo: support@infogerance.example\r\n"
                        + "Message-ID: <" + sender + "@ailleurs.example>\r\nSubject: Panne de " + sender
                        + "\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + text + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void judge() {
        ContractHouse.house()
                .context()
                .getBean("intakeWatchJob", RecurringTask.class)
                .execute(null, null);
    }

    private static String state(long mail) {
        return get("admin", MAILS + mail).json().path("state").asString();
    }

    @Test
    void aHeldMailBecomesATicketOfAClientOnce() throws Exception {
        long mail = arrived("helene", "L'écran est noir");
        Answer held = get(tina, MAILS + mail);
        assertThat(held.json().path("state").asString()).isEqualTo("held");
        assertThat(held.json().path("mailbox").asString()).isEqualTo("support");
        assertThat(held.json().path("sender").asString()).isEqualTo("helene@ailleurs.example");
        assertThat(held.json().path("reason").asString()).isNotBlank().doesNotStartWith("mail.held");
        assertThat(get(tina, "/api/v1/mails?state=held").text()).contains("Panne de helene");
        assertThat(get(tina, "/api/v1/mails?state=done").text()).doesNotContain("Panne de helene");
        assertThat(get(tina, "/api/v1/mails?state=lost").error()).isEqualTo("state refusal.choice");

        String ticket = MAILS + mail + "/ticket";
        assertThat(post(tina, ticket, "{\"client\":\"nobody\"}").status()).isEqualTo(404);
        assertThat(post(tina, ticket, "{}").error()).isEqualTo("client refusal.client.required");
        assertThat(post(tina, ticket, "{\"client\":\"boutique\",\"team\":\"n1\"}")
                        .error())
                .isEqualTo("team refusal.body.unknown");

        var twins = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 4; i++) {
            twins.add(() -> post(tina, ticket, "{\"client\":\"boutique\"}", "Idempotency-Key", "a-mail"));
        }
        var seen = new TreeSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(twins)) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(201);
                seen.add(answer.get().text());
            }
        }
        assertThat(seen).hasSize(1);
        Answer done = get(tina, MAILS + mail);
        assertThat(done.json().path("state").asString()).isEqualTo("done");
        assertThat(done.json().path("client").asString()).isEqualTo("boutique");
        assertThat(done.json().path("decidedBy").asString()).isEqualTo("Tina");
        long number = done.json().path("ticket").asLong();
        assertThat(get("sami", "/api/v1/tickets/" + number).json().path("title").asString())
                .isEqualTo("Panne de helene");

        assertThat(post(tina, ticket, "{\"client\":\"boutique\"}").status()).isEqualTo(409);
        assertThat(post(tina, MAILS + mail + "/trial", null).status()).isEqualTo(409);
        assertThat(post(tina, MAILS + mail + "/removal", null).status()).isEqualTo(409);
        long other = arrived("ivan", "Autre chose");
        assertThat(post(tina, MAILS + other + "/ticket", "{\"client\":\"boutique\"}", "Idempotency-Key", "a-mail")
                        .status())
                .isEqualTo(409);
        assertThat(state(other)).isEqualTo("held");
    }

    @Test
    void twoWhoDecideAtOnceOpenOneTicket() throws Exception {
        long mail = arrived("gaston", "Deux fois");
        var both = new ArrayList<Callable<Answer>>();
        for (String client : List.of("boutique", "mairie", "boutique", "mairie", "boutique", "mairie")) {
            both.add(() -> post("admin", MAILS + mail + "/ticket", "{\"client\":\"" + client + "\"}"));
        }
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(both)) {
                answers.add(answer.get().status());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409);
        assertThat(get("admin", "/api/v1/tickets?q=gaston").items().size()).isEqualTo(1);
    }

    @Test
    void itsSourceIsWhatCameByteByByte() {
        long mail = arrived("jeanne", "Ça brûle, là-bas");
        Answer source = get(tina, MAILS + mail + "/source");
        assertThat(source.status()).isEqualTo(200);
        assertThat(source.bytes()).isEqualTo(raw("jeanne", "Ça brûle, là-bas"));
        assertThat(source.header("Content-Type")).isEqualTo("message/rfc822");
        assertThat(source.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("mail-" + mail + ".eml");
        assertThat(get(tina, MAILS + "999999999/source").status()).isEqualTo(404);
    }

    @Test
    void itIsForgottenOrJudgedOnceMore() {
        long mail = arrived("kevin", "Perdu");
        assertThat(post(tina, MAILS + mail + "/removal", null)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("dropped");
        assertThat(post(tina, MAILS + mail + "/removal", null).status()).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(post(tina, MAILS + mail + "/trial", null)
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("waiting");
        }
        // A rule that came meanwhile says whose it is.
        put("admin", RULES, "{\"pattern\":\"kevin@ailleurs.example\",\"client\":\"boutique\"}");
        judge();
        assertThat(state(mail)).isEqualTo("done");
    }

    @Test
    void itIsForWhoSeesEveryClient() {
        long mail = arrived("lea", "Secret");
        for (String who : List.of("sami", "denise", "durand")) {
            assertThat(get(who, "/api/v1/mails").status()).as(who).isEqualTo(404);
            assertThat(get(who, MAILS + mail).status()).as(who).isEqualTo(404);
            assertThat(get(who, MAILS + mail + "/source").status()).as(who).isEqualTo(404);
            assertThat(post(who, MAILS + mail + "/ticket", "{\"client\":\"boutique\"}")
                            .status())
                    .as(who)
                    .isEqualTo(404);
            assertThat(post(who, MAILS + mail + "/removal", null).status()).isEqualTo(404);
        }
        for (String who : List.of(tina, "sami", "denise")) {
            assertThat(get(who, "/api/v1/mailboxes").status()).isEqualTo(404);
            assertThat(put(who, BOXES + "support", body("support", "")).status())
                    .isEqualTo(404);
            assertThat(post(who, BOXES + "support/trial", null).status()).isEqualTo(404);
            assertThat(get(who, RULES).status()).isEqualTo(404);
            assertThat(put(who, RULES, "{\"pattern\":\"@x.example\"}").status()).isEqualTo(404);
        }
        assertThat(state(mail)).isEqualTo("held");
    }

    @Test
    void aClientReadsTheLettersOfATicketThatAreTheirs() {
        long mail = arrived("marie", "Mon poste");
        long number = post("admin", MAILS + mail + "/ticket", "{\"client\":\"boutique\"}")
                .json()
                .path("ticket")
                .asLong();
        TenantId boutique = Scope.across("a test")
                .call(() -> ContractHouse.house().bean(Clients.class).find("boutique"))
                .orElseThrow()
                .id();
        Scope.of(boutique).run(() -> among(number, boutique));
        String path = "/api/v1/tickets/" + number + "/letters";
        var all = get("sami", path).items();
        assertThat(all.findValuesAsString("address"))
                .containsExactlyInAnyOrder(
                        "marie@ailleurs.example",
                        "marie@ailleurs.example",
                        "colleague@infogerance.example",
                        "sami@infogerance.example");
        assertThat(all.path(0).path("direction").asString()).isEqualTo("in");
        assertThat(all.path(0).path("kind").asString()).isEqualTo("personal");
        assertThat(all.path(0).path("mail").asLong()).isEqualTo(mail);

        Answer theirs = get("durand", path);
        assertThat(theirs.items().findValuesAsString("kind")).containsExactly("personal", "acknowledgement");
        assertThat(theirs.items().findValuesAsString("status")).containsExactly("received", "planned");
        assertThat(theirs.items().path(0).path("mail").isNull()).isTrue();
        assertThat(theirs.text()).doesNotContain("infogerance.example");
        assertThat(get("sami", path + "?limit=1").json().path("next").isNull()).isFalse();

        long foreign = post("admin", "/api/v1/tickets", "{\"client\":\"mairie\",\"title\":\"x\"}")
                .json()
                .path("number")
                .asLong();
        assertThat(get("sami", "/api/v1/tickets/" + foreign + "/letters").status())
                .isEqualTo(404);
        assertThat(get("durand", "/api/v1/tickets/" + foreign + "/letters").status())
                .isEqualTo(404);
    }

    /** What colleagues write among themselves, and a letter to one of them. */
    private static void among(long number, TenantId boutique) {
        var house = ContractHouse.house();
        var before = house.bean(ReceivedLetters.class).of(number).getFirst();
        house.bean(ReceivedLetters.class)
                .add(
                        new ReceivedLetter(
                                boutique,
                                before.arrival() + 1_000_000,
                                before.mailbox(),
                                number,
                                before.entry(),
                                null,
                                "Colleague",
                                "colleague@infogerance.example",
                                List.of(),
                                "automatic_reply",
                                false,
                                "",
                                Instant.now(),
                                true),
                        null);
        house.bean(Outbox.class)
                .write(new Letter(
                        null,
                        "ticket " + number,
                        before.entry(),
                        "answer",
                        false,
                        "Sami",
                        "sami@infogerance.example",
                        Locale.FRENCH,
                        "x",
                        "x",
                        null,
                        List.of(),
                        List.of()));
    }
}
