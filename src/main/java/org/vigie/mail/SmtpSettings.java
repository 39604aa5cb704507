package org.vigie.mail;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The house's own mail server, which takes every mail that has no server of its own: what people are told, and the mail of
 * mailboxes that only receive. Settings {@code vigie.mail.smtp.*}; without a host no such mail is sent.
 *
 * @param from whose domain also names the messages (Message-ID, List-Id)
 * @param tls "none", "starttls" or "tls"; with a user, a server without STARTTLS is refused
 * @param trust certificates (PEM) that are trusted besides those of Java: a house's own authority
 */
public record SmtpSettings(
        @Nullable String host,
        @DefaultValue("25") int port,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("vigie@localhost") String from,
        @DefaultValue("starttls") String tls,
        @Nullable Path trust,
        @DefaultValue("10s") Duration timeout) {
    public SmtpSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("vigie.mail.smtp.port is 1 to 65535, not " + port);
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException("vigie.mail.smtp.timeout is 1s to 60s, not " + timeout);
        }
        if (!tls.matches("none|starttls|tls")) {
            throw new IllegalArgumentException("vigie.mail.smtp.tls is none, starttls or tls, not " + tls);
        }
        if (!from.matches("[^@\\s]+@[^@\\s<>]+")) {
            throw new IllegalArgumentException("vigie.mail.smtp.from is an address, not " + from);
        }
    }

    public String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "Smtp[" + host + ":" + port + "]";
    }
}
