package org.vigie.webhook;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.webhook.*}.
 *
 * @param timeout how long a receiver may take to answer; 1s to 25s
 * @param concurrent how many messages are under way at once to one webhook; 1 to 32
 * @param givesUp a webhook where nothing has arrived for so long is switched off; 1h to 30d
 * @param kept how long the log keeps what was delivered or failed; 1d to 400d
 * @param trust certificates (PEM) that are trusted besides those of Java
 */
@ConfigurationProperties("vigie.webhook")
public record WebhookSettings(
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("4") int concurrent,
        @DefaultValue("3d") Duration givesUp,
        @DefaultValue("30d") Duration kept,
        @Nullable Path trust) {

    public WebhookSettings {
        within("timeout", timeout, Duration.ofSeconds(1), Duration.ofSeconds(25));
        within("gives-up", givesUp, Duration.ofHours(1), Duration.ofDays(30));
        within("kept", kept, Duration.ofDays(1), Duration.ofDays(400));
        if (concurrent < 1 || concurrent > 32) {
            throw new IllegalArgumentException("vigie.webhook.concurrent is 1 to 32, not " + concurrent);
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "vigie.webhook." + name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
