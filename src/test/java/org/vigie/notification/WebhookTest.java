package org.vigie.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.notification.PostRoom.hook;
import static org.vigie.notification.PostRoom.noMail;
import static org.vigie.notification.PostRoom.person;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.Rooms;
import org.vigie.notification.NotificationNews.PersonReached;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.probe.CertificateMaker;

class WebhookTest {
    static Rooms rooms;
    HookPeer peer;
    PostRoom post;

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
        peer = new HookPeer(null);
        post = new PostRoom(
                        rooms,
                        noMail(),
                        hook(peer.url(), "whsec_" + Base64.getEncoder().encodeToString(KEY), null))
                .staffed(person("alice", null, "fr"));
    }

    @AfterEach
    void stop() {
        peer.close();
        post.nodes.forEach(DeliveryWatch::destroy);
    }

    private static final byte[] KEY = "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);

    @Test
    void carriesItsNameItsTimeAndASignatureOverBoth() throws Exception {
        post.page("one");
        post.look();
        var request = peer.requests.getFirst();
        assertThat(request.time()).isEqualTo(Long.toString(Rooms.START.getEpochSecond()));
        // As Standard Webhooks says, written down here once more: v1,base64(hmac(key, "id.time.body")).
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] code = mac.doFinal(
                (request.id() + "." + request.time() + "." + request.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(code));
        assertThat(request.body())
                .contains(
                        "\"id\":\"" + request.id() + "\"",
                        "P1 Boutique Éphémère",
                        "https://vigie.example/tickets/1001");
        assertThat(post.only().status()).isEqualTo("sent");
        assertThat(post.told(PersonReached.class)).singleElement().satisfies(news -> {
            assertThat(news.person()).isEqualTo("alice");
            assertThat(news.channel()).isEqualTo("webhook");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 408, 425, 429})
    void isTriedAgainUnderTheSameNameWhenThePeerIsInTrouble(int status) {
        peer.answers.add(HookPeer.status(status, Map.of()));
        post.page("trouble");
        post.look();
        assertThat(post.only().status()).isEqualTo("planned");
        assertThat(post.only().failure().args()).containsExactly(Integer.toString(status));
        assertThat(post.only().nextAttemptAt()).isEqualTo(Rooms.START.plusSeconds(10));
        post.later(Duration.ofSeconds(9));
        assertThat(peer.requests).hasSize(1);
        post.later(Duration.ofSeconds(1));
        assertThat(post.only().status()).isEqualTo("sent");
        assertThat(post.only().failure()).isNull();
        assertThat(peer.requests).hasSize(2);
        assertThat(peer.requests.get(1).id()).isEqualTo(peer.requests.get(0).id());
        assertThat(peer.requests.get(1).body()).isEqualTo(peer.requests.get(0).body());
        assertThat(peer.requests.get(1).signature())
                .isNotEqualTo(peer.requests.get(0).signature());
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'Mon, 23 Nov 2026 09:05:00 GMT', 300",
        "3, 10", // sooner than our own patience
        "999999, 3600", // no peer makes us wait for days
        "soon, 10",
        "-5, 10"
    })
    void waitsAsLongAsThePeerAsksWithinReason(String asked, long seconds) {
        peer.answers.add(HookPeer.status(429, Map.of("Retry-After", asked)));
        post.page("patience");
        post.look();
        assertThat(post.only().nextAttemptAt()).isEqualTo(Rooms.START.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410})
    void isNotTriedAgainWhenThePeerRefusesIt(int status) {
        peer.answers.add(HookPeer.status(status, Map.of()));
        post.page("refused");
        post.look();
        assertThat(post.only().status()).isEqualTo("failed");
        assertThat(post.only().nextAttemptAt()).isNull();
        assertThat(post.told(WayFailed.class)).singleElement().satisfies(news -> {
            assertThat(news.again()).isFalse();
            assertThat(news.next()).isNull();
        });
    }

    @Test
    void followsNoRedirect() {
        peer.answers.add(HookPeer.status(307, Map.of("Location", "/elsewhere")));
        post.page("redirect");
        post.look();
        assertThat(post.only().status()).isEqualTo("failed");
        assertThat(post.only().failure().args()).containsExactly("307", "/elsewhere");
        assertThat(peer.requests).extracting(HookPeer.Request::path).containsExactly("/hook");
    }

    @Test
    void doesNotWaitForABodyThatDrips() {
        var done = new CountDownLatch(1);
        peer.answers.add(call -> {
            call.sendResponseHeaders(200, 0);
            call.getResponseBody().write('.');
            call.getResponseBody().flush();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            call.close();
        });
        post.page("drip");
        post.look();
        assertThat(post.only().status()).isEqualTo("sent");
        done.countDown();
    }

    @Test
    void isTriedAgainWhenTheConnectionIsCut() throws IOException {
        try (var cutting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        cutting.accept().close();
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            var cut = new PostRoom(
                            rooms,
                            noMail(),
                            hook(URI.create("http://localhost:" + cutting.getLocalPort() + "/"), null, null))
                    .staffed(person("alice", null, "fr"));
            cut.page("cut");
            cut.look();
            assertThat(cut.only().status()).isEqualTo("planned");
            assertThat(cut.only().failure().code()).isEqualTo("notification.failure.no-answer");
        }
    }

    @Test
    void givesNothingToAPeerWhoseCertificateIsNotItsOwn(@TempDir Path folder) throws Exception {
        var maker = new CertificateMaker();
        var now = Instant.now();
        var wrong = maker.selfSigned(
                "CN=other.example",
                now.minusSeconds(60),
                now.plusSeconds(3600),
                new GeneralName(GeneralName.dNSName, "other.example"));
        Path trusted = Files.writeString(folder.resolve("wrong.pem"), wrong.pem());
        try (var secure = new HookPeer(wrong.server())) {
            for (Path trust : new Path[] {null, trusted}) {
                var room = new PostRoom(rooms, noMail(), hook(secure.url(), "secret", trust))
                        .staffed(person("alice", null, "fr"));
                room.page("certificate");
                room.look();
                assertThat(room.only().status()).isEqualTo("planned");
                assertThat(room.only().failure().code()).isEqualTo("notification.failure.certificate");
            }
            assertThat(secure.requests).isEmpty();
        }
    }

    @Test
    void trustsAHousesOwnAuthority(@TempDir Path folder) throws Exception {
        var now = Instant.now();
        var own = new CertificateMaker()
                .selfSigned(
                        "CN=localhost",
                        now.minusSeconds(60),
                        now.plusSeconds(3600),
                        new GeneralName(GeneralName.dNSName, "localhost"));
        try (var secure = new HookPeer(own.server())) {
            var room = new PostRoom(
                            rooms,
                            noMail(),
                            hook(secure.url(), null, Files.writeString(folder.resolve("own.pem"), own.pem())))
                    .staffed(person("alice", null, "fr"));
            room.page("own");
            room.look();
            assertThat(room.only().status()).isEqualTo("sent");
            assertThat(secure.requests.getFirst().signature()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/latest/", "http://[fe80::1]/", "http://0.0.0.0:80/", "http://224.0.0.1/"
            })
    void goesToNoAddressThatIsNeverAReceiver(String url) {
        var room =
                new PostRoom(rooms, noMail(), hook(URI.create(url), null, null)).staffed(person("alice", null, "fr"));
        room.page("forbidden");
        room.look();
        assertThat(room.only().status()).isEqualTo("failed");
        assertThat(room.only().failure().code()).isEqualTo("notification.failure.forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.org/", "http:///nowhere", "https://me:secret@example.org/", "file:///etc/passwd"})
    void takesNoAddressThatIsNotPlainlyOne(String url) {
        assertThatThrownBy(() -> hook(URI.create(url), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vigie.notification.webhook.url")
                .hasMessageNotContaining("secret");
    }
}
