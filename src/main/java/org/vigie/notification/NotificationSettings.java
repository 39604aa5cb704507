package org.vigie.notification;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.notification.*}.
 *
 * @param address of Vigie as people reach it, for links in messages; without one, this machine's own
 * @param attempts how often a message is tried before it has failed; 1 to 20. Twelve take about three hours
 * @param order the ways to reach a person who did not choose, the first one first
 * @param concurrent how many messages are under way at once in each channel; 1 to 64
 * @param longest after which a message that is still under way is given up and tried again; 1s to 25s
 * @param zone in which times are said
 * @param webhook where events go as JSON; without an address none does
 */
@ConfigurationProperties("vigie.notification")
public record NotificationSettings(
        @Nullable URI address,
        @DefaultValue("12") int attempts,
        @DefaultValue({"email", "webhook"}) List<String> order,
        @DefaultValue("8") int concurrent,
        @DefaultValue("20s") Duration longest,
        @DefaultValue("Europe/Paris") ZoneId zone,
        @DefaultValue Webhook webhook) {

    /** The ways that a person may choose; what is on the page is there for everybody. */
    private static final Set<String> WAYS = Set.of("email", "webhook");

    public NotificationSettings {
        within("attempts", attempts, 1, 20);
        within("concurrent", concurrent, 1, 64);
        within("longest", longest, Duration.ofSeconds(25));
        order = List.copyOf(order);
        if (!WAYS.containsAll(order) || Set.copyOf(order).size() != order.size()) {
            throw new IllegalArgumentException(
                    "vigie.notification.order names each of " + WAYS + " once, not " + order);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "vigie.notification." + name + " is " + least + " to " + most + ", not " + value);
        }
    }

    private static void within(String name, Duration value, Duration most) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.notification." + name + " is 1s to " + most.toSeconds() + "s, not " + value);
        }
    }

    /**
     * One address, chosen by who starts Vigie: nobody can point it elsewhere through a page or a declaration.
     *
     * @param url http or https, without user or password in it
     * @param secret signs each message as Standard Webhooks says; bytes in Base64 after {@code whsec_}, else the text
     * @param trust certificates (PEM) that are trusted besides those of Java
     */
    public record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @Nullable Path trust,
            @DefaultValue("10s") Duration timeout) {
        public Webhook {
            within("webhook.timeout", timeout, Duration.ofSeconds(60));
            if (url != null
                    && (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            || url.getHost() == null
                            || url.getUserInfo() != null
                            || url.getFragment() != null)) {
                throw new IllegalArgumentException(
                        "vigie.notification.webhook.url is an http or https address without user, password and fragment");
            }
        }

        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }
}
