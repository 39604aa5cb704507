package org.vigie.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.notification.PostRoom.hook;
import static org.vigie.notification.PostRoom.mail;
import static org.vigie.notification.PostRoom.noHook;
import static org.vigie.notification.PostRoom.person;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.Rooms;
import org.vigie.mail.SmtpSettings;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.probe.CertificateMaker;

class MailTest {
    static final String ALICE = "alice@example.org";
    static Rooms rooms;

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"organization", "calendar"}, Ledger.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void start() {
        rooms.setTime(Rooms.START);
        PostRoom.empty(rooms);
    }

    private static GreenMail server(int port) {
        return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Test
    void speaksTheLanguageOfThePersonInHeadersThatEveryMailerReads() throws Exception {
        GreenMail server = server(0);
        server.start();
        try {
            var post = new PostRoom(rooms, mail(server.getSmtp().getPort()), noHook())
                    .staffed(person("alice", ALICE, "fr"), person("bob", "bob@example.org", "en"));
            post.page("both");
            post.look();
            assertThat(server.waitForIncomingEmail(30_000, 2)).isTrue();
            MimeMessage french = mailTo(server, ALICE);
            MimeMessage english = mailTo(server, "bob@example.org");
            assertThat(french.getSubject()).startsWith("P1 Boutique Éphémère").contains("depuis");
            assertThat(english.getSubject()).startsWith("P1 Boutique Éphémère").contains("since");
            assertThat(header(french, "Content-Language")).isEqualTo("fr");
            assertThat(header(french, "Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(header(french, "List-Id")).isEqualTo("Vigie <notifications.example.org>");
            assertThat(header(french, "From")).isEqualTo("Vigie <vigie@example.org>");
            assertThat(header(french, "Message-ID"))
                    .matches("<[0-9a-f-]{36}@example\\.org>")
                    .isNotEqualTo(header(english, "Message-ID"));
            assertThat(french.getSentDate().toInstant()).isEqualTo(Rooms.START);

            var parts = (MimeMultipart) french.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            String plain = (String) parts.getBodyPart(0).getContent();
            String html = (String) parts.getBodyPart(1).getContent();
            assertThat(plain).contains("Site <arrêté>", "https://vigie.example/tickets/1001", "n2");
            assertThat(html)
                    .contains("Site &lt;arrêté&gt;", "href=\"https://vigie.example/tickets/1001\"", "lang=\"fr\"");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            cleanOnTheWire(french);
        } finally {
            server.stop();
        }
    }

    /** RFC 5322: lines of at most 998 characters, and nothing but ASCII outside encoded words and encoded bodies. */
    private static void cleanOnTheWire(MimeMessage mail) throws Exception {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        String raw = bytes.toString(StandardCharsets.ISO_8859_1);
        assertThat(raw.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(raw.chars()).allMatch(c -> c < 128);
        assertThat(raw).contains("Subject: =?UTF-8?");
    }

    private static MimeMessage mailTo(GreenMail server, String address) throws Exception {
        for (MimeMessage one : server.getReceivedMessages()) {
            if (header(one, "To").equals(address)) {
                return one;
            }
        }
        throw new AssertionError("no mail to " + address);
    }

    private static String header(MimeMessage mail, String name) throws Exception {
        return String.join("|", mail.getHeader(name));
    }

    @Test
    void signsInAndSaysWhenItMayNot() throws Exception {
        GreenMail server = server(0);
        server.setUser("vigie@example.org", "vigie", "right");
        server.start();
        try {
            for (String password : new String[] {"wrong", "right"}) {
                var smtp = new SmtpSettings(
                        "localhost",
                        server.getSmtp().getPort(),
                        "vigie",
                        password,
                        "vigie@example.org",
                        "none",
                        null,
                        Duration.ofSeconds(5));
                var post = new PostRoom(rooms, smtp, noHook()).staffed(person("alice", ALICE, "fr"));
                post.page("auth");
                post.look();
                boolean right = password.equals("right");
                assertThat(post.only().status()).isEqualTo(right ? "sent" : "planned");
                assertThat(server.getReceivedMessages()).hasSize(right ? 1 : 0);
                if (!right) {
                    assertThat(post.only().failure().args().get(1))
                            .contains("535")
                            .doesNotContain("wrong");
                }
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void encryptsBeforeItSignsIn(@TempDir Path folder) throws Exception {
        var now = Instant.now();
        var own = new CertificateMaker()
                .selfSigned(
                        "CN=localhost",
                        now.minusSeconds(60),
                        now.plusSeconds(3600),
                        new GeneralName(GeneralName.dNSName, "localhost"));
        Path trust = Files.writeString(folder.resolve("own.pem"), own.pem());
        try (var peer = MailPeer.withStartTls(own.server())) {
            var trusting =
                    new PostRoom(rooms, secured(peer.port(), trust), noHook()).staffed(person("alice", ALICE, "fr"));
            trusting.page("starttls");
            trusting.look();
            assertThat(trusting.only().status()).isEqualTo("sent");
            assertThat(peer.taken).hasSize(1);
            assertThat(peer.heard)
                    .filteredOn(line -> line.contains("AUTH") || line.contains("MAIL"))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("TLS "));

            var strict =
                    new PostRoom(rooms, secured(peer.port(), null), noHook()).staffed(person("alice", ALICE, "fr"));
            strict.page("untrusted");
            strict.look();
            assertThat(strict.only().status()).isEqualTo("planned");
            assertThat(peer.taken).hasSize(1);
        }
        try (var peer = MailPeer.plain()) {
            var refused =
                    new PostRoom(rooms, secured(peer.port(), trust), noHook()).staffed(person("alice", ALICE, "fr"));
            refused.page("no starttls");
            refused.look();
            assertThat(refused.only().status()).isEqualTo("planned");
            assertThat(peer.heard).as("the password stays here").noneMatch(line -> line.contains("AUTH"));
        }
    }

    private static SmtpSettings secured(int port, Path trust) {
        return new SmtpSettings(
                "localhost", port, "vigie", "secret", "vigie@example.org", "starttls", trust, Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"451 try later, planned", "421 too busy, planned", "550 no such user, failed", "553 no, failed"})
    void triesAgainWhatIsRefusedForNowOnly(String reply, String status) {
        try (var peer = MailPeer.plain()) {
            peer.replies.add(reply);
            var post = new PostRoom(rooms, mail(peer.port()), noHook()).staffed(person("alice", ALICE, "fr"));
            post.page("refused");
            post.look();
            assertThat(post.only().status()).isEqualTo(status);
            assertThat(post.only().failure().args().get(1)).contains(reply);
            post.later(Duration.ofSeconds(10));
            assertThat(peer.taken).hasSize(status.equals("planned") ? 1 : 0);
        }
    }

    @Test
    void keepsItsNameOverTries() {
        try (var peer = MailPeer.plain()) {
            var post = new PostRoom(rooms, mail(peer.port()), noHook()).staffed(person("alice", ALICE, "fr"));
            post.dies = true;
            post.page("twice");
            post.look();
            post.dies = false;
            post.later(DeliveryWatch.HOLD);
            assertThat(post.only().status()).isEqualTo("sent");
            assertThat(peer.taken).hasSize(2);
            assertThat(messageId(peer.taken.get(1)))
                    .matches("<[0-9a-f-]{36}@example\\.org>")
                    .isEqualTo(messageId(peer.taken.get(0)));
        }
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID: "))
                .map(line -> line.substring("Message-ID: ".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void arrivesWhenTheServerComesBack() throws Exception {
        GreenMail server = server(0);
        server.start();
        int port = server.getSmtp().getPort();
        server.stop();
        var post = new PostRoom(rooms, mail(port), noHook()).staffed(person("alice", ALICE, "fr"));
        post.page("absent");
        post.look();
        assertThat(post.only().status()).isEqualTo("planned");
        server = server(port);
        server.start();
        try {
            post.later(Duration.ofSeconds(10));
            assertThat(post.only().status()).isEqualTo("sent");
            assertThat(post.only().attempts()).isEqualTo(2);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void holdsUpNobodyElseWhenItsServerHangs() {
        try (var peer = MailPeer.plain();
                var hook = new HookPeer(null)) {
            peer.silent = true;
            var impatient = new SmtpSettings(
                    "localhost", peer.port(), null, null, "vigie@example.org", "none", null, Duration.ofSeconds(1));
            var post = new PostRoom(rooms, impatient, hook(hook.url(), null, null), 2)
                    .staffed(person("alice", ALICE, "fr", "email"), person("bob", null, "en", "webhook"));
            for (int i = 0; i < 5; i++) {
                post.page("hang " + i);
            }
            var first = post.nodes.getFirst().look();
            assertThat(first).as("two lanes each for mail, webhook and page").hasSize(6);
            PostRoom.settle(first);
            assertThat(peer.connections.get()).isEqualTo(2);
            assertThat(post.out())
                    .filteredOn(one -> one.failure() != null)
                    .as("given up by its own limit, long before that of the room")
                    .hasSize(2)
                    .allMatch(one -> one.failure().code().equals("notification.failure.mail"));
            assertThat(hook.requests).hasSize(2);
            PostRoom.settle(post.nodes.getFirst().look());
            assertThat(hook.requests).as("the webhooks went on").hasSize(4);
        }
    }

    @Test
    void endsAfterTheStatedTries() {
        try (var peer = MailPeer.plain()) {
            for (int i = 0; i < 5; i++) {
                peer.replies.add("451 later");
            }
            var post = new PostRoom(rooms, mail(peer.port()), noHook()).staffed(person("alice", ALICE, "fr"));
            post.page("end");
            post.look();
            for (long wait : new long[] {10, 20, 40, 80}) {
                assertThat(post.only().status()).isEqualTo("planned");
                assertThat(post.only().nextAttemptAt())
                        .isEqualTo(rooms.get(java.time.InstantSource.class)
                                .instant()
                                .plusSeconds(wait));
                post.later(Duration.ofSeconds(wait));
            }
            assertThat(post.only().status()).isEqualTo("failed");
            assertThat(post.only().attempts()).isEqualTo(5);
            post.later(Duration.ofDays(1));
            assertThat(post.only().attempts()).isEqualTo(5);
            assertThat(post.told(WayFailed.class)).extracting(WayFailed::again).containsExactly(true, false);
        }
    }
}
