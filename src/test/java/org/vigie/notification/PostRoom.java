package org.vigie.notification;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;
import org.vigie.Rooms;
import org.vigie.calendar.OnCall;
import org.vigie.mail.MailSettings;
import org.vigie.mail.SmtpSettings;
import org.vigie.notification.Notifications.Delivery;
import org.vigie.notification.Notifications.Told;
import org.vigie.organization.People;
import org.vigie.organization.PersonDeclaration;
import org.vigie.shared.News;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/** The room of notifications on a real database, with the settings of one test and peers of its choice. */
final class PostRoom {
    private static final AtomicInteger clients = new AtomicInteger();

    final Rooms rooms;
    final int tenant = clients.incrementAndGet();
    final List<News> news = new CopyOnWriteArrayList<>();
    final NotificationSettings settings;
    final Notifications notifications;
    final List<DeliveryWatch> nodes = new ArrayList<>();
    private final List<Channel> channels;
    private final Reach reach;
    /** Set while writing down is to fail: the process dies between sending and recording. */
    volatile boolean dies;

    PostRoom(Rooms rooms, SmtpSettings smtp, NotificationSettings.Webhook webhook) {
        this(rooms, smtp, webhook, 4);
    }

    PostRoom(Rooms rooms, SmtpSettings smtp, NotificationSettings.Webhook webhook, int concurrent) {
        this.rooms = rooms;
        settings = new NotificationSettings(
                URI.create("https://vigie.example"),
                5,
                List.of("email", "webhook"),
                concurrent,
                Duration.ofSeconds(20),
                ZoneId.of("Europe/Paris"),
                webhook);
        channels = List.of(
                new PageChannel(),
                new EmailChannel(new MailSettings(
                        smtp, null, Duration.ofSeconds(20), Duration.ofMinutes(5), DataSize.ofMegabytes(40), 14, 8)),
                new WebhookChannel(settings, rooms.get(InstantSource.class)));
        reach = new Reach(
                rooms.get(Ledger.class),
                rooms.get(OnCall.class),
                rooms.get(People.class),
                channels,
                settings,
                this::hear);
        notifications = new Notifications(
                rooms.get(Ledger.class), rooms.get(OnCall.class), rooms.get(People.class), reach, channels);
        node();
    }

    /** The watch looks over all clients, so what earlier tests left is not to be there. */
    static void empty(Rooms rooms) {
        Scope.across("a test begins")
                .run(() -> rooms.transaction(() -> rooms.get(JdbcClient.class)
                        .sql("delete from notification.delivery")
                        .update()));
    }

    private void hear(Object event) {
        if (dies
                && !(event instanceof NotificationNews.DeliveryChanged planned
                        && planned.status().equals("planned"))) {
            throw new IllegalStateException("the process dies here");
        }
        news.add((News) event);
    }

    /** Another node on the same database. */
    DeliveryWatch node() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/response", "messages/notification", "messages/calendar", "messages/page");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
        var watch = new DeliveryWatch(
                rooms.get(Ledger.class),
                reach,
                channels,
                texts,
                settings,
                new MockEnvironment(),
                this::hear,
                rooms.get(PlatformTransactionManager.class),
                rooms.get(InstantSource.class));
        nodes.add(watch);
        return watch;
    }

    static SmtpSettings noMail() {
        return new SmtpSettings(null, 25, null, null, "vigie@example.org", "none", null, Duration.ofSeconds(5));
    }

    static SmtpSettings mail(int port) {
        return new SmtpSettings(
                "localhost", port, null, null, "vigie@example.org", "none", null, Duration.ofSeconds(5));
    }

    static NotificationSettings.Webhook noHook() {
        return hook(null, null, null);
    }

    static NotificationSettings.Webhook hook(@Nullable URI url, @Nullable String secret, @Nullable Path trust) {
        return new NotificationSettings.Webhook(url, secret, trust, Duration.ofSeconds(5));
    }

    static PersonDeclaration person(String key, @Nullable String email, String language, String... ways) {
        return new PersonDeclaration(
                key, key, email, Locale.of(language), new TreeSet<>(List.of("n2")), Arrays.asList(ways));
    }

    PostRoom staffed(PersonDeclaration... people) {
        Rooms.run(tenant, () -> rooms.transaction(() -> rooms.get(People.class).declare(List.of(people))));
        return this;
    }

    Told page(String key) {
        return page(key, rooms.get(InstantSource.class).instant());
    }

    Told page(String key, Instant at) {
        var telling = new Telling(
                key,
                Severity.CRITICAL,
                Words.of("response.page.opened.subject", "Boutique Éphémère", "Site arrêté", at, "P1"),
                Words.of("response.page.opened.body", "Boutique Éphémère", "Site <arrêté>", at, "P1", "1001"),
                "/tickets/1001");
        var told = new ArrayList<Told>();
        Rooms.run(tenant, () -> rooms.transaction(() -> told.add(notifications.page("n2", telling, at))));
        return told.getFirst();
    }

    /** Sends what is due and waits until it is written down. */
    void look() {
        settle(nodes.getFirst().look());
    }

    static void settle(List<Future<?>> underWay) {
        for (Future<?> one : underWay) {
            try {
                one.get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("a delivery did not end", e);
            }
        }
    }

    void later(Duration by) {
        rooms.advance(by);
        look();
    }

    List<Delivery> deliveries() {
        return Rooms.in(tenant, () -> {
            var all = new ArrayList<Delivery>();
            rooms.transaction(() -> all.addAll(notifications.latest(1000).reversed()));
            return all;
        });
    }

    /** Those that leave the house. */
    List<Delivery> out() {
        return deliveries().stream()
                .filter(one -> !one.channel().equals("page"))
                .toList();
    }

    Delivery only() {
        var out = out();
        if (out.size() != 1) {
            throw new AssertionError("one delivery was expected, not " + out);
        }
        return out.getFirst();
    }

    <T extends News> List<T> told(Class<T> type) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
