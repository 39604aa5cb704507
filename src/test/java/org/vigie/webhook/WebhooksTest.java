package org.vigie.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.Rooms;
import org.vigie.alerting.AlertNews.AlertOpened;
import org.vigie.audit.AuditTrail;
import org.vigie.notification.HookPeer;
import org.vigie.organization.Clients;
import org.vigie.servicedesk.TicketNews.MessageWritten;
import org.vigie.servicedesk.TicketNews.TicketReopened;
import org.vigie.servicedesk.TicketNews.TicketResolved;
import org.vigie.shared.Actor;
import org.vigie.shared.MasterKey;
import org.vigie.shared.News;
import org.vigie.shared.Refused;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

class WebhooksTest {
    static final Actor ADA = Actor.automatic("Ada");
    static final Duration GIVES_UP = Duration.ofDays(3);

    static Rooms rooms;
    static TenantId boutique;
    static TenantId mairie;

    HookPeer peer;
    Webhooks webhooks;
    final List<SendingWatch> nodes = new ArrayList<>();

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"organization", "audit", "webhook"}, Furniture.class);
        boutique = client("boutique");
        mairie = client("mairie");
    }

    static TenantId client(String key) {
        TenantId id = rooms.get(Clients.class).idOf(key);
        Rooms.run(id.value(), () -> rooms.get(Clients.class).declare(key, key, Locale.FRENCH));
        return id;
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    static class Furniture {
        @Bean
        MasterKey masterKey() {
            return MasterKey.parse("07".repeat(32));
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource data) {
            return new JdbcTemplate(data);
        }

        @Bean
        Teller teller(ApplicationEventPublisher news) {
            return new Teller(news);
        }
    }

    record Teller(ApplicationEventPublisher news) {}

    @BeforeEach
    void start() {
        rooms.setTime(Rooms.START);
        rooms.owner().sql("truncate webhook.webhook cascade").update();
        peer = new HookPeer(null);
        webhooks = rooms.get(Webhooks.class);
        node();
    }

    @AfterEach
    void stop() {
        peer.close();
        nodes.forEach(SendingWatch::destroy);
    }

    SendingWatch node() {
        var node = new SendingWatch(
                rooms.get(WebhookStore.class),
                rooms.get(DeliveryStore.class),
                rooms.get(SigningSecrets.class),
                rooms.get(AuditTrail.class),
                new WebhookSettings(Duration.ofSeconds(5), 4, GIVES_UP, Duration.ofDays(30), null),
                rooms.get(InstantSource.class),
                rooms.get(PlatformTransactionManager.class));
        nodes.add(node);
        return node;
    }

    WebhookDraft draft(String key, String... events) {
        return new WebhookDraft(key, key, peer.url().toString(), null, List.of(events), false, true);
    }

    void happens(News news) {
        Rooms.run(
                news.tenant().value(),
                () -> rooms.transaction(() -> rooms.get(Teller.class).news().publishEvent(news)));
    }

    static TicketResolved resolved(TenantId tenant, long number) {
        return new TicketResolved(tenant, Rooms.START, number);
    }

    void look() {
        look(nodes.getFirst());
    }

    static void look(SendingWatch node) {
        ended(node.look());
    }

    static void ended(List<Future<?>> underWay) {
        for (Future<?> one : underWay) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    Delivery only(String key) {
        List<Delivery> log = webhooks.log(key, null, null, 10).items();
        assertThat(log).hasSize(1);
        return log.getFirst();
    }

    // What is told, and to whom.

    @Test
    void tellsWhatHappenedSignedWithTheSecretThatWasShownOnce() throws Exception {
        String secret = webhooks.put(draft("erp", "ticket.resolved"), null, ADA).secret();
        assertThat(webhooks.put(draft("erp", "ticket.resolved"), null, ADA).secret())
                .isNull();
        happens(resolved(boutique, 1001));
        look();
        HookPeer.Request request = peer.requests.getFirst();
        assertThat(request.body())
                .isEqualTo("{\"type\":\"ticket.resolved\",\"timestamp\":\"2026-11-23T09:00:00Z\","
                        + "\"client\":\"boutique\",\"path\":\"/tickets/1001\",\"data\":{\"number\":1001}}");
        assertThat(request.signature()).isEqualTo(signed(secret, request));
        Delivery told = only("erp");
        assertThat(told.uid()).hasToString(request.id());
        assertThat(told.status()).isEqualTo("delivered");
        assertThat(told.answered()).isEqualTo(204);
        look();
        assertThat(peer.requests).hasSize(1);
    }

    /** As Standard Webhooks says, written down here once more: v1,base64(hmac(key, "id.time.body")). */
    static String signed(@Nullable String secret, HookPeer.Request request) throws Exception {
        assertThat(secret).startsWith("whsec_");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(String.valueOf(secret).substring(6)), "HmacSHA256"));
        byte[] code = mac.doFinal(
                (request.id() + "." + request.time() + "." + request.body()).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(code);
    }

    @Test
    void tellsNobodyOfWhatWasRolledBack() {
        webhooks.put(draft("erp", "*"), null, ADA);
        assertThatThrownBy(() -> Rooms.run(
                        boutique.value(),
                        () -> rooms.transaction(() -> {
                            rooms.get(Teller.class).news().publishEvent(resolved(boutique, 1001));
                            throw new IllegalStateException("rolled back");
                        })))
                .hasMessage("rolled back");
        look();
        assertThat(peer.requests).isEmpty();
        assertThat(webhooks.log("erp", null, null, 10).items()).isEmpty();
    }

    @Test
    void tellsEachWebhookItsOwnEventsOfItsOwnClient() {
        webhooks.put(draft("all", "*"), null, ADA);
        webhooks.put(draft("tickets", "ticket.*"), null, ADA);
        webhooks.put(draft("reopened", "ticket.reopened"), null, ADA);
        webhooks.put(
                new WebhookDraft("town", "Mairie", peer.url().toString(), mairie, List.of("*"), false, true),
                null,
                ADA);
        webhooks.put(
                new WebhookDraft("off", "off", peer.url().toString(), null, List.of("*"), false, false), null, ADA);
        happens(resolved(boutique, 1001));
        happens(resolved(mairie, 1002));
        happens(new TicketReopened(boutique, Rooms.START, 1003));
        assertThat(told("all")).containsExactly("/tickets/1003", "/tickets/1002", "/tickets/1001");
        assertThat(told("tickets")).containsExactly("/tickets/1003", "/tickets/1002", "/tickets/1001");
        assertThat(told("reopened")).containsExactly("/tickets/1003");
        assertThat(told("town")).containsExactly("/tickets/1002");
        assertThat(told("off")).isEmpty();
    }

    List<String> told(String key) {
        return webhooks.log(key, null, null, 10).items().stream()
                .map(Delivery::about)
                .toList();
    }

    @Test
    void tellsWhatOnlyTheDeskMayKnowOnlyWhereThatIsWanted() {
        webhooks.put(draft("client", "*"), null, ADA);
        webhooks.put(
                new WebhookDraft("desk", "desk", peer.url().toString(), null, List.of("*"), true, true), null, ADA);
        happens(new MessageWritten(boutique, Rooms.START, 1001, 7, true, true));
        happens(new AlertOpened(boutique, Rooms.START, 5, 1, 2, "down", Severity.CRITICAL, Words.of("x")));
        happens(new MessageWritten(boutique, Rooms.START, 1001, 8, false, true));
        assertThat(told("client")).containsExactly("/tickets/1001");
        assertThat(webhooks.log("client", null, null, 10).items().getFirst().body())
                .contains("\"entry\":8", "\"internal\":false");
        assertThat(told("desk")).containsExactly("/tickets/1001", "/alerts/5", "/tickets/1001");
    }

    // When it does not arrive.

    @Test
    void triesAgainUnderTheSameNameAndGivesUpAfterADayAndAHalf() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        var waits = new ArrayList<Duration>();
        for (int i = 0; i < 8; i++) {
            peer.answers.add(HookPeer.status(500, Map.of()));
            look();
            Delivery now = only("erp");
            if (now.nextAttemptAt() != null) {
                Duration wait = Duration.between(rooms.get(InstantSource.class).instant(), now.nextAttemptAt());
                waits.add(wait);
                rooms.advance(wait.minusMillis(1));
                look();
                rooms.advance(Duration.ofMillis(1));
            }
        }
        assertThat(waits.stream().map(Duration::toString))
                .containsExactly("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H");
        assertThat(only("erp").status()).isEqualTo("failed");
        assertThat(only("erp").failure()).isEqualTo(Words.of("notification.failure.http", 500));
        assertThat(peer.requests).hasSize(8);
        assertThat(new HashSet<>(
                        peer.requests.stream().map(HookPeer.Request::id).toList()))
                .hasSize(1);

        webhooks.again("erp", only("erp").uid(), ADA);
        look();
        assertThat(only("erp").status()).isEqualTo("delivered");
        assertThat(peer.requests.getLast().id())
                .isEqualTo(peer.requests.getFirst().id());
    }

    @Test
    void waitsAsLongAsTheReceiverAsksButNotForEver() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        peer.answers.add(HookPeer.status(429, Map.of("Retry-After", "3600")));
        look();
        assertThat(only("erp").nextAttemptAt()).isEqualTo(Rooms.START.plus(Duration.ofHours(1)));
        rooms.advance(Duration.ofHours(1));
        peer.answers.add(HookPeer.status(503, Map.of("Retry-After", "99999999")));
        look();
        assertThat(only("erp").nextAttemptAt()).isEqualTo(Rooms.START.plus(Duration.ofHours(25)));
    }

    @Test
    void followsNoRedirect() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        peer.answers.add(HookPeer.status(302, Map.of("Location", peer.url() + "/elsewhere")));
        look();
        assertThat(peer.requests).hasSize(1);
        assertThat(only("erp").failure())
                .isEqualTo(Words.of("notification.failure.redirect", 302, peer.url() + "/elsewhere"));
    }

    @ParameterizedTest
    @CsvSource({"http://169.254.169.254/latest", "http://0.0.0.0/", "http://224.0.0.1/"})
    void goesNeverWhereCloudsKeepTheirCredentials(String url) {
        webhooks.put(new WebhookDraft("bad", "bad", url, null, List.of("*"), false, true), null, ADA);
        assertThat(String.valueOf(webhooks.tried("bad"))).contains("notification.failure.forbidden");
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws Exception {
        var patience = new CountDownLatch(1);
        try (var slow = new HookPeer(null)) {
            for (int i = 0; i < 10; i++) {
                slow.answers.add(call -> {
                    patience.await();
                    call.sendResponseHeaders(204, -1);
                    call.close();
                });
            }
            webhooks.put(
                    new WebhookDraft("slow", "slow", slow.url().toString(), null, List.of("*"), false, true),
                    null,
                    ADA);
            webhooks.put(draft("quick", "*"), null, ADA);
            for (int i = 1; i <= 10; i++) {
                happens(resolved(boutique, 1000 + i));
            }
            var underWay = new ArrayList<Future<?>>();
            while (peer.requests.size() < 10) {
                underWay.addAll(nodes.getFirst().look());
            }
            assertThat(slow.requests).hasSizeLessThanOrEqualTo(4);
            patience.countDown();
            ended(underWay);
        }
    }

    @Test
    void aMessageThatWasUnderWayWhenTheProcessDiedIsSentAgainUnderTheSameName() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        nodes.getFirst().destroy();
        // Taken and then never written down: what a kill leaves behind.
        assertThatThrownBy(() -> nodes.getFirst().look()).isInstanceOf(RuntimeException.class);
        SendingWatch next = node();
        look(next);
        assertThat(peer.requests).isEmpty();
        rooms.advance(SendingWatch.HOLD);
        look(next);
        assertThat(peer.requests).hasSize(1);
        assertThat(only("erp").status()).isEqualTo("delivered");
    }

    @Test
    void twoNodesSendEachMessageOnce() throws Exception {
        webhooks.put(draft("erp", "*"), null, ADA);
        for (int i = 1; i <= 40; i++) {
            happens(resolved(boutique, 1000 + i));
        }
        SendingWatch other = node();
        var beside = Thread.ofVirtual().start(() -> {
            while (peer.requests.size() < 40) {
                look(other);
            }
        });
        while (peer.requests.size() < 40) {
            look();
        }
        beside.join();
        look();
        look(other);
        assertThat(peer.requests).hasSize(40);
        assertThat(peer.requests.stream().map(HookPeer.Request::id).distinct()).hasSize(40);
    }

    @Test
    void whereNothingArrivesForDaysItStopsAndSaysSo() {
        webhooks.put(draft("erp", "*"), null, ADA);
        peer.close();
        happens(resolved(boutique, 1001));
        look();
        assertThat(webhooks.get("erp").failingSince()).isEqualTo(Rooms.START);
        rooms.advance(GIVES_UP);
        nodes.getFirst().tidy();
        assertThat(webhooks.get("erp").active()).isTrue();
        rooms.advance(Duration.ofSeconds(1));
        nodes.getFirst().tidy();
        Webhook off = webhooks.get("erp");
        assertThat(off.active()).isFalse();
        assertThat(off.switchedOff()).isEqualTo(Words.of("webhook.off.silent", 72));
        happens(resolved(boutique, 1002));
        assertThat(told("erp")).containsExactly("/tickets/1001");
        assertThatThrownBy(() -> webhooks.againAllThatFailed("erp", ADA)).isInstanceOf(Refused.class);

        peer = new HookPeer(null);
        webhooks.put(draft("erp", "*"), null, ADA);
        assertThat(webhooks.get("erp").failingSince()).isNull();
        assertThat(webhooks.get("erp").switchedOff()).isNull();
        look();
        assertThat(only("erp").status()).isEqualTo("delivered");
    }

    @Test
    void oneThatArrivesEndsTheSilence() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        peer.answers.add(HookPeer.status(500, Map.of()));
        look();
        assertThat(webhooks.get("erp").failingSince()).isNotNull();
        rooms.advance(Duration.ofSeconds(5));
        look();
        assertThat(webhooks.get("erp").failingSince()).isNull();
    }

    // Secrets, log, refusals.

    @Test
    void aNewSecretSignsBesideTheOldOneForADay() throws Exception {
        String first = webhooks.put(draft("erp", "*"), null, ADA).secret();
        String second = webhooks.renewSecret("erp", ADA).secret();
        happens(resolved(boutique, 1001));
        look();
        var request = peer.requests.getLast();
        assertThat(request.signature()).isEqualTo(signed(second, request) + " " + signed(first, request));

        // Once more by mistake: what the receiver knows goes on being valid.
        String third = webhooks.renewSecret("erp", ADA).secret();
        happens(resolved(boutique, 1002));
        look();
        request = peer.requests.getLast();
        assertThat(request.signature()).isEqualTo(signed(third, request) + " " + signed(first, request));

        rooms.advance(Webhooks.CHANGE_OVER);
        happens(resolved(boutique, 1003));
        look();
        request = peer.requests.getLast();
        assertThat(request.signature()).isEqualTo(signed(third, request));
    }

    @Test
    void keepsNoSecretInTheClear() {
        String secret = webhooks.put(draft("erp", "*"), null, ADA).secret();
        assertThat(rooms.owner()
                        .sql("select count(*) from webhook.webhook where secret like '%' || ? || '%'")
                        .param(String.valueOf(secret).substring(6))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theLogIsReadInPagesAndForgetsWhatIsLongOver() {
        webhooks.put(draft("erp", "*"), null, ADA);
        for (int i = 1; i <= 5; i++) {
            happens(resolved(boutique, 1000 + i));
        }
        look();
        look();
        var first = webhooks.log("erp", null, null, 3);
        assertThat(first.items().stream().map(Delivery::about))
                .containsExactly("/tickets/1005", "/tickets/1004", "/tickets/1003");
        var second = webhooks.log("erp", null, first.next(), 3);
        assertThat(second.items().stream().map(Delivery::about)).containsExactly("/tickets/1002", "/tickets/1001");
        assertThat(second.next()).isNull();
        happens(resolved(boutique, 1006));
        rooms.advance(Duration.ofDays(30).plusSeconds(1));
        nodes.getFirst().tidy();
        assertThat(told("erp")).containsExactly("/tickets/1006");
    }

    @Test
    void saysWhatIsWrongWithEachField() {
        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> webhooks.put(
                        new WebhookDraft(
                                "No Key", " ", "ftp://user:secret@x/", null, List.of("ticket.eaten"), false, true),
                        null,
                        ADA));
        assertThat(refused.errors().stream()
                        .map(error -> error.field() + " " + error.rule().code()))
                .containsExactly(
                        "key refusal.key",
                        "name refusal.webhook.name",
                        "url refusal.webhook.url",
                        "events refusal.webhook.event");
    }

    @Test
    void whoChangesAnOldVersionIsToldSo() {
        webhooks.put(draft("erp", "*"), 0L, ADA);
        webhooks.put(draft("erp", "ticket.*"), 1L, ADA);
        assertThatThrownBy(() -> webhooks.put(draft("erp", "alert.*"), 1L, ADA))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.STALE));
    }

    @Test
    void aRemovedOneLeavesNothingBehind() {
        webhooks.put(draft("erp", "*"), null, ADA);
        happens(resolved(boutique, 1001));
        webhooks.remove("erp", ADA);
        look();
        assertThat(peer.requests).isEmpty();
        assertThat(rooms.owner()
                        .sql("select count(*) from webhook.delivery")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
