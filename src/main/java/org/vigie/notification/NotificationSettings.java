package org.vigie.notification;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code vigie.notification.*}.
 *
 * @param address of Vigie as people reach it, for links in messages
 * @param attempts how often a message is tried before it has failed; 1 to 20
 * @param zone in which times are said
 * @param smtp the mail server; without a host no mail is sent
 * @param webhook where events go as JSON; without an address none does
 */
@ConfigurationProperties("vigie.notification")
public record NotificationSettings(
        @DefaultValue("http://127.0.0.1:8080") URI address,
        @DefaultValue("6") int attempts,
        @DefaultValue("Europe/Paris") ZoneId zone,
        @DefaultValue Smtp smtp,
        @DefaultValue Webhook webhook) {

    public NotificationSettings {
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException("vigie.notification.attempts is 1 to 20, not " + attempts);
        }
    }

    /** @param tls "none", "starttls" or "tls" */
    public record Smtp(
            @Nullable String host,
            @DefaultValue("25") int port,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("vigie@localhost") String from,
            @DefaultValue("starttls") String tls,
            @DefaultValue("10s") Duration timeout) {
        public Smtp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("vigie.notification.smtp.port is 1 to 65535, not " + port);
            }
            if (!tls.matches("none|starttls|tls")) {
                throw new IllegalArgumentException("vigie.notification.smtp.tls is none, starttls or tls, not " + tls);
            }
        }

        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }

    /** @param secret signs each message: HMAC-SHA256 of the body in the header {@code X-Vigie-Signature} */
    public record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @DefaultValue("10s") Duration timeout) {
        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }
}
