package org.vigie.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That the real Dovecot and the real Postfix do what other tests will take for granted. */
class RealMailTest {
    private static Dovecot dovecot;
    private static Postfix postfix;

    @BeforeAll
    static void start() throws Exception {
        dovecot = Dovecot.start();
        if (Postfix.isPossible()) {
            postfix = Postfix.start(dovecot.lmtpPort());
        }
    }

    @AfterAll
    static void close() {
        if (postfix != null) {
            postfix.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Test
    void whatIsSentBySmtpIsReadByImap() throws Exception {
        send("anna@client.example", "support@msp.example", "Printer on fire", Map.of());

        await("support@msp.example");
        try (Store store = imap("support@msp.example", Dovecot.PASSWORD, Map.of())) {
            assertThat(subjects(store)).containsExactly("Printer on fire");
        }
    }

    @Test
    void smtpAndImapAreEncryptedOnDemand() throws Exception {
        send(
                "anna@client.example",
                "secret@msp.example",
                "Encrypted",
                Map.of(
                        "mail.smtp.starttls.required",
                        "true",
                        "mail.smtp.ssl.socketFactory",
                        trust(postfix.certificate()).getSocketFactory()));

        assertThat(await("secret@msp.example")).contains("with ESMTPS");
        var encrypted = Map.of(
                "mail.imap.starttls.required",
                "true",
                "mail.imap.ssl.socketFactory",
                trust(dovecot.certificate()).getSocketFactory());
        try (Store store = imap("secret@msp.example", Dovecot.PASSWORD, encrypted)) {
            assertThat(subjects(store)).containsExactly("Encrypted");
        }
    }

    @Test
    void imapsAnswersWhoTrustsItsCertificateOnly() throws Exception {
        var trusting = Session.getInstance(properties(Map.of(
                "mail.imaps.ssl.socketFactory",
                trust(dovecot.certificate()).getSocketFactory(),
                "mail.imaps.ssl.checkserveridentity",
                "true")));
        try (Store store = trusting.getStore("imaps")) {
            store.connect("localhost", dovecot.imapsPort(), "imaps@msp.example", Dovecot.PASSWORD);
            assertThat(subjects(store)).isEmpty();
        }

        try (Store store = Session.getInstance(properties(Map.of())).getStore("imaps")) {
            assertThatThrownBy(() ->
                            store.connect("localhost", dovecot.imapsPort(), "imaps@msp.example", Dovecot.PASSWORD))
                    .hasRootCauseMessage("unable to find valid certification path to requested target");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> imap("support@msp.example", "wrong", Map.of()))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void anAccessTokenOpensTheMailboxOfItsUserUntilItIsRevoked() throws Exception {
        var oauth = Map.<String, Object>of("mail.imap.auth.mechanisms", "XOAUTH2");
        dovecot.deliver("oauth@msp.example", mail("For the token's owner"));
        dovecot.allowToken("token-1", "oauth@msp.example");

        try (Store store = imap("oauth@msp.example", "token-1", oauth)) {
            assertThat(subjects(store)).containsExactly("For the token's owner");
        }
        assertThatThrownBy(() -> imap("other@msp.example", "token-1", oauth))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> imap("oauth@msp.example", "token-2", oauth))
                .isInstanceOf(AuthenticationFailedException.class);
        dovecot.revokeToken("token-1");
        assertThatThrownBy(() -> imap("oauth@msp.example", "token-1", oauth))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void oauthBearerIsUnderstoodToo() throws Exception {
        dovecot.allowToken("token-3", "bearer@msp.example");

        assertThat(bearer("bearer@msp.example", "token-3")).startsWith("a OK ");
        assertThat(bearer("bearer@msp.example", "token-4")).startsWith("a NO [AUTHENTICATIONFAILED]");
    }

    @Test
    void whoLivesNowhereIsRefusedAtOnce() {
        assumeTrue(Postfix.isPossible(), "needs root");
        assertThatThrownBy(() -> send("anna@client.example", "nobody-here@example.com", "Hello?", Map.of()))
                .isInstanceOf(SendFailedException.class)
                .extracting(problem -> ((SendFailedException) problem).getNextException())
                .isInstanceOfSatisfying(SMTPAddressFailedException.class, refusal -> {
                    assertThat(refusal.getReturnCode()).isEqualTo(550);
                    assertThat(refusal).hasMessageContaining("5.1.1 <nobody-here@example.com>");
                });
    }

    @Test
    void noMailGoesToStrangers() {
        assumeTrue(Postfix.isPossible(), "needs root");
        assertThatThrownBy(() -> send("anna@client.example", "somebody@stranger.example", "Hello?", Map.of()))
                .hasStackTraceContaining("Relay access denied");
    }

    @Test
    void aBounceComesBackToTheSender() throws Exception {
        send("returns@msp.example", "bounces-later@example.com", "Your ticket", Map.of());

        assertThat(await("returns@msp.example"))
                .startsWith("Return-Path: <>")
                .contains("Content-Type: multipart/report; report-type=delivery-status;")
                .contains("Content-Type: message/delivery-status")
                .contains("Final-Recipient: rfc822; bounces-later@example.com")
                .contains("Action: failed")
                .contains("Status: 5.2.2")
                .contains("Diagnostic-Code: smtp; 552 5.2.2 <bounces-later@example.com>")
                .contains("Subject: Your ticket");
    }

    @Test
    void everyByteOfAMailArrives() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "Subject: caf\u00e9, raw\r\nX-Odd : \u0080\r\n\r\n.\r\n..\r\n.dots\r\n\r\n".getBytes(ISO_8859_1));
        for (int each = 0; each < 256; each++) {
            if (each != '\n') {
                bytes.write(each);
            }
        }
        bytes.writeBytes("\r\nFrom here on\r\n".getBytes(UTF_8));
        dovecot.deliver("strange@msp.example", bytes.toByteArray());

        assertThat(await("strange@msp.example")).endsWith(bytes.toString(ISO_8859_1));
        dovecot.deliver("unix@msp.example", "Subject: Unix\n\n.one\n..two\nend".getBytes(UTF_8));
        assertThat(await("unix@msp.example")).endsWith("Subject: Unix\r\n\r\n.one\r\n..two\r\nend\r\n");
    }

    @Test
    void aMailboxThatForgotItsNumbersHasAnotherUidValidity() throws Exception {
        String user = "numbers@msp.example";
        dovecot.deliver(user, mail("One"));
        dovecot.deliver(user, mail("Two"));
        long before = uidValidity(user);
        assertThat(uidValidity(user)).isEqualTo(before);

        dovecot.dropUidValidity(user);

        long after = uidValidity(user);
        assertThat(after).isGreaterThan(before);
        dovecot.dropUidValidity(user);
        assertThat(uidValidity(user)).isGreaterThan(after);
        try (Store store = imap(user, Dovecot.PASSWORD, Map.of())) {
            assertThat(subjects(store)).containsExactly("One", "Two");
        }
    }

    @Test
    void aServerThatWasLostComesBackWithItsMails() throws Exception {
        String user = "lost@msp.example";
        dovecot.deliver(user, mail("Before"));
        try (Store store = imap(user, Dovecot.PASSWORD, Map.of())) {
            dovecot.stop();
            assertThat(store.isConnected()).isFalse();
        }
        assertThatThrownBy(() -> imap(user, Dovecot.PASSWORD, Map.of())).isInstanceOf(MessagingException.class);

        dovecot.startAgain();

        try (Store store = imap(user, Dovecot.PASSWORD, Map.of())) {
            assertThat(subjects(store)).containsExactly("Before");
        }
    }

    @Test
    void mailForALostServerWaitsUntilItIsBack() throws Exception {
        dovecot.stop();
        try {
            send("anna@client.example", "patient@msp.example", "Later", Map.of());
        } finally {
            dovecot.startAgain();
        }

        assertThat(await("patient@msp.example")).contains("Subject: Later");
    }

    @Test
    void foldersAreReadFromTheDisk() throws Exception {
        String user = "folders@msp.example";
        dovecot.deliver(user, mail("Kept"));
        try (Store store = imap(user, Dovecot.PASSWORD, Map.of())) {
            Folder done = store.getFolder("Traités/2026");
            done.create(Folder.HOLDS_MESSAGES);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.copyMessages(inbox.getMessages(), done);
        }

        assertThat(dovecot.mails(user, "Traités/2026")).hasSize(1);
        assertThat(dovecot.mails(user, "INBOX"))
                .containsExactly(dovecot.mails(user, "Traités/2026").getFirst());
    }

    private static byte[] mail(String subject) {
        return ("From: anna@client.example\r\nSubject: " + subject + "\r\n\r\nHello\r\n").getBytes(US_ASCII);
    }

    private static void send(String from, String to, String subject, Map<String, ?> more) throws Exception {
        assumeTrue(Postfix.isPossible(), "needs root");
        Session session = Session.getInstance(properties(more));
        var mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject);
        mail.setText("Hello");
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", postfix.port(), null, null);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    /** The first mail in a user's inbox, once it has come. */
    private static String await(String user) throws Exception {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(dovecot.mails(user, "INBOX"))
                        .as(() -> dovecot.said() + (postfix == null ? "" : postfix.said()))
                        .isNotEmpty());
        return new String(dovecot.mails(user, "INBOX").getFirst(), ISO_8859_1);
    }

    private static Store imap(String user, String secret, Map<String, ?> more) throws MessagingException {
        Store store = Session.getInstance(properties(more)).getStore("imap");
        store.connect("localhost", dovecot.imapPort(), user, secret);
        return store;
    }

    private static Properties properties(Map<String, ?> more) {
        var properties = new Properties();
        properties.putAll(more);
        return properties;
    }

    private static List<String> subjects(Store store) throws MessagingException {
        try (Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            var subjects = new ArrayList<String>();
            for (Message message : inbox.getMessages()) {
                subjects.add(message.getSubject());
            }
            return subjects;
        }
    }

    private static long uidValidity(String user) throws MessagingException {
        try (Store store = imap(user, Dovecot.PASSWORD, Map.of());
                var inbox = (IMAPFolder) store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            return inbox.getUIDValidity();
        }
    }

    /** What the server says at last to RFC 7628, which our mail library does not speak. */
    private static String bearer(String user, String token) throws Exception {
        String response = "n,a=" + user + ",\u0001auth=Bearer " + token + "\u0001\u0001";
        String command =
                "a AUTHENTICATE OAUTHBEARER " + Base64.getEncoder().encodeToString(response.getBytes(US_ASCII));
        try (var socket = new Socket("localhost", dovecot.imapPort())) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            in.readLine();
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            String line = in.readLine();
            while (line.startsWith("+") || line.startsWith("*")) {
                if (line.startsWith("+")) {
                    // Why it failed; it wants to hear that we understood.
                    socket.getOutputStream().write("AQ==\r\n".getBytes(US_ASCII));
                }
                line = in.readLine();
            }
            return line;
        }
    }

    private static SSLContext trust(Path pem) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "peer", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
