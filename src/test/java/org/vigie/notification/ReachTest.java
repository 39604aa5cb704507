package org.vigie.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.vigie.notification.PostRoom.hook;
import static org.vigie.notification.PostRoom.mail;
import static org.vigie.notification.PostRoom.noHook;
import static org.vigie.notification.PostRoom.noMail;
import static org.vigie.notification.PostRoom.person;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.Rooms;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.OnCall;
import org.vigie.calendar.Rota;
import org.vigie.calendar.WorkingHours;
import org.vigie.notification.NotificationNews.WayFailed;
import org.vigie.notification.Notifications.Delivery;

/** Whom a page reaches, by which way, and who comes after them. */
class ReachTest {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static Rooms rooms;
    MailPeer mail;
    HookPeer hook;

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
        mail = MailPeer.plain();
        hook = new HookPeer(null);
    }

    @AfterEach
    void stop() {
        mail.close();
        hook.close();
    }

    private PostRoom post() {
        return new PostRoom(rooms, mail(mail.port()), hook(hook.url(), null, null));
    }

    private static void rota(PostRoom post, String calendar, String... people) {
        Rooms.run(
                post.tenant,
                () -> rooms.transaction(() -> {
                    rooms.get(WorkingHours.class)
                            .declare(List.of(new CalendarDeclaration(
                                    "bureau",
                                    CalendarDefinition.parse(
                                            "Europe/Paris", Map.of("mon-fri", List.of("08:00-18:00")), "FR"))));
                    rooms.get(OnCall.class)
                            .declare(List.of(new Rota(
                                    "n2",
                                    calendar,
                                    List.of(people),
                                    1,
                                    LocalDateTime.parse("2026-11-22T02:30"),
                                    PARIS)));
                }));
    }

    @Test
    void takesTheWayThatThePersonChose() {
        var post = post().staffed(
                        person("alice", "alice@example.org", "fr", "webhook", "email"),
                        person("bob", "bob@example.org", "fr"));
        post.page("chosen");
        assertThat(post.deliveries())
                .extracting(Delivery::person, Delivery::channel)
                .containsExactlyInAnyOrder(
                        tuple("alice", "page"), tuple("alice", "webhook"), tuple("bob", "page"), tuple("bob", "email"));
    }

    @Test
    void takesAnotherWayAtOnceWhenOneIsRefused() {
        mail.replies.add("550 no such user");
        var post = post().staffed(person("alice", "alice@example.org", "fr"));
        post.page("refused");
        post.look();
        post.look();
        assertThat(post.out())
                .extracting(Delivery::channel, Delivery::status, Delivery::insteadOf)
                .containsExactly(tuple("email", "failed", null), tuple("webhook", "sent", "email"));
        assertThat(post.told(WayFailed.class)).singleElement().satisfies(news -> {
            assertThat(news.again()).isFalse();
            assertThat(news.next()).isEqualTo("webhook");
            assertThat(news.link()).isEqualTo("/tickets/1001");
        });
    }

    @Test
    void takesAnotherWayAfterTwoTriesAndGoesOnTryingTheFirst() {
        mail.replies.addAll(List.of("451 later", "451 later"));
        var post = post().staffed(person("alice", "alice@example.org", "fr"));
        post.page("slow");
        post.look();
        assertThat(post.out()).hasSize(1);
        post.later(Duration.ofSeconds(10));
        post.look();
        assertThat(post.out())
                .extracting(Delivery::channel, Delivery::status)
                .containsExactly(tuple("email", "planned"), tuple("webhook", "sent"));
        post.later(Duration.ofSeconds(20));
        assertThat(post.out()).extracting(Delivery::status).containsExactly("sent", "sent");
        assertThat(post.told(WayFailed.class))
                .singleElement()
                .satisfies(news -> assertThat(news.again()).isTrue());
    }

    @Test
    void callsTheNextOnCallWhenNoWayLeadsToTheFirst() {
        mail.replies.addAll(List.of("550 no", "250 fine"));
        hook.answers.add(HookPeer.status(404, Map.of()));
        var post = post().staffed(
                        person("alice", "alice@example.org", "fr"), person("bob", "bob@example.org", "fr", "email"));
        rota(post, null, "alice", "bob");
        post.page("chain", Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(post.out()).extracting(Delivery::person).containsExactly("alice");
        rooms.setTime(Instant.parse("2026-11-22T12:00:01Z"));
        post.look();
        post.look();
        post.look();
        assertThat(post.out())
                .extracting(Delivery::person, Delivery::channel, Delivery::status)
                .containsExactly(
                        tuple("alice", "email", "failed"),
                        tuple("alice", "webhook", "failed"),
                        tuple("bob", "email", "sent"));
        assertThat(post.out().getLast().why().code()).isEqualTo("notification.why.next");
        assertThat(post.told(WayFailed.class)).extracting(WayFailed::called).containsExactly(null, "bob");
    }

    @Test
    void saysWhyTheOneOnCallCannotBeReachedAndCallsTheNext() {
        var post = new PostRoom(rooms, mail(mail.port()), noHook())
                .staffed(person("alice", null, "fr"), person("bob", "bob@example.org", "fr"));
        rota(post, null, "alice", "bob");
        var told = post.page("no address", Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(told.onCall()).isTrue();
        assertThat(told.deliveries())
                .extracting(Delivery::person, Delivery::channel, Delivery::status)
                .containsExactly(
                        tuple("alice", "page", "planned"),
                        tuple("alice", "email", "unreachable"),
                        tuple("bob", "page", "planned"),
                        tuple("bob", "email", "planned"));
        assertThat(told.deliveries().get(1).failure().code()).isEqualTo("notification.obstacle.no-address");
    }

    @Test
    void tellsOnThePageOnlyWhereNoWayLeadsOut() {
        var post =
                new PostRoom(rooms, noMail(), noHook()).staffed(person("alice", null, "fr"), person("bob", null, "fr"));
        rota(post, null, "alice", "bob");
        assertThat(post.notifications.leavesTheHouse()).isFalse();
        assertThat(post.page("page", Instant.parse("2026-11-22T12:00:00Z")).deliveries())
                .singleElement()
                .extracting(Delivery::channel)
                .isEqualTo("page");
    }

    @Test
    void tellsTheWholeTeamAndSaysSoWhenNobodyIsOnCall() {
        var post = post().staffed(person("alice", "a@example.org", "fr"), person("bob", "b@example.org", "fr"));
        rota(post, "bureau", "alice", "bob");
        var told = post.page("night", Instant.parse("2026-11-23T21:00:00Z"));
        assertThat(told.onCall()).isFalse();
        assertThat(told.why().code()).isEqualTo("calendar.duty.outside");
        assertThat(told.deliveries()).extracting(Delivery::person).contains("alice", "bob");
    }

    @Test
    void tellsEverybodyWhenTheTeamIsEmptyAndNobodyOnlyWhereNobodyIs() {
        var post = post();
        assertThat(post.page("nobody").deliveries()).isEmpty();
        post.staffed(new org.vigie.organization.PersonDeclaration(
                "zoe", "zoe", "z@example.org", java.util.Locale.FRENCH, new java.util.TreeSet<>(List.of("n1"))));
        var told = post.page("empty team");
        assertThat(told.onCall()).isFalse();
        assertThat(told.deliveries()).extracting(Delivery::person).containsOnly("zoe");
        assertThat(told.deliveries())
                .allSatisfy(one -> assertThat(one.why().code()).isEqualTo("notification.why.everybody"));
    }

    @Test
    void tellsOncePerKeyAlsoWhenSomebodyElseIsOnCallByThen() {
        var post = post().staffed(person("alice", "a@example.org", "fr"), person("bob", "b@example.org", "fr"));
        rota(post, null, "alice", "bob");
        post.page("once", Instant.parse("2026-11-23T01:29:59Z"));
        post.page("once", Instant.parse("2026-11-23T01:30:00Z"));
        assertThat(post.out()).extracting(Delivery::person).containsExactly("alice");
        post.page("after the hand-over", Instant.parse("2026-11-23T01:30:00Z"));
        assertThat(post.out()).extracting(Delivery::person).containsExactly("alice", "bob");
    }

    @Test
    void losesNothingWhenTheProcessDiesBetweenSendingAndWritingDown() {
        var post = post().staffed(person("alice", null, "fr", "webhook"));
        post.page("crash");
        post.dies = true;
        post.look();
        post.dies = false;
        assertThat(post.only().status()).as("sent, and nobody wrote it down").isEqualTo("planned");
        assertThat(hook.requests).hasSize(1);
        DeliveryWatch other = post.node();
        rooms.advance(DeliveryWatch.HOLD.minusSeconds(1));
        PostRoom.settle(other.look());
        assertThat(hook.requests).as("held for the one that took it").hasSize(1);
        rooms.advance(Duration.ofSeconds(1));
        PostRoom.settle(other.look());
        assertThat(post.only().status()).isEqualTo("sent");
        assertThat(hook.requests).hasSize(2);
        assertThat(hook.requests.get(1).id())
                .as("so that it can be dropped")
                .isEqualTo(hook.requests.get(0).id());
    }

    @Test
    void sendsEachMessageOnceFromTwoNodes() {
        var post = post().staffed(person("alice", null, "fr", "webhook"));
        for (int i = 0; i < 12; i++) {
            post.page("message " + i);
        }
        DeliveryWatch other = post.node();
        for (int i = 0; i < 4; i++) {
            var both = new ArrayList<Future<?>>();
            Thread one = Thread.ofVirtual().start(() -> {
                synchronized (both) {
                    both.addAll(other.look());
                }
            });
            var mine = post.nodes.getFirst().look();
            try {
                one.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            PostRoom.settle(mine);
            PostRoom.settle(both);
        }
        assertThat(hook.requests).extracting(HookPeer.Request::id).hasSize(12).doesNotHaveDuplicates();
        assertThat(post.out()).extracting(Delivery::status).containsOnly("sent");
    }
}
