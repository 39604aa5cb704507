package org.vigie.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.SharedData;
import org.vigie.declaration.Declarations;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.message.MailReader;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Whole Vigies that read from a real Dovecot and send through a real Postfix. */
class MailHouseTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Actor ADMIN = Actor.automatic("test");
    private static final Actor LEA = Actor.person(1, "Léa");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Dovecot dovecot;
    private static @Nullable Postfix postfix;
    private static WholeHouse house;
    private static TenantId boutique;

    @BeforeAll
    static void open() throws Exception {
        dovecot = Dovecot.start();
        postfix = Postfix.isPossible() ? Postfix.start(dovecot.lmtpPort()) : null;
        house = house();
        boutique = client(house, "boutique", "anna@client.example");
    }

    @AfterAll
    static void close() {
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

    private static WholeHouse house() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("vigie.mail.trust", dovecot.certificate().toString());
        settings.put("vigie.mail.timeout", "3s");
        settings.put("vigie.mail.renew", "6s");
        settings.put("vigie.mail.largest", "1MB");
        if (postfix != null) {
            settings.put("vigie.mail.smtp.host", "127.0.0.1");
            settings.put("vigie.mail.smtp.port", postfix.port());
            settings.put("vigie.mail.smtp.tls", "none");
            settings.put("vigie.mail.smtp.from", "vigie@msp.example");
        }
        return WholeHouse.open(settings);
    }

    private static TenantId client(WholeHouse at, String key, String... people) {
        at.bean(Declarations.class).apply("client: " + key + "\nname: " + key + "\n", false, ADMIN, null);
        TenantId id = at.bean(Clients.class).idOf(key);
        for (String email : people) {
            Scope.of(id).call(() -> at.bean(People.class).meet("", email, Locale.FRENCH));
        }
        return id;
    }

    private static String fresh(String name) {
        return name + NUMBER.incrementAndGet() + "@msp.example";
    }

    private static Mailbox mailbox(WholeHouse at, String address, @Nullable TenantId client, Strangers strangers) {
        return put(at, wanted(address, client, strangers));
    }

    private static WantedMailbox wanted(String address, @Nullable TenantId client, Strangers strangers) {
        return WantedMailbox.of(address)
                .ofClient(client, strangers)
                .at("localhost", dovecot.imapsPort(), "tls")
                .password(Dovecot.PASSWORD);
    }

    /** And read for the first time, so that what comes from now on is new. */
    private static Mailbox put(WholeHouse at, WantedMailbox wanted) {
        Mailbox box = at.bean(Mailboxes.class).put(wanted.draft(), null, ADMIN);
        until(() -> health(at, box).lookedAt() != null);
        return box;
    }

    private static MailboxHealth health(WholeHouse at, Mailbox box) {
        return Objects.requireNonNull(at.bean(Mailboxes.class).health().get(box.id()));
    }

    private static void until(Supplier<Boolean> holds) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(holds::get);
    }

    private static byte[] raw(String from, String subject, String more, String text) {
        return ("From: " + from + "\r\nTo: support@msp.example\r\nSubject: " + encoded(subject) + "\r\nMessage-ID: <"
                        + NUMBER.incrementAndGet() + "@client.example>\r\n" + more
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        try {
            return MimeUtility.encodeText(text, "UTF-8", "Q");
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Arrival> arrivals(WholeHouse at, Mailbox box) {
        return at.bean(Arrivals.class).list(null, null, 1000).items().stream()
                .filter(arrival -> arrival.mailbox() == box.id())
                .toList();
    }

    private static Arrival onlyJudged(WholeHouse at, Mailbox box) {
        until(() ->
                arrivals(at, box).size() == 1 && arrivals(at, box).getFirst().state() != Arrival.State.WAITING);
        return arrivals(at, box).getFirst();
    }

    private static ReadMail lastMail(String user, int count) throws Exception {
        until(() -> mails(user).size() == count);
        return MailReader.read(mails(user).getLast());
    }

    private static List<byte[]> mails(String user) {
        try {
            return dovecot.mails(user, "INBOX");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void send(String from, String to, byte[] raw) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put(
                "mail.smtp.port", String.valueOf(Objects.requireNonNull(postfix).port()));
        properties.put("mail.smtp.from", from);
        var mail = new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(raw)) {
            @Override
            protected void updateMessageID() {
                // As its sender named it.
            }
        };
        Transport.send(mail, new InternetAddress[] {new InternetAddress(to)});
    }

    @Test
    void aMailIsATicketAndItsConversationGoesThroughRealServers() throws Exception {
        assumeTrue(postfix != null, "needs Postfix, and so root");
        String support = fresh("support");
        Mailbox box = mailbox(house, support, null, Strangers.HOLD);
        String anna = "anna" + NUMBER.incrementAndGet() + "@client.example";
        Scope.of(boutique).call(() -> house.bean(People.class).meet("Anna", anna, Locale.FRENCH));
        send(anna, support, raw("Anna <" + anna + ">", "Plus d'accès", "", "Aidez-moi"));

        long number = Objects.requireNonNull(onlyJudged(house, box).ticket());
        ReadMail acknowledged = lastMail(anna, 1);
        assertThat(acknowledged.from().email()).isEqualTo(support);
        assertThat(acknowledged.subject()).startsWith("Re: Plus d'accès [#" + number + "-");
        assertThat(acknowledged.header("auto-submitted")).isEqualTo("auto-replied");
        assertThat(acknowledged.text()).contains("numéro " + number);

        Scope.of(boutique).run(() -> {
            house.bean(Tickets.class).reply(number, "Ne jamais dire que le pare-feu date de 2009", true, LEA);
            house.bean(Tickets.class).reply(number, "Quel poste <exactement> ?", false, LEA);
        });
        ReadMail question = lastMail(anna, 2);
        assertThat(question.text()).contains("Quel poste <exactement> ?", "Léa").doesNotContain("2009");
        assertThat(question.header("auto-submitted")).isNull();
        assertThat(question.references()).contains(Objects.requireNonNull(acknowledged.messageId()));

        send(
                anna,
                support,
                raw(anna, "RE: poste", "In-Reply-To: <" + question.messageId() + ">\r\n", "PC-12\r\n\r\n> Quel poste"));
        until(() -> arrivals(house, box).size() == 2
                && arrivals(house, box).getFirst().state() == Arrival.State.DONE);
        assertThat(arrivals(house, box).getFirst().ticket()).isEqualTo(number);
        assertThat(Scope.of(boutique)
                        .call(() -> house.bean(Tickets.class).timeline(number, false))
                        .getLast()
                        .body())
                .isEqualTo("PC-12");
        assertThat(health(house, box).failingSince()).isNull();
    }

    @Test
    void aMailThatComesBackIsShownOnItsTicket() throws Exception {
        assumeTrue(postfix != null, "needs Postfix, and so root");
        Mailbox box = mailbox(house, fresh("support"), null, Strangers.HOLD);
        long person = Scope.of(boutique)
                .call(() -> house.bean(People.class).meet("Bob", "bounces-later@client.example", Locale.FRENCH))
                .id();
        dovecot.deliver(box.address(), raw("bounces-later@client.example", "Bonjour", "", "?"));
        long number = Objects.requireNonNull(onlyJudged(house, box).ticket());
        until(() -> letters(number).stream().anyMatch(letter -> letter.status().equals("bounced")));
        assertThat(Scope.of(boutique).call(() -> house.bean(Tickets.class).timeline(number, true)))
                .anyMatch(line -> line.what().code().equals("timeline.mail.bounced") && line.internal());
        until(() -> Scope.of(boutique)
                .call(() -> house.bean(People.class).unreachable(List.of(person)))
                .containsKey(person));
    }

    private static List<Outgoing> letters(long number) {
        return Scope.of(boutique).call(() -> house.bean(Outbox.class).about("ticket " + number));
    }

    @Test
    void twoVigiesPointedAtEachOtherStopAfterTwoMails() throws Exception {
        assumeTrue(postfix != null, "needs Postfix, and so root");
        try (WholeHouse other = house()) {
            String ours = fresh("ours");
            String theirs = "theirs" + NUMBER.incrementAndGet() + "@client.example";
            TenantId there = client(other, "msp");
            // Of one client alone: which of several mailboxes an answer goes from is another question.
            TenantId mairie = client(house, "mairie");
            Mailbox here = mailbox(house, ours, mairie, Strangers.OPEN);
            Mailbox opposite = mailbox(other, theirs, there, Strangers.OPEN);
            long person = Scope.of(mairie)
                    .call(() -> house.bean(People.class).meet("Their desk", theirs, Locale.FRENCH))
                    .id();
            long number = Scope.of(mairie)
                    .call(() -> house.bean(Tickets.class)
                            .open(new OpenTicket(
                                    TicketKind.INCIDENT,
                                    null,
                                    "Ligne coupée",
                                    "",
                                    Grade.MEDIUM,
                                    Grade.MEDIUM,
                                    null,
                                    null,
                                    null,
                                    null,
                                    person,
                                    null,
                                    java.time.Instant.now(),
                                    LEA)));
            Scope.of(mairie).run(() -> house.bean(Tickets.class).reply(number, "Pouvez-vous regarder ?", false, LEA));
            until(() -> mails(theirs).size() == 1);
            onlyJudged(other, opposite);
            Arrival answer = onlyJudged(house, here);
            assertThat(answer.state()).as(answer.toString()).isEqualTo(Arrival.State.DONE);
            assertThat(answer.ticket()).isEqualTo(number);
            // Longer than a mail needs for a whole round.
            Awaitility.await()
                    .during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> mails(theirs).size() == 1 && mails(ours).size() == 1);
        }
    }

    @Test
    void readsOnWhereItWasWhenTheServerComesBack() throws Exception {
        Dovecot own = Dovecot.start();
        try {
            String address = fresh("lost");
            var wanted = wanted(address, boutique, Strangers.OPEN).at("localhost", own.imapPort(), "none");
            own.deliver(address, raw("old@client.example", "From before", "", "not for Vigie"));
            // The server's clock says seconds.
            long second = java.time.Instant.now().getEpochSecond();
            until(() -> java.time.Instant.now().getEpochSecond() > second);
            Mailbox box = put(house, wanted);
            own.deliver(address, raw("a@client.example", "One", "", "1"));
            until(() -> arrivals(house, box).size() == 1);
            own.stop();
            until(() -> health(house, box).failingSince() != null);
            assertThat(Objects.requireNonNull(health(house, box).failure()).code())
                    .isEqualTo("mail.failure.server");
            own.startAgain();
            own.deliver(address, raw("b@client.example", "Two", "", "2"));
            until(() -> arrivals(house, box).size() == 2 && health(house, box).failingSince() == null);

            Mailbox paused = house.bean(Mailboxes.class).put(wanted.off().draft(), null, ADMIN);
            own.stop();
            own.dropUidValidity(address);
            own.startAgain();
            own.deliver(address, raw("c@client.example", "Three", "", "3"));
            house.bean(Mailboxes.class).put(wanted.on().draft(), paused.version(), ADMIN);
            until(() ->
                    arrivals(house, box).stream().anyMatch(one -> one.subject().equals("Three")));
            assertThat(arrivals(house, box))
                    .as("numbered anew, and nothing twice")
                    .extracting(Arrival::subject)
                    .containsExactly("Three", "Two", "One");
        } finally {
            own.close();
        }
    }

    @Test
    void signsInByOauthWithTokensThatEnd() throws Exception {
        String address = fresh("oauth");
        var asked = new AtomicInteger();
        var lastForm = new java.util.concurrent.atomic.AtomicReference<String>();
        HttpServer authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/token", exchange -> {
            lastForm.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int number = asked.incrementAndGet();
            dovecot.allowToken("token-" + number, address);
            byte[] answer = ("{\"access_token\":\"token-" + number
                            + "\",\"expires_in\":3600,\"refresh_token\":\"refresh-" + number + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        authority.start();
        try {
            String url = "http://127.0.0.1:" + authority.getAddress().getPort() + "/token";
            Mailbox box = put(house, wanted(address, boutique, Strangers.OPEN).tokensFrom(url, "refresh-0"));
            assertThat(lastForm.get())
                    .contains("grant_type=refresh_token", "refresh_token=refresh-0", "client_id=vigie");
            dovecot.deliver(address, raw("a@client.example", "By token", "", "1"));
            until(() -> arrivals(house, box).size() == 1);
            dovecot.revokeToken("token-" + asked.get());
            int before = asked.get();
            assertThat(house.bean(Mailboxes.class).tried(box.key()))
                    .as("what the server says of a token that ended")
                    .isNotNull();
            house.bean(AccessTokens.class).forget(box);
            assertThat(house.bean(Mailboxes.class).tried(box.key())).isNull();
            assertThat(asked.get()).isEqualTo(before + 1);
            assertThat(lastForm.get()).as("the new one each time").contains("refresh_token=refresh-" + before);
        } finally {
            authority.stop(0);
        }
    }

    @Test
    void aMailThatIsTooLargeIsHeldWithItsHeaders() throws Exception {
        Mailbox box = mailbox(house, fresh("large"), boutique, Strangers.OPEN);
        dovecot.deliver(
                box.address(),
                raw(
                        "a@client.example",
                        "Film",
                        "",
                        "x".repeat(70).concat("\r\n").repeat(20_000)));
        dovecot.deliver(box.address(), raw("a@client.example", "Texte", "", "court"));
        until(() -> arrivals(house, box).size() == 2
                && arrivals(house, box).getFirst().state() == Arrival.State.DONE);
        Arrival large = arrivals(house, box).getLast();
        assertThat(large.state()).isEqualTo(Arrival.State.HELD);
        assertThat(large.whole()).isFalse();
        assertThat(new String(house.bean(Arrivals.class).raw(large.id()), StandardCharsets.UTF_8))
                .contains("Subject: Film")
                .hasSizeLessThan(5_000);
    }

    @Test
    void aServerThatHangsHoldsUpNoOtherMailbox() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = fresh("hanging");
            Mailbox slow = house.bean(Mailboxes.class)
                    .put(
                            wanted(address, boutique, Strangers.OPEN)
                                    .at("localhost", hanging.getLocalPort(), "none")
                                    .draft(),
                            null,
                            ADMIN);
            Mailbox box = mailbox(house, fresh("quick"), boutique, Strangers.OPEN);
            dovecot.deliver(box.address(), raw("a@client.example", "Vite", "", "1"));
            assertThat(onlyJudged(house, box).state()).isEqualTo(Arrival.State.DONE);
            until(() -> health(house, slow).failingSince() != null);
        }
    }

    @Test
    void everyRecordedMailIsKeptAndNoneBlocksTheNext() throws Exception {
        var folder = SharedData.folder("tickets/emails");
        Mailbox box = mailbox(house, fresh("recorded"), boutique, Strangers.OPEN);
        List<java.nio.file.Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(eml|box)"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (var file : files) {
            dovecot.deliver(box.address(), Files.readAllBytes(file));
        }
        dovecot.deliver(box.address(), raw("a@client.example", "Derrière tous les autres", "", "1"));
        until(() -> arrivals(house, box).stream()
                .anyMatch(
                        one -> one.subject().equals("Derrière tous les autres") && one.state() == Arrival.State.DONE));
        until(() -> arrivals(house, box).stream().noneMatch(one -> one.state() == Arrival.State.WAITING));
        assertThat(arrivals(house, box)).hasSize(files.size() + 1);
        assertThat(arrivals(house, box))
                .filteredOn(one -> one.reason() != null && one.reason().code().equals("mail.held.failed"))
                .isEmpty();
    }
}
